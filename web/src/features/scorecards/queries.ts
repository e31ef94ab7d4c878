import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, part, type ScorecardView } from '@/api/client'

export function useScorecard(period: MaybeRefOrGetter<string>, branch: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['scorecards', computed(() => toValue(period)), computed(() => toValue(branch))],
    queryFn: ({ signal }) => api.get<ScorecardView>(`/periods/${part(toValue(period))}/scorecards/${part(toValue(branch))}`, {}, signal),
  })
}
