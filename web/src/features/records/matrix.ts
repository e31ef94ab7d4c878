/** Reading the month matrix: which columns a cell stands for, what a click on it means, what is to be done now. */
import type { BranchMatrix, Cell, CellState, RecordKind } from './types'

export const months = (year: string) => Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`)

/** What a cell of several things says: nothing where one is owed and the mark tells it. */
export function countText({ owed, done }: Pick<Cell, 'owed' | 'done'>): string {
  return owed > 1 ? `${done}/${owed}` : ''
}

/** The month that runs: the last one in which something monthly is no longer in the future; else the last of anything. */
export function runningMonth(matrix: BranchMatrix, year: string): string {
  const begun = (rows: BranchMatrix['rows']) => months(year).findLast((month) => rows.some((row) => row.cells.some((cell) => cell.month === month && cell.owed > 0 && cell.state !== 'future')))
  return begun(matrix.rows.filter((row) => row.every === 'month')) ?? begun(matrix.rows) ?? `${year}-01`
}

const open: readonly CellState[] = ['due', 'missing']

export interface ToDo { duty: string, name: string, kind: RecordKind, month: string, due_on: string | null, state: CellState, left: number }

/** What can still be handed in in time, the nearest date first; then what was missed, the latest first. */
export function toDo(matrix: BranchMatrix): ToDo[] {
  const found = matrix.rows.flatMap(({ duty, name, kind, cells }) => kind === null
    ? []
    : cells.filter((cell) => open.includes(cell.state)).map((cell) => ({ duty, name, kind, month: cell.month, due_on: cell.due_on, state: cell.state, left: Math.max(1, cell.owed - cell.done) })))
  const date = (each: ToDo) => each.due_on ?? `${each.month}-99`
  const late = (each: ToDo) => each.state === 'missing'
  return found.sort((a, b) => Number(late(a)) - Number(late(b)) || (late(a) ? -1 : 1) * date(a).localeCompare(date(b)) || a.name.localeCompare(b.name, 'zh'))
}

export type Click = { does: 'start' } | { does: 'open', record: string } | { does: 'tell' }

/** Fewest steps: an open cell is begun at once, a single record is opened at once, anything else is told first. */
export function clickOn(cell: Cell, kind: RecordKind | null, mayWrite: boolean): Click {
  if (open.includes(cell.state) && cell.records.length === 0 && kind !== null && mayWrite) return { does: 'start' }
  if (cell.records.length === 1 && !open.includes(cell.state)) return { does: 'open', record: cell.records[0]! }
  return { does: 'tell' }
}
