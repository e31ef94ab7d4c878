import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page } from '@/api/client'
import type { BranchMatrix, Done, FormView, MonthCalendar, OrgMatrix, OverdueRow, RecordBody, RecordKind, RecordRow, RecordVerdict, RecordView, Problem, Saved } from './types'

export type RecordFilter = Partial<Record<'q' | 'branch' | 'unit' | 'kind' | 'state' | 'month' | 'late' | 'sort', string>> & { page?: number, size?: number }
type Method = 'get' | 'post' | 'put' | 'delete'
interface Asked { query?: object, body?: unknown, rev?: number, key?: string, signal?: AbortSignal }

function call<View>(method: Method, path: string, { query, body, rev, key, signal }: Asked = {}): Promise<View> {
  const headers = { ...(rev !== undefined && { 'If-Match': String(rev) }), ...(key && { 'Idempotency-Key': key }) }
  return answer(api.request(method, `/api/v1${path}` as never, { params: { query }, body, headers, signal } as never) as Promise<{ data?: View, error?: unknown, response: Response }>)
}

const at = (record: string) => `/records/${encodeURIComponent(record)}`

export const askRecords = (filter: RecordFilter, signal?: AbortSignal) => call<Page<RecordRow>>('get', '/records', { query: filter, signal })
export const askOverdue = (org: string, part: { page: number, size: number }, signal?: AbortSignal) =>
  call<Page<OverdueRow>>('get', `/orgs/${encodeURIComponent(org)}/overdue`, { query: part, signal })
export const askOrgMatrix = (org: string, query: { year: string, duty?: string, page: number, size: number }, signal?: AbortSignal) =>
  call<OrgMatrix>('get', `/orgs/${encodeURIComponent(org)}/matrix`, { query, signal })
export const saveDraft = (record: string, rev: number, body: RecordBody) => call<Saved>('put', `${at(record)}/draft`, { body, rev })
export const checkBody = (branch_id: string, kind: RecordKind, body: RecordBody) =>
  call<{ verdict: RecordVerdict, problems: Problem[] }>('post', '/records/check', { body: { branch_id, kind, body } })

export function useRecords(filter: MaybeRefOrGetter<RecordFilter>) {
  return useQuery({
    queryKey: ['records', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askRecords(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function useRecord(record: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['record', computed(() => toValue(record))],
    queryFn: ({ signal }) => call<RecordView>('get', at(toValue(record)), { signal }),
  })
}

/** What the form of a kind asks and why, and who is expected. */
export function useForm(of: MaybeRefOrGetter<{ branch: string, kind: RecordKind, on?: string } | null>) {
  return useQuery({
    queryKey: ['record-form', computed(() => toValue(of))],
    queryFn: ({ signal }) => call<FormView>('get', '/records/form', { query: toValue(of) ?? {}, signal }),
    enabled: computed(() => toValue(of) !== null),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  })
}

export function useBranchMatrix(branch: MaybeRefOrGetter<string>, year: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['records-matrix', computed(() => [toValue(branch), toValue(year)])],
    queryFn: ({ signal }) => call<BranchMatrix>('get', `/branches/${encodeURIComponent(toValue(branch))}/matrix`, { query: { year: toValue(year) }, signal }),
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
    queryFn: ({ signal }) => call<MonthCalendar>('get', `/branches/${encodeURIComponent(toValue(branch))}/calendar`, { query: { month: toValue(month) }, signal }),
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

/** Whatever changes a record also changes lists, matrices, the workbench and the provisional score. */
export function useRecordChanges() {
  const queries = useQueryClient()
  const fresh = (view?: RecordView) => {
    if (view) queries.setQueryData(['record', view.id], view)
    const touched = ['records', 'records-matrix', 'records-calendar', 'records-overdue', 'workbench', 'scorecard', 'picture', 'facts', 'duties', 'todo']
    void queries.invalidateQueries({ predicate: ({ queryKey }) => touched.includes(String(queryKey[0])) })
  }
  const start = useMutation({
    mutationFn: (asked: { branch_id: string, kind: RecordKind, on?: string, copy_from?: string }) => call<RecordView>('post', '/records', { body: asked, key: crypto.randomUUID?.() ?? `r-${Date.now()}-${performance.now()}` }),
    onSuccess: fresh,
  })
  const act = useMutation({
    mutationFn: ({ id, rev, act, reason }: { id: string, rev: number, act: 'file' | 'return' | 'accept' | 'withdraw', reason?: string }) =>
      call<Done>('post', `${at(id)}/${act}`, { body: reason === undefined ? {} : { reason }, rev }),
    onSuccess: (done) => fresh(done.record),
  })
  const acceptAll = useMutation({ mutationFn: (ids: string[]) => call<{ accepted: number }>('post', '/records/accept', { body: { ids } }), onSuccess: () => fresh() })
  const dropDraft = useMutation({ mutationFn: ({ id, rev }: { id: string, rev: number }) => call<RecordView>('delete', `${at(id)}/draft`, { rev }), onSuccess: fresh })
  return { start, act, acceptAll, dropDraft, fresh }
}
