import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, part, type FactRow, type FactView, type Page, type Query } from '@/api/client'

export function useFacts(filter: MaybeRefOrGetter<Query>) {
  return useQuery({
    queryKey: ['facts', computed(() => toValue(filter))],
    queryFn: ({ signal }) => api.get<Page<FactRow>>('/facts', toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function useFact(fact: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['fact', computed(() => toValue(fact))],
    queryFn: ({ signal }) => api.get<FactView>(`/facts/${part(toValue(fact))}`, {}, signal),
  })
}
