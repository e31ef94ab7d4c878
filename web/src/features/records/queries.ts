import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'
import type { Done, FormView, OrgMatrix, OverdueRow, RecordBody, RecordKind, RecordRow, RecordState, RecordView, Saved } from './types'

export type RecordFilter = Partial<Record<'q' | 'branch' | 'unit' | 'kind' | 'state' | 'month' | 'late' | 'sort', string>> & { page?: number, size?: number }

const at = (record: string, rev: number) => ({ path: { id: record }, header: { 'If-Match': String(rev) } })
/** The header that makes a request that arrives twice count once. */
const once = () => ({ 'Idempotency-Key': crypto.randomUUID?.() ?? `record-${Date.now()}-${performance.now()}` })

export function askRecords(filter: RecordFilter, signal?: AbortSignal) {
  const { late, ...rest } = filter
  const query = { ...rest, kind: filter.kind as RecordKind | undefined, state: filter.state as RecordState | undefined, late: late === 'true' ? true : undefined }
  return answer(api.GET('/api/v1/records', { params: { query }, signal })) as Promise<Page<RecordRow>>
}

export function askOverdue(org: string, part: { page: number, size: number }, signal?: AbortSignal) {
  return answer(api.GET('/api/v1/orgs/{org}/overdue', { params: { path: { org }, query: part }, signal })) as Promise<Page<OverdueRow>>
}

export function askOrgMatrix(org: string, asked: { year: string, duty?: string, page: number, size: number }, signal?: AbortSignal): Promise<OrgMatrix> {
  const query = { ...asked, year: Number(asked.year) || undefined }
  return answer(api.GET('/api/v1/orgs/{org}/matrix', { params: { path: { org }, query }, signal }))
}

export function saveDraft(record: string, rev: number, body: RecordBody): Promise<Saved> {
  return answer(api.PUT('/api/v1/records/{id}/draft', { params: at(record, rev), body: body as Schemas['RecordBody'] }))
}

type Deed = { act: 'file' | 'accept' } | { act: 'return' | 'withdraw', reason: string }

function run(record: string, rev: number, deed: Deed) {
  const params = at(record, rev)
  switch (deed.act) {
    case 'file': return answer(api.POST('/api/v1/records/{id}/file', { params }))
    case 'accept': return answer(api.POST('/api/v1/records/{id}/accept', { params }))
    case 'return': return answer(api.POST('/api/v1/records/{id}/return', { params, body: { reason: deed.reason } }))
    case 'withdraw': return answer(api.POST('/api/v1/records/{id}/withdraw', { params, body: { reason: deed.reason } }))
  }
}

export function useRecords(filter: MaybeRefOrGetter<RecordFilter>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: ['records', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askRecords(toValue(filter), signal),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(enabled)),
  })
}

export const askRecord = (record: string, signal?: AbortSignal) =>
  answer(api.GET('/api/v1/records/{id}', { params: { path: { id: record } }, signal })) as Promise<RecordView>

export function useRecord(record: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['record', computed(() => toValue(record))],
    queryFn: ({ signal }) => askRecord(toValue(record), signal),
  })
}

/** What the form of a kind asks and why, and who is expected. */
export function useForm(of: MaybeRefOrGetter<{ branch: string, kind: RecordKind, on?: string } | null>) {
  return useQuery({
    queryKey: ['record-form', computed(() => toValue(of))],
    queryFn: ({ signal }): Promise<FormView> => answer(api.GET('/api/v1/records/form', { params: { query: toValue(of)! }, signal })),
    enabled: computed(() => toValue(of) !== null),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  })
}

export function useBranchMatrix(branch: MaybeRefOrGetter<string>, year: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['records-matrix', computed(() => [toValue(branch), toValue(year)])],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/branches/{branch}/matrix', { params: { path: { branch: toValue(branch) }, query: { year: Number(toValue(year)) || undefined } }, signal })),
    placeholderData: keepPreviousData,
  })
}

export function useOrgMatrix(org: MaybeRefOrGetter<string>, query: MaybeRefOrGetter<{ year: string, duty?: string, page: number, size: number }>) {
  return useQuery({
    queryKey: ['records-matrix', computed(() => [toValue(org), toValue(query)])],
    queryFn: ({ signal }) => askOrgMatrix(toValue(org), toValue(query), signal),
    placeholderData: keepPreviousData,
  })
}

export function useCalendar(branch: MaybeRefOrGetter<string>, month: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['records-calendar', computed(() => [toValue(branch), toValue(month)])],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/branches/{branch}/calendar', { params: { path: { branch: toValue(branch) }, query: { month: toValue(month) } }, signal })),
    placeholderData: keepPreviousData,
  })
}

export function useOverdue(org: MaybeRefOrGetter<string>, part: MaybeRefOrGetter<{ page: number, size: number }>) {
  return useQuery({
    queryKey: ['records-overdue', computed(() => [toValue(org), toValue(part)])],
    queryFn: ({ signal }) => askOverdue(toValue(org), toValue(part), signal),
    placeholderData: keepPreviousData,
    enabled: computed(() => !!toValue(org)),
  })
}

/** Tells branches what they let pass; each once a day. */
export function useReminder(org: MaybeRefOrGetter<string>) {
  return useMutation({
    mutationFn: (rows: OverdueRow[]) => {
      const items = rows.map(({ branch_id, duty, period }) => ({ branch_id, duty, period }))
      return answer(api.POST('/api/v1/orgs/{org}/overdue/remind', { params: { path: { org: toValue(org) } }, body: { items } }))
    },
  })
}

/** Whatever changes a record also changes lists, matrices, the workbench and the provisional score. */
export function useRecordChanges() {
  const queries = useQueryClient()
  const fresh = (view?: RecordView) => {
    if (view) queries.setQueryData(['record', view.id], view)
    const touched = ['records', 'records-matrix', 'records-calendar', 'records-overdue', 'workbench', 'scorecard', 'picture', 'facts', 'duties', 'todo']
    void queries.invalidateQueries({ predicate: ({ queryKey }) => touched.includes(String(queryKey[0])) })
  }
  const start = useMutation({
    mutationFn: (body: { branch_id: string, kind: RecordKind, on?: string, copy_from?: string }) =>
      answer(api.POST('/api/v1/records', { params: { header: once() }, body })) as Promise<RecordView>,
    onSuccess: fresh,
  })
  const act = useMutation({
    mutationFn: ({ id, rev, ...deed }: { id: string, rev: number } & Deed) => run(id, rev, deed) as Promise<Done>,
    onSuccess: (done) => fresh(done.record),
  })
  const acceptAll = useMutation({ mutationFn: (ids: string[]) => answer(api.POST('/api/v1/records/accept', { body: { ids } })), onSuccess: () => fresh() })
  return { start, act, acceptAll }
}
