import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'

export type Scheme = Schemas['SchemeView']
export type SchemeItem = Schemas['ItemView']

export function useSchemes() {
  return useQuery({ queryKey: ['schemes'], queryFn: () => answer(api.GET('/api/v1/schemes')) })
}

export function useScheme(code: MaybeRefOrGetter<string>, version: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['schemes', computed(() => toValue(code)), computed(() => toValue(version))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/schemes/{code}/{version}', {
      params: { path: { code: toValue(code), version: toValue(version) } }, signal,
    })),
  })
}
