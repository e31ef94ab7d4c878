import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'

export type ExceptionRow = Schemas['ExceptionView']
export type ExceptionAct = 'approve' | 'refuse' | 'withdraw'
export type ExceptionFilter = Partial<Record<'q' | 'state' | 'unit' | 'branch' | 'sort', string>> & { page?: number, size?: number }

export function askExceptions(filter: ExceptionFilter, signal?: AbortSignal): Promise<Page<ExceptionRow>> {
  const query = { ...filter, state: filter.state as Schemas['ExceptionState'] | undefined }
  return answer(api.GET('/api/v1/exceptions', { params: { query }, signal })) as Promise<Page<ExceptionRow>>
}

export function useExceptions(filter: MaybeRefOrGetter<ExceptionFilter>) {
  return useQuery({
    queryKey: ['exceptions', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askExceptions(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function useExceptionAct() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, what, reason }: { id: string, what: ExceptionAct, reason: string }) => {
      const asked = { params: { path: { id } }, body: { reason } }
      if (what === 'approve') return answer(api.POST('/api/v1/exceptions/{id}/approve', asked))
      if (what === 'refuse') return answer(api.POST('/api/v1/exceptions/{id}/refuse', asked))
      return answer(api.POST('/api/v1/exceptions/{id}/withdraw', asked))
    },
    onSuccess: () => queries.invalidateQueries(),
  })
}
