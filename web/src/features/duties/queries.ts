import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'

export type Owed = Schemas['OwedView']

export function useDuties(branch: MaybeRefOrGetter<string>, month: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['duties', computed(() => [toValue(branch), toValue(month)])],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/branches/{branch}/duties', {
      params: { path: { branch: toValue(branch) }, query: { month: toValue(month) || undefined } }, signal,
    })),
    placeholderData: keepPreviousData,
  })
}
