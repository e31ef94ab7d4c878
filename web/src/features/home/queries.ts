import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, type WorkbenchView } from '@/api/client'

export function useWorkbench(period: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['workbench', computed(() => toValue(period))],
    queryFn: ({ signal }) => api.get<WorkbenchView>('/workbench', { period: toValue(period) }, signal),
    placeholderData: keepPreviousData,
  })
}
