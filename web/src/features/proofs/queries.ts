import { keepPreviousData, useMutation, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'

export type Checkpoint = Schemas['CheckpointView']
export type Verified = Schemas['VerifiedView']

export function useCheckpoints(part: MaybeRefOrGetter<{ page: number, size: number }>) {
  return useQuery({
    queryKey: ['checkpoints', computed(() => toValue(part))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/checkpoints', { params: { query: toValue(part) }, signal })),
    placeholderData: keepPreviousData,
  })
}

export function useVerify() {
  return useMutation({ mutationFn: () => answer(api.POST('/api/v1/journal/verify')) })
}
