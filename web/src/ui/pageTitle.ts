import { onScopeDispose, ref, watchEffect, type MaybeRefOrGetter, toValue } from 'vue'

/** What the breadcrumb and the window say instead of the route's own title, once the page knows it. */
export const pageTitle = ref<string | null>(null)

export function usePageTitle(title: MaybeRefOrGetter<string | null | undefined>) {
  watchEffect(() => {
    const text = toValue(title)
    if (!text) return
    pageTitle.value = text
    document.title = `${text} - 堡垒`
  })
  onScopeDispose(() => { pageTitle.value = null })
}
