/** Queries that several features share: periods, organisations, categories. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
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

/** Names of branches that the server finds: those in reach, or `everywhere` in the company. */
export function useFoundBranches(
  query: MaybeRefOrGetter<{ q?: string, within?: string, id?: string }>, everywhere: boolean, enabled: MaybeRefOrGetter<boolean>,
) {
  const given = computed(() => Object.fromEntries(Object.entries(toValue(query)).filter(([, value]) => value)))
  return useQuery({
    queryKey: ['branches-found', everywhere, given],
    queryFn: ({ signal }) => everywhere
      ? answer(api.GET('/api/v1/transfer-targets', { params: { query: { ...given.value, size: 50 } }, signal }))
      : answer(api.GET('/api/v1/orgs/found', { params: { query: { ...given.value, kind: 'branch', size: 50 } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: minutes,
    enabled: computed(() => toValue(enabled)),
  })
}

/** How many branches there are to choose from: the only one, or many. */
export function useReachedBranches() {
  const { data } = useOrgs()
  const items = computed(() => (data.value?.items ?? []).filter((org) => org.kind === 'branch'))
  const isMany = computed(() => data.value !== undefined && (!data.value.is_whole || items.value.length > 1))
  const only = computed(() => (data.value?.is_whole && items.value.length === 1 ? items.value[0]!.id : ''))
  return { items, isMany, only }
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
