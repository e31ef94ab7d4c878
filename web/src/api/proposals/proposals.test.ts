import { expect, test } from 'vitest'
import { ApiError } from '../client'
import { conflictText, type Proposal } from './proposals'

const approved: Proposal = {
  state: 'approved', state_name: '已通过', proposed_by: '李明', proposed_at: '2026-10-16T01:00:00Z', decided_by: '王芳', decided_at: '2026-10-16T02:30:00Z',
  decision: '情况属实', withdrawn_by: null, withdrawn_at: null, withdrawal: '', fact_id: 'event-1', rev: 2, may_decide: false, may_withdraw: true,
}
const stale = (current: Proposal, sent: object) => new ApiError(409, { code: 'stale', message: '已被他人修改', versions: { current: { proposal: current }, sent } as never })

test('whoever comes second is told who was faster and that his own act did not happen', () => {
  const text = conflictText(stale(approved, { rev: 1, state: 'refused', reason: '文号有误' }))
  expect(text).toContain('王芳已于')
  expect(text).toContain('现为“已通过”：情况属实')
  expect(text).toContain('您刚才的“退回”（文号有误）没有生效')
})

test('a withdrawal is named before the approval that it ended', () => {
  const withdrawn: Proposal = { ...approved, state: 'withdrawn', state_name: '已撤回', withdrawn_by: '赵强', withdrawn_at: '2026-10-16T03:00:00Z', withdrawal: '文件撤销' }
  expect(conflictText(stale(withdrawn, { rev: 1, state: 'approved', reason: '' }))).toMatch(/^赵强已于.*文件撤销/)
})

test('another problem is not a conflict', () => {
  expect(conflictText(new ApiError(403, { code: 'forbidden' }))).toBeNull()
})
