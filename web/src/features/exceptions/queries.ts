import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'

export type ExceptionRow = Schemas['ExceptionView']
export type ExceptionFilter = Partial<Record<'q' | 'state' | 'unit' | 'branch' | 'sort', string>> & { page?: number, size?: number }

export function askExceptions(filter: ExceptionFilter, signal?: AbortSignal): Promise<Page<ExceptionRow>> {
  const query = { ...filter, state: filter.state as Schemas['ProposalState'] | undefined }
  return answer(api.GET('/api/v1/exceptions', { params: { query }, signal })) as Promise<Page<ExceptionRow>>
}

export function useExceptions(filter: MaybeRefOrGetter<ExceptionFilter>) {
  return useQuery({
    queryKey: ['exceptions', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askExceptions(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function useException(exception: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['exception', computed(() => toValue(exception))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/exceptions/{id}', { params: { path: { id: toValue(exception) } }, signal })),
  })
}

/** What is decided on, in one line. */
export const aboutOf = (row: ExceptionRow) => `${row.branch_name} · ${row.period_title} · ${row.duty_name}。理由：${row.reason}`
