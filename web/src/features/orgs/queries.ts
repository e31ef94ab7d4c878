import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'

export type OrgDetail = Schemas['OrgDetailView']
export type Extension = Schemas['ExtensionView']
export type Terms = Schemas['TermsView']
export type Changed = Schemas['OrgChangedView']
export type ElectionRow = Schemas['ElectionView']
export type FlagRow = Schemas['FlagsView']['items'][number]

export type ElectionFilter = Partial<Record<'q' | 'unit' | 'state' | 'sort', string>> & { page?: number, size?: number }
export type FlagFilter = Partial<Record<'q' | 'unit' | 'code' | 'status', string>> & { lifted?: boolean, page?: number, size?: number }

/** A name for one act, so that sending it twice does it once. */
export const newKey = () => globalThis.crypto.randomUUID?.() ?? `k-${Date.now()}-${performance.now()}`

function useOf<View>(name: string, org: MaybeRefOrGetter<string>, ask: (org: string, signal: AbortSignal) => Promise<View>) {
  return useQuery({
    queryKey: ['org', computed(() => toValue(org)), name],
    queryFn: ({ signal }) => ask(toValue(org), signal),
    enabled: computed(() => toValue(org) !== ''),
  })
}

export const useOrg = (org: MaybeRefOrGetter<string>) => useOf('detail', org, (id, signal) =>
  answer(api.GET('/api/v1/orgs/{org}', { params: { path: { org: id } }, signal })))
export const useHistory = (org: MaybeRefOrGetter<string>) => useOf('history', org, (id, signal) =>
  answer(api.GET('/api/v1/orgs/{org}/history', { params: { path: { org: id } }, signal })))
export const useTerms = (org: MaybeRefOrGetter<string>) => useOf('terms', org, (id, signal) =>
  answer(api.GET('/api/v1/orgs/{org}/terms', { params: { path: { org: id } }, signal })))

export type FoundOrg = Schemas['FoundView']
export const askOrgs = (query: { q?: string, parent?: string, kind?: string, page?: number, size?: number }, signal?: AbortSignal) =>
  answer(api.GET('/api/v1/orgs/found', { params: { query }, signal })) as Promise<Page<FoundOrg>>
export const useFoundOrgs = (text: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean>) => useQuery({
  queryKey: ['orgs', 'found', computed(() => toValue(text))],
  queryFn: ({ signal }) => askOrgs({ q: toValue(text), size: 50 }, signal),
  placeholderData: keepPreviousData,
  enabled: computed(() => toValue(enabled) && toValue(text) !== ''),
})

export const askElections = (query: ElectionFilter, signal?: AbortSignal) =>
  answer(api.GET('/api/v1/elections', { params: { query }, signal })) as Promise<Page<ElectionRow>>
export const askFlags = (query: FlagFilter, signal?: AbortSignal) =>
  answer(api.GET('/api/v1/org-flags', { params: { query }, signal })) as Promise<Schemas['FlagsView']>

function useList<Filter, List>(name: string, filter: MaybeRefOrGetter<Filter>, ask: (filter: Filter, signal: AbortSignal) => Promise<List>) {
  return useQuery({
    queryKey: [name, computed(() => toValue(filter))],
    queryFn: ({ signal }) => ask(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export const useElections = (filter: MaybeRefOrGetter<ElectionFilter>) => useList('elections', filter, askElections)
export const useFlags = (filter: MaybeRefOrGetter<FlagFilter>) => useList('org-flags', filter, askFlags)

/** Sends an order; with `preview` the server only says what it would do. */
export function sendOrder(path: string, body: object, rev: number, preview: boolean, key: string): Promise<Changed> {
  const headers = { 'If-Match': String(rev), ...(!preview && { 'Idempotency-Key': key }) }
  return answer(api.request('post', `/api/v1${path}` as never, { params: { query: { preview } }, body, headers } as never) as Promise<{ data?: Changed, error?: unknown, response: Response }>)
}

export const holdElection = (org: string, body: Schemas['NewTerm'], key: string) =>
  answer(api.POST('/api/v1/orgs/{org}/terms', { params: { path: { org } }, body, headers: { 'Idempotency-Key': key } }))
export const askExtension = (org: string, body: Schemas['NewExtension'], key: string) =>
  answer(api.POST('/api/v1/orgs/{org}/extensions', { params: { path: { org } }, body, headers: { 'Idempotency-Key': key } }))
export const decideExtension = (extension: Extension, body: Schemas['ExtensionDecision'], key: string) =>
  answer(api.POST('/api/v1/extensions/{extension}/decide', {
    params: { path: { extension: extension.id } }, body, headers: { 'If-Match': String(extension.rev), 'Idempotency-Key': key },
  }))

/** What is shown of organisations is asked for again. */
export function useRefresh() {
  const queries = useQueryClient()
  return () => Promise.all(['org', 'orgs', 'elections', 'org-flags', 'branches'].map((name) => queries.invalidateQueries({ queryKey: [name] })))
}
