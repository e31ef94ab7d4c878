import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'

export type Member = Schemas['MemberView']
export type MemberRow = Schemas['MemberRow']
export type Transfer = Schemas['TransferView']
/** A number that is absent stays as it is. */
export type Person = Omit<Schemas['Person'], 'identity' | 'phone'> & { identity?: string, phone?: string }

export type MemberFilter = Partial<Record<'org' | 'group' | 'standing' | 'whereabouts' | 'q' | 'sort', string>>
  & { retired?: boolean, left?: boolean, page?: number, size?: number }

function askMembers(query: MemberFilter, signal?: AbortSignal): Promise<Page<MemberRow>> {
  return answer(api.GET('/api/v1/members', { params: { query: query as object }, signal })) as Promise<Page<MemberRow>>
}

export function useMembers(filter: MaybeRefOrGetter<MemberFilter>) {
  return useQuery({
    queryKey: ['members', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askMembers(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function useMember(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['members', 'one', computed(() => toValue(id))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/members/{id}', { params: { path: { id: toValue(id) } }, signal })),
  })
}

/** The number goes in the body, never into an address. */
export function searchByNumber(field: 'identity' | 'phone', value: string): Promise<Page<MemberRow>> {
  return answer(api.POST('/api/v1/members/search', { body: { field, value } })) as Promise<Page<MemberRow>>
}

export function reveal(id: string, field: 'identity' | 'phone', purpose: string) {
  return answer(api.POST('/api/v1/members/{id}/reveal', { params: { path: { id } }, body: { field, purpose } }))
}

export function useGroups(branch: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['groups', computed(() => toValue(branch))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/branches/{branch}/groups', { params: { path: { branch: toValue(branch) } }, signal })),
    enabled: computed(() => toValue(branch) !== ''),
  })
}

export function useTransfers(filter: MaybeRefOrGetter<{ state?: string, member?: string, page?: number, size?: number }>) {
  return useQuery({
    queryKey: ['transfers', computed(() => toValue(filter))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/transfers', { params: { query: toValue(filter) }, signal })) as Promise<Page<Transfer>>,
    placeholderData: keepPreviousData,
  })
}

export function useStudy(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['training', computed(() => toValue(id))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/members/{id}/training', { params: { path: { id: toValue(id) } }, signal })),
  })
}

export const newRequestKey = () => ({ 'Idempotency-Key': crypto.randomUUID() })

/** Everything that changes the roster; what is shown of it is asked again afterwards. */
export function useRosterChange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => Promise.all(['members', 'groups', 'transfers', 'training', 'dues', 'norms', 'candidates', 'awards'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  })
}

export const change = {
  add: (body: Person & Partial<Record<'standing' | 'from_on' | 'reason' | 'group_id', string>> & { branch_id: string }) =>
    answer(api.POST('/api/v1/members', { body: body as Schemas['NewMember'], headers: newRequestKey() })),
  edit: (id: string, rev: number, body: Person) =>
    answer(api.PUT('/api/v1/members/{id}', { params: { path: { id }, header: { 'If-Match': String(rev) } }, body: body as Schemas['Person'] })),
  membership: (id: string, body: Schemas['Change']) =>
    answer(api.POST('/api/v1/members/{id}/membership', { params: { path: { id } }, body })),
  end: (id: string, body: Schemas['End']) => answer(api.POST('/api/v1/members/{id}/end', { params: { path: { id } }, body })),
  post: (id: string, body: Schemas['NewPost']) => answer(api.POST('/api/v1/members/{id}/posts', { params: { path: { id } }, body })),
  endPost: (id: string, post: string, on: string) =>
    answer(api.POST('/api/v1/members/{id}/posts/{post}/end', { params: { path: { id, post } }, body: { on } })),
  training: (body: Schemas['NewTraining']) => answer(api.POST('/api/v1/trainings', { body, headers: newRequestKey() })),
  transfer: (id: string, body: Schemas['NewTransfer']) =>
    answer(api.POST('/api/v1/members/{id}/transfers', { params: { path: { id } }, body, headers: newRequestKey() })),
  receive: (id: string, body: Schemas['Receipt']) => answer(api.POST('/api/v1/transfers/{id}/receive', { params: { path: { id } }, body })),
  withdraw: (id: string) => answer(api.POST('/api/v1/transfers/{id}/withdraw', { params: { path: { id } } })),
}
