import { expect, it } from 'vitest'
import { countHeads, fromRoster, isOutdated, tickAll } from './attendance'
import type { Attendee, FormView } from './types'

const member = (id: string, group: string, voter = true) => ({ id, name: `党员${id}`, group, post: null, voter, standing: voter ? 'full' : 'probationary' }) as FormView['roster'][number]
const roster = [member('1', '一组'), member('2', '一组', false), member('3', '二组')]

it('counts those with a vote, and others in the room apart', () => {
  const list: Attendee[] = [
    { name: '甲', voter: true, status: 'present' }, { name: '乙', voter: true, status: 'absent' },
    { name: '丙', voter: true, status: 'left_out' }, { name: '丁', voter: false, status: 'present' },
  ]
  expect(countHeads(list)).toEqual({ expected: 2, present: 1, absent: 1, leftOut: 1, guests: 1 })
})

it('ticks everybody but those who are left out', () => {
  const list = tickAll([{ name: '甲', voter: true, status: 'absent', reason: '出差' }, { name: '乙', voter: true, status: 'left_out', reason: '长期卧病' }], true)
  expect(list.map((each) => [each.status, each.reason])).toEqual([['present', undefined], ['left_out', '长期卧病']])
})

it('brings in the list of one group and keeps the ticks that are there', () => {
  const list = fromRoster(roster, [{ member_id: '1', name: '党员1', voter: true, status: 'present' }], '一组')
  expect(list.map((each) => [each.member_id, each.status])).toEqual([['1', 'present'], ['2', 'absent']])
})

it('a list is outdated when somebody is missing, too many, or votes otherwise', () => {
  const list = fromRoster(roster, [])
  expect(isOutdated(roster, list)).toBe(false)
  expect(isOutdated(roster, [...list].reverse())).toBe(false)
  expect(isOutdated(roster, list.slice(1))).toBe(true)
  expect(isOutdated(roster, [...list, { member_id: '9', name: '外来', voter: true, status: 'present' }])).toBe(true)
  expect(isOutdated(roster, list.map((each) => ({ ...each, voter: true })))).toBe(true)
  expect(fromRoster(roster, list.map((each) => ({ ...each, voter: true, status: 'present' as const }))).map((each) => each.voter)).toEqual([true, false, true])
})
