/** Queries that several features share: periods, organisations, categories. */
import { queryOptions, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, type CategoryRow, type OrgRow, type PeriodsView } from './client'

const minutes = 60_000

export const periodsQuery = queryOptions({
  queryKey: ['periods'],
  queryFn: () => api.get<PeriodsView>('/periods'),
  staleTime: 2 * minutes,
})

export function usePeriods() {
  return useQuery(periodsQuery)
}

export function useOrgs() {
  return useQuery({
    queryKey: ['orgs'],
    queryFn: () => api.get<{ items: OrgRow[] }>('/orgs'),
    staleTime: 10 * minutes,
  })
}

export function useCategories() {
  return useQuery({
    queryKey: ['categories'],
    queryFn: () => api.get<{ items: CategoryRow[] }>('/categories'),
    staleTime: 10 * minutes,
  })
}

/** The second-level units of the visible tree, in document order. */
export function useUnits() {
  const { data } = useOrgs()
  return computed(() => (data.value?.items ?? []).filter((org) => org.kind === 'unit'))
}

