import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'
import { isOpen } from './states'

export type Job = Schemas['JobView']
export type JobFilter = { state?: string, page?: number, size?: number }

export function askJobs(query: JobFilter, signal?: AbortSignal): Promise<Page<Job>> {
  return answer(api.GET('/api/v1/jobs', { params: { query }, signal })) as Promise<Page<Job>>
}

/** Asked again every two seconds as long as one of them waits or runs. */
export function useJobs(filter: MaybeRefOrGetter<JobFilter>) {
  return useQuery({
    queryKey: ['jobs', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askJobs(toValue(filter), signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => query.state.data?.items.some((job) => isOpen(job.state)) ? 2000 : false,
  })
}

export function useJobChange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => Promise.all(['jobs', 'notice-counts'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  })
}

export const change = {
  remove: (id: string) => answer(api.DELETE('/api/v1/jobs/{id}', { params: { path: { id } } })),
  retry: (id: string) => answer(api.POST('/api/v1/jobs/{id}/retry', { params: { path: { id } } })),
}

export function content(id: string): Promise<Blob> {
  return answer(api.GET('/api/v1/jobs/{id}/content', { params: { path: { id } }, parseAs: 'blob' })) as unknown as Promise<Blob>
}
