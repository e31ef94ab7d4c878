/** The scorecard as the paper form has it: groups with sub-totals, cells merged downwards. */
import { extraKinds } from '@/api/words'
import { compare, isZero, sum } from '@/lib/points'
import type { Line, Scorecard } from './queries'

export interface SheetRow {
  line: Line
  /** How many rows the index cell spans; 0 when it is covered from above. */
  indexSpan: number
  sectionSpan: number
}

export interface SheetGroup {
  key: string
  name: string
  rows: SheetRow[]
  full: string
  points: string
  /** What the index is made of, where the group is one: earned, could be earned, on a hundred. */
  index: Scorecard['indices'][number] | null
}

/** Which lines are looked at; sub-totals stay those of all lines. */
export type Keep = (line: Line) => boolean

export function groups(card: Pick<Scorecard, 'lines' | 'indices'>, keep: Keep = () => true): SheetGroup[] {
  const order: string[] = []
  const lines = new Map<string, Line[]>()
  for (const line of card.lines) {
    const key = extraKinds[line.kind] ? line.kind : `index:${line.index}`
    if (!lines.has(key)) {
      lines.set(key, [])
      order.push(key)
    }
    lines.get(key)?.push(line)
  }
  const indexRank = (key: string) => card.indices.findIndex((each) => `index:${each.code}` === key)
  const place = (key: string) => key === 'bonus' ? 1000 : key === 'deduction' ? 1001 : indexRank(key) < 0 ? 999 : indexRank(key)
  return order.sort((a, b) => place(a) - place(b))
    .map((key) => group(key, lines.get(key) ?? [], card, keep))
    .filter((each) => each.rows.length)
}

function group(key: string, lines: Line[], card: Pick<Scorecard, 'indices'>, keep: Keep): SheetGroup {
  const sections = [...new Set(lines.map((line) => line.section))]
  const sorted = sections.flatMap((section) => lines.filter((line) => line.section === section && keep(line)))
  const rows = sorted.map((line, n) => ({
    line,
    indexSpan: n === 0 ? sorted.length : 0,
    sectionSpan: sorted[n - 1]?.section === line.section ? 0 : sorted.filter((each) => each.section === line.section).length,
  }))
  const index = card.indices.find((each) => `index:${each.code}` === key)
  const settled = lines.filter((line) => line.state === 'final')
  return {
    key,
    name: extraKinds[lines[0]?.kind ?? 'base'] ?? (lines[0]?.index_name || '考核项'),
    rows,
    full: sum(settled.map((line) => line.full)),
    points: sum(settled.map((line) => line.points)),
    index: index ?? null,
  }
}

/** Whether an item gave less than it could have, or took points. */
export function isLost(line: Line): boolean {
  if (line.state !== 'final') return false
  if (line.kind === 'deduction') return !isZero(line.points)
  return line.kind !== 'bonus' && compare(line.points, line.full) < 0
}

export type Shown = 'all' | 'lost' | 'waiting' | 'extra' | 'not_owed'

export const keeps: Record<Shown, Keep> = {
  all: () => true,
  lost: isLost,
  waiting: (line) => line.state === 'waiting',
  extra: (line) => !!extraKinds[line.kind] && line.state === 'final' && !isZero(line.points),
  not_owed: (line) => line.state === 'not_owed',
}

/** The exact sum of the steps that lead to the total. */
export function summed(card: Pick<Scorecard, 'summary'>): string {
  return sum(card.summary.map((step) => step.points))
}

/** The most telling sentences of a line, what it lost first, for the narrow column beside its points. */
export function remark(line: Line): string {
  if (line.state === 'waiting') return line.waiting_for ? `待${line.waiting_for}评定` : '待评定'
  const telling = line.steps.filter((step) => step.kind !== 'start' && step.kind !== 'rounding')
  if (line.state === 'not_owed') return telling[0]?.sentence ?? '本周期不适用'
  const parts = telling.filter((step) => step.kind === 'month')
  const lost = telling.filter((step) => step.points.startsWith('-') && step.kind !== 'month')
  if (parts.length && !lost.length) return `由${parts.length}个月的得分合成`
  const moved = telling.filter((step) => !isZero(step.points) && !lost.includes(step))
  const shown = lost.length || moved.length ? [...lost, ...moved] : telling
  return [...new Set(shown.map((step) => step.sentence))].join('；')
}
