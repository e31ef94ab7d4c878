/** The scorecard as the paper form has it: groups with sub-totals, cells merged downwards. */
import type { LineView, PartView, ScorecardView } from '@/api/client'
import { sum } from '@/lib/points'

export interface SheetRow {
  line: LineView
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
  index: PartView | null
}

const extras: Partial<Record<LineView['kind'], string>> = { bonus: '加分项目', deduction: '扣分项目' }

export function groups(card: Pick<ScorecardView, 'lines' | 'indices'>): SheetGroup[] {
  const order: string[] = []
  const lines = new Map<string, LineView[]>()
  for (const line of card.lines) {
    const key = extras[line.kind] ? line.kind : `index:${line.index}`
    if (!lines.has(key)) {
      lines.set(key, [])
      order.push(key)
    }
    lines.get(key)?.push(line)
  }
  const indexRank = (key: string) => card.indices.findIndex((each) => `index:${each.code}` === key)
  const place = (key: string) => key === 'bonus' ? 1000 : key === 'deduction' ? 1001 : indexRank(key) < 0 ? 999 : indexRank(key)
  return order.sort((a, b) => place(a) - place(b)).map((key) => group(key, lines.get(key) ?? [], card))
}

function group(key: string, lines: LineView[], card: Pick<ScorecardView, 'indices'>): SheetGroup {
  const sections = [...new Set(lines.map((line) => line.section))]
  const sorted = sections.flatMap((section) => lines.filter((line) => line.section === section))
  const rows = sorted.map((line, n) => ({
    line,
    indexSpan: n === 0 ? sorted.length : 0,
    sectionSpan: sorted[n - 1]?.section === line.section ? 0 : sorted.filter((each) => each.section === line.section).length,
  }))
  const index = card.indices.find((each) => `index:${each.code}` === key)
  const owed = sorted.filter((line) => line.state !== 'not_owed')
  return {
    key,
    name: extras[sorted[0]?.kind ?? 'base'] ?? (sorted[0]?.index_name || '考核项'),
    rows,
    full: sum(owed.map((line) => line.full)),
    points: sum(owed.map((line) => line.points)),
    index: index ?? null,
  }
}

/** The exact sum of the steps that lead to the total. */
export function summed(card: Pick<ScorecardView, 'summary'>): string {
  return sum(card.summary.map((step) => step.points))
}

/** The most telling sentence of a line, for the narrow column beside its points. */
export function remark(line: LineView): string {
  if (line.state === 'waiting') return line.waiting_for ? `待${line.waiting_for}评定` : '待评定'
  const telling = line.steps.filter((step) => step.kind !== 'start' && step.kind !== 'rounding')
  if (line.state === 'not_owed') return telling[0]?.sentence ?? '本周期不适用'
  const parts = telling.filter((step) => step.kind === 'month')
  const lost = telling.filter((step) => step.points.startsWith('-') && step.kind !== 'month')
  if (parts.length && !lost.length) return `由${parts.length}个月的得分合成，点开看每月`
  const moved = telling.filter((step) => !/^[+-]?0*(\.0*)?$/.test(step.points))
  const shown = moved.length ? moved : telling
  return shown.map((step) => step.sentence).join('；')
}
