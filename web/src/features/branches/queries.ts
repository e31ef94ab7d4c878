import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'

export type Picture = Schemas['PictureView']
export type BranchRow = Schemas['BranchRow']

export type BranchFilter = Partial<Record<'q' | 'category' | 'unit' | 'sort', string>> & { page?: number, size?: number }

export function askBranches(query: BranchFilter, signal?: AbortSignal): Promise<Page<BranchRow>> {
  return answer(api.GET('/api/v1/branches', { params: { query }, signal })) as Promise<Page<BranchRow>>
}

export function useBranches(filter: MaybeRefOrGetter<BranchFilter>) {
  return useQuery({
    queryKey: ['branches', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askBranches(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function usePicture(branch: MaybeRefOrGetter<string>, period: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['pictures', computed(() => toValue(branch)), computed(() => toValue(period))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/branches/{branch}/picture', {
      params: { path: { branch: toValue(branch) }, query: { period: toValue(period) } }, signal,
    })),
  })
}
