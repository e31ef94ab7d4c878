/** What one person proposes and another decides: the register of events and exceptions, in one way. */
import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { freshKey } from '@/lib/keys'
import { dateTime } from '@/lib/times'
import { answer, api, ApiError, type Schemas } from '../client'

export type Proposal = Schemas['ProposalView']
export type Register = 'events' | 'exceptions'
export type Act = 'approve' | 'refuse' | 'withdraw'
export type Assessed = Schemas['AssessedView']

export const actNames: Record<Act, string> = { approve: '通过', refuse: '退回', withdraw: '撤回' }

type Asked = { params: { path: { id: string }, header: { 'If-Match': string } }, body: Schemas['Decision'] }
type Decided = { assessed: Assessed[], entry: { proposal: Proposal } }

const doors: Record<Register, Record<Act, (asked: Asked) => Promise<Decided>>> = {
  events: {
    approve: (asked) => answer(api.POST('/api/v1/events/{id}/approve', asked)),
    refuse: (asked) => answer(api.POST('/api/v1/events/{id}/refuse', asked)),
    withdraw: (asked) => answer(api.POST('/api/v1/events/{id}/withdraw', asked)),
  },
  exceptions: {
    approve: (asked) => answer(api.POST('/api/v1/exceptions/{id}/approve', asked)),
    refuse: (asked) => answer(api.POST('/api/v1/exceptions/{id}/refuse', asked)),
    withdraw: (asked) => answer(api.POST('/api/v1/exceptions/{id}/withdraw', asked)),
  },
}

/** A decision against the revision that is on the page; scores and what is to do move with it. */
export function useDecision(register: Register) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, rev, act, reason }: { id: string, rev: number, act: Act, reason: string }) =>
      doors[register][act]({ params: { path: { id }, header: { 'If-Match': String(rev) } }, body: { reason } }),
    // What was refused as out of date is out of date on the page as well.
    onSettled: () => queries.invalidateQueries(),
  })
}

/** Who was faster, what stands now, and what did not happen. `null` when it was something else. */
export function conflictText(problem: unknown): string | null {
  if (!(problem instanceof ApiError) || problem.code !== 'stale' || !problem.versions) return null
  const current = problem.versions.current as { proposal: Proposal }
  const sent = problem.versions.sent as { state: Proposal['state'], reason: string }
  const mine = { approved: '通过', refused: '退回', withdrawn: '撤回', proposed: '提出' }[sent.state]
  return `${latest(current.proposal)}您刚才的“${mine}”${sent.reason ? `（${sent.reason}）` : ''}没有生效。请核对后再办。`
}

function latest(of: Proposal): string {
  const [who, at, words] = of.withdrawn_by ? [of.withdrawn_by, of.withdrawn_at, of.withdrawal] : [of.decided_by, of.decided_at, of.decision]
  return `${who ?? '有人'}已于 ${dateTime(at)} 办理，现为“${of.state_name}”${words ? `：${words}` : ''}。`
}

export function useAskException() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Schemas['NewException']) => answer(api.POST('/api/v1/exceptions', { body, headers: { 'Idempotency-Key': freshKey() } })),
    onSuccess: () => queries.invalidateQueries(),
  })
}
