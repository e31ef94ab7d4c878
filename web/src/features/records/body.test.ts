import { expect, it } from 'vitest'
import { carried, closed, opened } from './body'
import type { RecordBody } from './types'

it('spells out who is there: what the server leaves out is the usual', () => {
  const body = { attendance: [{ name: '周岚' }, { name: '冯琳', voter: false, status: 'absent' }] } as unknown as RecordBody
  expect(opened(body).attendance).toEqual([{ name: '周岚', voter: true, status: 'present' }, { name: '冯琳', voter: false, status: 'absent' }])
})

it('sends no empty rows and no emptied fields', () => {
  expect(closed({ on: '2026-09-10', place: '', agenda: [{ topic: ' ' }, { topic: '学习' }], tasks: [{ what: '' }], observers: [] })).toEqual({ on: '2026-09-10', agenda: [{ topic: '学习' }] })
})

it('carries the frame of the last meeting over, without its results, people and files', () => {
  const last: RecordBody = {
    on: '2026-09-10', place: '会议室', chair: '李明', file_ids: ['a'], attendance: [{ name: '甲', voter: true, status: 'present' }],
    agenda: [{ topic: '学习', study: true, resolution: '通过', vote: { act: 'decision', in_favour: 3, against: 0, abstain: 0 } }],
  }
  expect(carried(last)).toEqual({ place: '会议室', chair: '李明', agenda: [{ topic: '学习', study: true }] })
})
