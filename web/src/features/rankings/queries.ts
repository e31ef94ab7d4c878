import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, part, type Query, type RatedView, type RankingRow, type RankingView } from '@/api/client'

const path = (period: string) => `/rankings/${part(period)}`

export function useRanking(period: MaybeRefOrGetter<string>, filter: MaybeRefOrGetter<Query>) {
  return useQuery({
    queryKey: ['rankings', computed(() => toValue(period)), computed(() => toValue(filter))],
    queryFn: ({ signal }) => api.get<RankingView>(path(toValue(period)), toValue(filter), signal),
    enabled: computed(() => !!toValue(period)),
    placeholderData: keepPreviousData,
  })
}

/** The whole filtered list, page by page, for a spreadsheet. */
export async function wholeRanking(period: string, filter: Query): Promise<RankingRow[]> {
  const rows: RankingRow[] = []
  for (let page = 1; ; page += 1) {
    const answer = await api.get<RankingView>(path(period), { ...filter, page, size: 200 })
    rows.push(...answer.items)
    if (!answer.items.length || rows.length >= answer.total) return rows
  }
}

/** Rates a period again; everything that was computed from it is asked for anew. */
export function useRatePeriod() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (period: string) => api.post<RatedView>(`/periods/${part(period)}/rate`),
    onSuccess: () => queries.invalidateQueries(),
  })
}
