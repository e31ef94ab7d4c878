/** The review queue around the record that is open: which comes next, and the keys that decide. */
import { computed, onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { useRoute } from 'vue-router'
import { useRecords } from './queries'

/** Filters of the queue that go along from the list to its records and back. */
export const queueFilters = ['branch', 'unit', 'kind', 'late'] as const

/** Who of those still open comes after `id`, which may be decided meanwhile; nobody behind the last. */
export function after(order: readonly string[], id: string, open: readonly string[] = order): string | null {
  return order.slice(order.indexOf(id) + 1).find((each) => open.includes(each)) ?? null
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
  /** Everything that was in the queue since it was opened, so that what is decided keeps its place. */
  const order = ref<string[]>([])
  watch(ids, (now) => { order.value = [...order.value, ...now.filter((id) => !order.value.includes(id))] }, { immediate: true })
  return {
    on,
    filter,
    left: computed(() => `${ids.value.length}${data.value && (data.value.more || data.value.total > data.value.items.length) ? '+' : ''}`),
    place: computed(() => at.value + 1),
    next: computed(() => after(order.value, toValue(record), ids.value)),
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
