/** Queries that several features share: periods, organisations, categories. */
import { queryOptions, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { answer, api } from './client'

const minutes = 60_000

export const periodsQuery = queryOptions({
  queryKey: ['periods'],
  queryFn: () => answer(api.GET('/api/v1/periods')),
  staleTime: 2 * minutes,
})

export function usePeriods() {
  return useQuery(periodsQuery)
}

export function useOrgs() {
  return useQuery({
    queryKey: ['orgs'],
    queryFn: () => answer(api.GET('/api/v1/orgs')),
    staleTime: 10 * minutes,
  })
}

export function useCategories() {
  return useQuery({
    queryKey: ['categories'],
    queryFn: () => answer(api.GET('/api/v1/categories')),
    staleTime: 10 * minutes,
  })
}

/** The second-level units of the visible tree, in document order. */
export function useUnits() {
  const { data } = useOrgs()
  return computed(() => (data.value?.items ?? []).filter((org) => org.kind === 'unit'))
}


/** How many notices wait for the user: what to do, and what to read. */
export function useNoticeCounts() {
  return useQuery({
    queryKey: ['notice-counts'],
    queryFn: () => answer(api.GET('/api/v1/notices/counts')),
    staleTime: minutes / 2,
    refetchInterval: 2 * minutes,
  })
}
