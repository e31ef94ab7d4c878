import { onScopeDispose, readonly, ref } from 'vue'

/** Whether the window is a phone's: cards instead of tables, drawers over the whole width. */
export function useIsPhone() {
  const query = window.matchMedia('(max-width: 767px)')
  const isPhone = ref(query.matches)
  const follow = (event: MediaQueryListEvent) => { isPhone.value = event.matches }
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return readonly(isPhone)
}
