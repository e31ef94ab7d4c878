import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'

export type Workbench = Schemas['WorkbenchView']

export function useWorkbench(period: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['workbench', computed(() => toValue(period))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/workbench', { params: { query: { period: toValue(period) } }, signal })),
    placeholderData: keepPreviousData,
  })
}
