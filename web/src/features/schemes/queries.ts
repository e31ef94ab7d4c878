import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, part, type SchemeRow, type SchemeView } from '@/api/client'

export function useSchemes() {
  return useQuery({ queryKey: ['schemes'], queryFn: () => api.get<{ items: SchemeRow[] }>('/schemes') })
}

export function useScheme(code: MaybeRefOrGetter<string>, version: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['schemes', computed(() => toValue(code)), computed(() => toValue(version))],
    queryFn: ({ signal }) => api.get<SchemeView>(`/schemes/${part(toValue(code))}/${part(toValue(version))}`, {}, signal),
  })
}
