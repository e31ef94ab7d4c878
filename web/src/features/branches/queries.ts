import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, part, type BranchRow, type Page, type PictureView, type Query } from '@/api/client'

export function useBranches(filter: MaybeRefOrGetter<Query>) {
  return useQuery({
    queryKey: ['branches', computed(() => toValue(filter))],
    queryFn: ({ signal }) => api.get<Page<BranchRow>>('/branches', toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function usePicture(branch: MaybeRefOrGetter<string>, period: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['pictures', computed(() => toValue(branch)), computed(() => toValue(period))],
    queryFn: ({ signal }) => api.get<PictureView>(`/branches/${part(toValue(branch))}/picture`, { period: toValue(period) }, signal),
  })
}
