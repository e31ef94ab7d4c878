/** The review queue around the record that is open: which comes next, and the keys that decide. */
import { computed, onScopeDispose, toValue, type MaybeRefOrGetter } from 'vue'
import { useRoute } from 'vue-router'
import { useRecords } from './queries'

/** Filters of the queue that go along from the list to its records and back. */
export const queueFilters = ['branch', 'unit', 'kind', 'late'] as const

/** Who comes after `id`; the first one where it is no longer there, nobody behind the last. */
export function after(ids: readonly string[], id: string): string | null {
  const at = ids.indexOf(id)
  return ids.find((each, n) => n > at && each !== id) ?? null
}

export type QueueKey = 'accept' | 'return' | 'next' | 'back'
const keys: Record<string, QueueKey> = { a: 'accept', r: 'return', j: 'next', k: 'back' }

/** A letter alone decides; typed into a field, or with another key held, it is only a letter. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>): QueueKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const target = event.target as HTMLElement | null
  if (target?.closest?.('input, textarea, select, [contenteditable], [role="dialog"]')) return null
  return keys[event.key.toLowerCase()] ?? null
}

export function useQueue(record: MaybeRefOrGetter<string>) {
  const route = useRoute()
  const on = computed(() => route.query.queue === '1')
  const filter = computed(() => Object.fromEntries(queueFilters.map((name) => [name, typeof route.query[name] === 'string' ? route.query[name] : ''])) as Record<typeof queueFilters[number], string>)
  const { data } = useRecords(() => ({ ...filter.value, state: 'filed', sort: 'filed', page: 1, size: 200 }), on)
  const ids = computed(() => data.value?.items.filter((row) => row.can.includes('accept')).map((row) => row.id) ?? [])
  const at = computed(() => ids.value.indexOf(toValue(record)))
  return {
    on,
    filter,
    left: computed(() => ids.value.length),
    place: computed(() => at.value + 1),
    next: computed(() => after(ids.value, toValue(record))),
    back: computed(() => at.value > 0 ? ids.value[at.value - 1]! : null),
  }
}

export function useQueueKeys(act: (key: QueueKey) => void) {
  const press = (event: KeyboardEvent) => {
    const key = keyOf(event)
    if (key) { event.preventDefault(); act(key) }
  }
  window.addEventListener('keydown', press)
  onScopeDispose(() => window.removeEventListener('keydown', press))
}
