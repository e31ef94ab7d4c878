import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'
import { freshKey } from '@/lib/keys'

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

export function useAskException() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Schemas['NewException']) => answer(api.POST('/api/v1/exceptions', { body, headers: { 'Idempotency-Key': freshKey() } })),
    onSuccess: () => queries.invalidateQueries(),
  })
}
