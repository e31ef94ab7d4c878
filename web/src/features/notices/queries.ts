import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'

export type Notice = Schemas['NoticeView']
export type Part = 'todo' | 'to_read' | 'done'
export type Rules = Schemas['ReminderRules']

export function useNotices(asked: MaybeRefOrGetter<{ part: Part, page: number, size: number }>) {
  return useQuery({
    queryKey: ['notices', computed(() => toValue(asked))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/notices', { params: { query: toValue(asked) }, signal })) as Promise<Page<Notice>>,
    placeholderData: keepPreviousData,
  })
}

export function useReadNotice() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => answer(api.POST('/api/v1/notices/{id}/read', { params: { path: { id } } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['notices'] })
      void queries.invalidateQueries({ queryKey: ['notice-counts'] })
    },
  })
}

export function useRules() {
  return useQuery({ queryKey: ['reminders'], queryFn: () => answer(api.GET('/api/v1/reminders')) })
}

export function useKeepRules() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Rules) => answer(api.PUT('/api/v1/reminders', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['reminders'] }),
  })
}
