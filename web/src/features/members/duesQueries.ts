import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'
import { newRequestKey } from './queries'

export function useDues(branch: MaybeRefOrGetter<string>, year: MaybeRefOrGetter<number | undefined>) {
  return useQuery({
    queryKey: ['dues', computed(() => toValue(branch)), computed(() => toValue(year))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/branches/{branch}/dues', { params: { path: { branch: toValue(branch) }, query: toValue(year) ? { year: toValue(year) } : {} }, signal })),
    enabled: computed(() => toValue(branch) !== ''),
    placeholderData: keepPreviousData,
  })
}

export function useNorms() {
  return useQuery({ queryKey: ['norms'], queryFn: ({ signal }) => answer(api.GET('/api/v1/norms', { signal })) })
}

export const dues = {
  pay: (branch: string, body: Schemas['DuesPayments']) =>
    answer(api.POST('/api/v1/branches/{branch}/dues/payments', { params: { path: { branch } }, body, headers: newRequestKey() })),
  undo: (branch: string, body: Schemas['UndoneDues']) =>
    answer(api.POST('/api/v1/branches/{branch}/dues/payments/undo', { params: { path: { branch } }, body })),
  base: (id: string, body: Schemas['NewDuesBase']) =>
    answer(api.POST('/api/v1/members/{id}/dues', { params: { path: { id } }, body, headers: newRequestKey() })),
  decide: (id: string, month: string, approve: boolean) =>
    answer(api.POST('/api/v1/members/{id}/dues/{month}/decide', { params: { path: { id, month } }, body: { approve } })),
  norm: (rev: number, body: Schemas['NewNorm']) =>
    answer(api.POST('/api/v1/norms', { params: { header: { 'If-Match': String(rev) } }, body, headers: newRequestKey() })),
}
