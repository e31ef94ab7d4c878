import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'
import { newRequestKey } from './queries'

export type GroupList = Schemas['GroupList']
export type Group = Schemas['GroupView']

/** Groups of a branch with their members and the meetings of a year. */
export function useGroupYear(branch: MaybeRefOrGetter<string>, year: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['groups', computed(() => toValue(branch)), computed(() => toValue(year))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/branches/{branch}/groups', {
      params: { path: { branch: toValue(branch) }, query: toValue(year) ? { year: Number(toValue(year)) } : {} }, signal,
    })),
    enabled: computed(() => toValue(branch) !== ''),
    placeholderData: keepPreviousData,
  })
}

const at = (branch: string, group: Group) => ({ path: { branch, group: group.id } })

export const groups = {
  found: (branch: string, name: string, on: string) =>
    answer(api.POST('/api/v1/branches/{branch}/groups', { params: { path: { branch } }, body: { name, founded_on: on }, headers: newRequestKey() })),
  rename: (branch: string, group: Group, name: string) =>
    answer(api.PUT('/api/v1/branches/{branch}/groups/{group}', {
      params: { ...at(branch, group), header: { 'If-Match': String(group.rev) } }, body: { name },
    })),
  fill: (branch: string, group: Group, on: string, member_ids: string[]) =>
    answer(api.POST('/api/v1/branches/{branch}/groups/{group}/members', { params: at(branch, group), body: { on, member_ids } })),
  lead: (branch: string, group: Group, on: string, member_id: string) =>
    answer(api.POST('/api/v1/branches/{branch}/groups/{group}/leader', { params: at(branch, group), body: { on, member_id } })),
  close: (branch: string, group: Group, on: string) =>
    answer(api.POST('/api/v1/branches/{branch}/groups/{group}/close', { params: at(branch, group), body: { on } })),
}
