import { expect, it } from 'vitest'
import { differences } from './diff'

it('names only what differs, as people say it', () => {
  const same = { place: '会议室', on: '2026-09-12' }
  const mine = { ...same, chair: '周岚', attendance: [{ name: '高林', voter: true, status: 'absent' as const, reason: '出差' }] }
  const theirs = { ...same, chair: '王敏', attendance: [{ name: '高林', voter: true, status: 'present' as const }] }
  expect(differences(mine, theirs)).toEqual([
    { name: '主持人', mine: '周岚', theirs: '王敏' },
    { name: '到会情况', mine: '实到 0 人；未到：高林（出差）', theirs: '实到 1 人' },
  ])
})

it('shows what only one side has', () => {
  expect(differences({ agenda: [{ topic: '学习', vote: { act: 'decision', in_favour: 8, against: 1, abstain: 0 } }] }, {})).toEqual([
    { name: '议题', mine: '1. 学习；党员大会决议：赞成 8、反对 1、弃权 0', theirs: '' },
  ])
})
