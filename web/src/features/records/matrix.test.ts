import { expect, it } from 'vitest'
import { clickOn, countText, months, runningMonth, toDo } from './matrix'
import type { BranchMatrix, Cell } from './types'

const cell = (month: string, state: Cell['state'], more: Partial<Cell> = {}): Cell => ({ month, state, owed: 1, done: 0, due_on: `${month}-28`, records: [], exceptions: [], ...more })

it('has twelve months', () => {
  expect([months('2026').length, months('2026')[0], months('2026')[11]]).toEqual([12, '2026-01', '2026-12'])
})

it('lists what can still be in time before what was missed, and leaves out what is not handed in here', () => {
  const row = (duty: string, kind: 'theme_day' | 'committee_meeting' | null, cells: Cell[]) => ({ duty, name: duty, kind, every: 'month' as const, clause: '', status: 'normal' as const, cells })
  const matrix: BranchMatrix = {
    branch_id: 'b', branch_name: '', year: 2026, rows: [
      row('支委会', 'committee_meeting', [cell('2026-08', 'done'), cell('2026-09', 'due')]),
      row('主题党日', 'theme_day', [cell('2026-08', 'missing', { owed: 2, done: 0 }), cell('2026-10', 'future')]),
      row('培训学时', null, [cell('2026-09', 'due')]),
    ],
  }
  expect(toDo(matrix).map((each) => [each.name, each.month, each.left])).toEqual([['支委会', '2026-09', 1], ['主题党日', '2026-08', 2]])
})

it('opens at the month that runs, not at the end of the year where yearly duties stand', () => {
  const row = (every: 'month' | 'year', cells: Cell[]) => ({ duty: every, name: every, kind: null, every, clause: '', status: 'normal' as const, cells })
  const matrix: BranchMatrix = { branch_id: 'b', branch_name: '', year: 2026, rows: [row('year', [cell('2026-12', 'due')]), row('month', [cell('2026-09', 'done'), cell('2026-10', 'due'), cell('2026-11', 'future')])] }
  expect(runningMonth(matrix, '2026')).toBe('2026-10')
})

it('does the next step at once where there is only one', () => {
  expect(clickOn(cell('2026-09', 'due'), 'theme_day', true)).toEqual({ does: 'start' })
  expect(clickOn(cell('2026-09', 'due'), 'theme_day', false)).toEqual({ does: 'tell' })
  expect(clickOn(cell('2026-09', 'done', { records: ['r'] }), 'theme_day', true)).toEqual({ does: 'open', record: 'r' })
  expect(clickOn(cell('2026-09', 'due', { owed: 2, done: 1, records: ['r'] }), 'group_meeting', true)).toEqual({ does: 'tell' })
})

it('says how many of several are done', () => {
  expect([countText({ owed: 3, done: 2 }), countText({ owed: 1, done: 1 })]).toEqual(['2/3', ''])
})
