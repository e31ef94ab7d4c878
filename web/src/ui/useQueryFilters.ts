import { computed } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'

/** Filters that live in the address, so that going back finds them again. */
export function useQueryFilters<Name extends string>(names: readonly Name[], sizeByDefault = 20) {
  const route = useRoute()
  const router = useRouter()

  const text = (name: string) => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }

  const filters = computed(() => Object.fromEntries(names.map((name) => [name, text(name)])) as Record<Name, string>)
  const page = computed(() => Math.max(1, Number.parseInt(text('page')) || 1))
  const size = computed(() => Math.min(200, Math.max(1, Number.parseInt(text('size')) || sizeByDefault)))

  function put(changes: Partial<Record<Name | 'page' | 'size', string | number | null>>) {
    const query: LocationQueryRaw = { ...route.query }
    for (const [name, value] of Object.entries(changes) as [string, string | number | null][]) {
      if (value === '' || value === null || value === undefined) delete query[name]
      else query[name] = String(value)
    }
    return router.replace({ query })
  }

  /** A changed filter starts again at the first page. */
  const set = (changes: Partial<Record<Name, string | number | null>>) => put({ ...changes, page: null } as Parameters<typeof put>[0])
  const reset = (keep: Partial<Record<Name, string | number | null>> = {}) =>
    set({ ...Object.fromEntries(names.map((name) => [name, null])), ...keep } as Parameters<typeof set>[0])
  const turn = (to: number) => put({ page: to === 1 ? null : to } as Parameters<typeof put>[0])
  const resize = (to: number) => put({ size: to, page: null } as Parameters<typeof put>[0])

  return { filters, page, size, set, reset, turn, resize }
}
