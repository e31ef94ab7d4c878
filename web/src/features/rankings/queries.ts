import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'

export type Ranking = Schemas['RankingView']
export type RankingRow = Schemas['RankingRow']

/** As the address has them. */
export type RankingFilter = Partial<Record<'category' | 'unit' | 'q' | 'stars' | 'sort', string>> & { page?: number, size?: number }

export function askRanking(period: string, { stars, ...filter }: RankingFilter, signal?: AbortSignal) {
  const query = { ...filter, stars: stars ? Number(stars) : undefined }
  return answer(api.GET('/api/v1/rankings/{period}', { params: { path: { period }, query }, signal }))
}

export function useRanking(period: MaybeRefOrGetter<string>, filter: MaybeRefOrGetter<RankingFilter>) {
  return useQuery({
    queryKey: ['rankings', computed(() => toValue(period)), computed(() => toValue(filter))],
    queryFn: ({ signal }) => askRanking(toValue(period), toValue(filter), signal),
    enabled: computed(() => !!toValue(period)),
    placeholderData: keepPreviousData,
  })
}

/** Rates a period again; everything that was computed from it is asked for anew. */
export function useRatePeriod() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (period: string) => answer(api.POST('/api/v1/periods/{period}/rate', { params: { path: { period } } })),
    onSuccess: () => queries.invalidateQueries(),
  })
}

/** Seals a period: from then on it stands as it is. */
export function useSealPeriod() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (period: string) => answer(api.POST('/api/v1/periods/{period}/seal', { params: { path: { period } } })),
    onSuccess: () => queries.invalidateQueries(),
  })
}
