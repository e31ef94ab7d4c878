import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'

export type Scorecard = Schemas['ScorecardView']
export type Line = Schemas['LineView']

export function useScorecard(period: MaybeRefOrGetter<string>, branch: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['scorecards', computed(() => toValue(period)), computed(() => toValue(branch))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/periods/{period}/scorecards/{branch}', {
      params: { path: { period: toValue(period), branch: toValue(branch) } }, signal,
    })),
  })
}
