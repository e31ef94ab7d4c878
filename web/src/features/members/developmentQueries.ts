import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'
import { newRequestKey } from './queries'

export type Candidate = Schemas['CandidateView']
export type CandidateRow = Schemas['CandidateRow']
export type NextStep = Schemas['NextStepView']
export type CandidateFilter = { org?: string, stage?: string, q?: string, closed?: boolean, page?: number, size?: number }

export const stages = { applicant: '入党申请人', activist: '入党积极分子', target: '发展对象', probationary: '预备党员' }

export function askCandidates(query: CandidateFilter, signal?: AbortSignal): Promise<Page<CandidateRow>> {
  return answer(api.GET('/api/v1/candidates', { params: { query }, signal })) as Promise<Page<CandidateRow>>
}

export function useCandidates(filter: MaybeRefOrGetter<CandidateFilter>) {
  return useQuery({
    queryKey: ['candidates', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askCandidates(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function useCandidate(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['candidates', 'one', computed(() => toValue(id))],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/candidates/{id}', { params: { path: { id: toValue(id) } }, signal })),
  })
}

export const development = {
  add: (body: Schemas['CandidateAbout'] & { branch_id: string, on: string }) =>
    answer(api.POST('/api/v1/candidates', { body: body as Schemas['NewCandidate'], headers: newRequestKey() })),
  edit: (id: string, rev: number, body: Schemas['CandidateAbout']) =>
    answer(api.PUT('/api/v1/candidates/{id}', { params: { path: { id }, header: { 'If-Match': String(rev) } }, body })),
  close: (id: string, body: Schemas['CandidateEnd']) => answer(api.POST('/api/v1/candidates/{id}/close', { params: { path: { id } }, body })),
  take: (id: string, body: Schemas['NewDevelopmentStep']) =>
    answer(api.POST('/api/v1/candidates/{id}/steps', { params: { path: { id } }, body, headers: newRequestKey() })),
  undo: (id: string) => answer(api.POST('/api/v1/candidates/{id}/steps/undo', { params: { path: { id } } })),
}

/** Between which days a step may be taken, in words. */
export function windowText(next: Pick<NextStep, 'earliest' | 'latest'>): string {
  const parts = [next.earliest ? `最早 ${next.earliest}` : '', next.latest ? `最晚 ${next.latest}` : ''].filter(Boolean)
  return parts.join('，') || '不限日期'
}
