import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'
import { newRequestKey } from './queries'

export function useHonours(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['awards', computed(() => toValue(id))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/members/{id}/honours', { params: { path: { id: toValue(id) } }, signal })),
  })
}

export const awards = {
  honour: (id: string, body: Schemas['NewMemberAward']) =>
    answer(api.POST('/api/v1/members/{id}/honours', { params: { path: { id } }, body, headers: newRequestKey() })),
  discipline: (id: string, body: Schemas['NewMemberAward']) =>
    answer(api.POST('/api/v1/members/{id}/discipline', { params: { path: { id } }, body, headers: newRequestKey() })),
  read: (id: string, purpose: string) =>
    answer(api.POST('/api/v1/members/{id}/discipline/read', { params: { path: { id } }, body: { purpose } })),
}
