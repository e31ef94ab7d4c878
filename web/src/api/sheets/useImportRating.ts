import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api } from '../client'

/** Whether results are still being made after a large import; asked again until they are. `key` names the import. */
export function useImportRating(key: MaybeRefOrGetter<string>, isOwed: MaybeRefOrGetter<boolean>) {
  const { data } = useQuery({
    queryKey: ['import-rating', computed(() => toValue(key))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/imports/rating', { signal })),
    enabled: computed(() => toValue(isOwed)),
    refetchInterval: (query) => query.state.data?.is_rating === false ? false : 2000,
  })
  return computed(() => toValue(isOwed) ? data.value?.is_rating ?? true : null)
}
