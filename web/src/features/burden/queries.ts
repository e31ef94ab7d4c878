import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'

export type Burden = Schemas['BurdenView']
export type CategoryBurden = Schemas['CategoryBurden']
export type BurdenEvent = Schemas['BurdenEvent']
export type DutyBurden = Schemas['DutyBurden']
export type Minutes = Schemas['BurdenMinutes']

/** Of the scheme in force, or of a version: `5521@2026.1`. */
export function useBurden(scheme: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    queryKey: ['burden', computed(() => toValue(scheme) ?? '')],
    queryFn: ({ signal }): Promise<Burden> => {
      const [code, version] = (toValue(scheme) ?? '').split('@')
      return answer(api.GET('/api/v1/burden', { params: { query: code && version ? { code, version } : {} }, signal }))
    },
    placeholderData: keepPreviousData,
  })
}

export function useVersions() {
  return useQuery({ queryKey: ['schemes'], queryFn: () => answer(api.GET('/api/v1/schemes')) })
}
