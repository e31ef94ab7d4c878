import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'

export type CalendarDay = Schemas['WorkDayView']
export type DayKind = Schemas['DayKind']

export function useCalendar(year: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: ['calendar', computed(() => toValue(year))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/calendar/{year}', { params: { path: { year: toValue(year) } }, signal })),
  })
}

export function usePutDay() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ day, rev, body }: { day: string, rev: number, body: Schemas['NewWorkDay'] }) =>
      answer(api.PUT('/api/v1/calendar/days/{day}', { params: { path: { day }, header: { 'If-Match': String(rev) } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['calendar'] }),
  })
}
