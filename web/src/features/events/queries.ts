import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'
import { freshKey } from '@/lib/keys'

export type EventRow = Schemas['EventView']
export type EventClass = Schemas['EventClassView']
export type NewEvent = Schemas['NewEvent']
export type EventFilter = Partial<Record<'q' | 'class' | 'state' | 'unit' | 'branch' | 'period' | 'sort', string>> & { page?: number, size?: number }

export function askEvents(filter: EventFilter, signal?: AbortSignal): Promise<Page<EventRow>> {
  const query = { ...filter, state: filter.state as Schemas['ProposalState'] | undefined }
  return answer(api.GET('/api/v1/events', { params: { query }, signal })) as Promise<Page<EventRow>>
}

export function useEvents(filter: MaybeRefOrGetter<EventFilter>) {
  return useQuery({
    queryKey: ['events', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askEvents(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function useEvent(event: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['event', computed(() => toValue(event))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/events/{id}', { params: { path: { id: toValue(event) } }, signal })),
    enabled: computed(() => !!toValue(event)),
  })
}

export function useEventClasses() {
  return useQuery({
    queryKey: ['event-classes'],
    queryFn: () => answer(api.GET('/api/v1/events/classes')),
    staleTime: 10 * 60_000,
  })
}

export const previewEvent = (body: NewEvent) => answer(api.POST('/api/v1/events/preview', { body }))

/** Every change of the register moves scores and what is to do. */
export function useEventChanges() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries()
  const propose = useMutation({
    mutationFn: (body: NewEvent) => answer(api.POST('/api/v1/events', { body, headers: { 'Idempotency-Key': freshKey() } })),
    onSuccess,
  })
  const approveMany = useMutation({
    mutationFn: (rows: EventRow[]) => answer(api.POST('/api/v1/events/approve', { body: { items: rows.map((row) => ({ id: row.id, rev: row.proposal.rev })) } })),
    onSettled: onSuccess,
  })
  return { propose, approveMany }
}
