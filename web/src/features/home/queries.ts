import { useQuery } from '@tanstack/vue-query'
import { api, type WorkbenchView } from '@/api/client'

export function useWorkbench() {
  return useQuery({
    queryKey: ['workbench'],
    queryFn: ({ signal }) => api.get<WorkbenchView>('/workbench', {}, signal),
  })
}
