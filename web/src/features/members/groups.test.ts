import { expect, it } from 'vitest'
import type { Group, GroupList } from './groupQueries'
import { leader, mayJoin, table } from './groups'

const group = (id: string, members: Group['members'] = []): Group => ({
  id, name: `党小组${id}`, rev: 1, founded_on: '2020-01-01', closed_on: null, n_members: members.length, members,
  meetings: [{ id: 'r1', on: '2026-10-02', title: '十月党小组会', state: 'filed', state_name: '已提交' }], n_this_month: 1,
})
const one = group('1', [{ id: 'a', name: '李明', leads: true }, { id: 'b', name: '王芳', leads: false }])
const list: GroupList = { year: 2026, may_keep: true, items: [one, group('2')], ungrouped: [{ id: 'c', name: '赵强', leads: false }] }

it('names the leader', () => {
  expect([leader(one), leader(group('2'))]).toEqual(['李明', ''])
})

it('offers those without a group first and nobody who is in it', () => {
  expect(mayJoin(list, list.items[1]!).map((each) => each.name)).toEqual(['未编组', '党小组1'])
  expect(mayJoin(list, one).flatMap((each) => each.members.map((member) => member.id))).toEqual(['c'])
})

it('exports a group a row', () => {
  expect(table(list)[1]).toEqual(['党小组1', '2020-01-01', '', '李明', 2, '李明、王芳', 1, '2026-10-02'])
})
