import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { ApiError } from '@/api/client'
import { recover } from './drafts'
import type { RecordBody, RecordView } from './types'
import { useDraft } from './useDraft'

const view = { id: 'r1', rev: 3, body: {}, draft: { place: '会议室' }, verdict: { figures: [], sentences: [] }, problems: [], saved_at: '' } as unknown as RecordView
const saved = (rev: number) => ({ rev, saved_at: '2026-09-12T02:31:00Z', verdict: { figures: [], sentences: [] }, problems: [], duties: [] })
type Save = (record: string, rev: number, body: RecordBody) => Promise<ReturnType<typeof saved>>
const opened = (save: Save) => effectScope().run(() => useDraft(view, 'branch001', save))!

beforeEach(() => { vi.useFakeTimers(); localStorage.clear() })
afterEach(() => vi.useRealTimers())

it('saves once typing pauses, upon the revision it has', async () => {
  const save = vi.fn<Save>(async () => saved(4))
  const draft = opened(save)
  draft.body.place = '三楼'
  draft.body.place = '三楼会议室'
  await vi.advanceTimersByTimeAsync(2_000)
  expect(save.mock.calls).toEqual([['r1', 3, { place: '三楼会议室' }]])
  expect([draft.state.value, draft.rev.value, recover('branch001', 'r1')]).toEqual(['saved', 4, null])
})

it('does not take empty rows, which opening a form adds, for a change', async () => {
  const save = vi.fn<Save>(async () => saved(4))
  const draft = opened(save)
  draft.body.agenda = [{ topic: '' }]
  await vi.advanceTimersByTimeAsync(2_000)
  expect([save.mock.calls.length, draft.state.value]).toEqual([0, 'clean'])
})

it('keeps the text in the browser while nobody answers and tries again by itself', async () => {
  const save = vi.fn<Save>().mockRejectedValueOnce(new ApiError(0, {})).mockResolvedValue(saved(4))
  const draft = opened(save)
  draft.body.chair = '周岚'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(draft.state.value).toBe('offline')
  expect(recover<RecordBody>('branch001', 'r1')?.body.chair).toBe('周岚')
  await vi.advanceTimersByTimeAsync(6_000)
  expect([draft.state.value, recover('branch001', 'r1')]).toEqual(['saved', null])
})

it('finds the unsaved text again on opening', async () => {
  const lost = opened(async () => { throw new ApiError(0, {}) })
  lost.body.chair = '周岚'
  const found = opened(async () => saved(4))
  expect([found.body.chair, found.recovered.value === null]).toEqual(['周岚', false])
})

it('stops at somebody else’s edit until the writer has chosen', async () => {
  const save = vi.fn<Save>().mockRejectedValueOnce(new ApiError(409, { code: 'stale', versions: { current: { rev: 7 }, sent: {} } as never })).mockResolvedValue(saved(8))
  const draft = opened(save)
  draft.body.chair = '周岚'
  await vi.advanceTimersByTimeAsync(1_000)
  expect([draft.state.value, draft.other.value]).toEqual(['stale', { rev: 7 }])
  draft.body.recorder = '高林'
  await vi.advanceTimersByTimeAsync(9_000)
  expect(save).toHaveBeenCalledTimes(1)
  await draft.mineOver(7)
  expect(save.mock.calls[1]).toEqual(['r1', 7, { place: '会议室', chair: '周岚', recorder: '高林' }])
})
