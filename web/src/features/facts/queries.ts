import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'

export type Fact = Schemas['FactView']
export type FactRow = Schemas['FactRow']

/** As the address has them: a kind that is none is the server's to refuse. */
export type FactFilter = Partial<Record<'q' | 'kind' | 'key' | 'branch' | 'period' | 'sort', string>> & { page?: number, size?: number }

export function askFacts(filter: FactFilter, signal?: AbortSignal): Promise<Page<FactRow>> {
  const query = { ...filter, kind: filter.kind as Schemas['FactKind'] | undefined }
  return answer(api.GET('/api/v1/facts', { params: { query }, signal })) as Promise<Page<FactRow>>
}

export function useFacts(filter: MaybeRefOrGetter<FactFilter>) {
  return useQuery({
    queryKey: ['facts', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askFacts(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function useFact(fact: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['fact', computed(() => toValue(fact))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/facts/{id}', { params: { path: { id: toValue(fact) } }, signal })),
  })
}
