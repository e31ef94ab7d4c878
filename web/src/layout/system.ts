/** Whether anything may be changed at present; alarms come for administrators alone. */
import { useQuery } from '@tanstack/vue-query'
import { answer, api } from '@/api/client'

const seconds = 1000

export function useSystem() {
  return useQuery({
    queryKey: ['system'],
    queryFn: () => answer(api.GET('/api/v1/system')),
    staleTime: 15 * seconds,
    refetchInterval: 30 * seconds,
  })
}
