import { useQuery } from '@tanstack/vue-query'
import { answer, api, type Schemas } from '@/api/client'

export type Workbench = Schemas['WorkbenchView']

export function useWorkbench() {
  return useQuery({
    queryKey: ['workbench'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/workbench', { signal })),
  })
}
