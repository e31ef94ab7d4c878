/** The burden table in words. */
import type { Minutes } from './queries'

/** `较上版 +0.3`, `与上版相同`; nothing without a version before. */
export function changeText(change: string | null | undefined): string | null {
  if (change === null || change === undefined) return null
  return /^0(\.0+)?$/.test(change) ? '与上版相同' : `较上版 ${change.replace('-', '−')}`
}

export type Direction = 'more' | 'less' | 'same'

export function direction(change: string | null | undefined): Direction {
  if (change?.startsWith('+')) return 'more'
  return change?.startsWith('-') ? 'less' : 'same'
}

/** Of two counts, `before` absent where there is no version before. */
export function dutyChange(now: string, before: string | null | undefined): string | null {
  if (before === null || before === undefined) return null
  const change = Number(now) - Number(before)
  if (change === 0) return '不变'
  if (before === '0') return '新增'
  return change > 0 ? `+${change}` : `−${-change}`
}

export interface MinuteRow { category: string, name: string, cells: (Minutes | null)[] }

/** Months as columns, categories as rows in the order of the scheme; a gap where fewer than five branches filed. */
export function minuteTable(all: Minutes[], order: string[] = []): { months: string[], rows: MinuteRow[] } {
  const months = [...new Set(all.map((each) => each.month))].sort()
  const place = (code: string) => order.includes(code) ? order.indexOf(code) : order.length
  const categories = [...new Map(all.map((each) => [each.category, each.category_name]))].sort(([a], [b]) => place(a) - place(b))
  const rows = categories.map(([category, name]) => ({
    category,
    name,
    cells: months.map((month) => all.find((each) => each.month === month && each.category === category) ?? null),
  }))
  return { months, rows }
}

/** The latest whole month of a category: the running one is not over. */
export function lastWhole(all: Minutes[], category: string): Minutes | null {
  const months = [...new Set(all.map((each) => each.month))].sort()
  const whole = months.length > 1 ? months.at(-2) : months.at(-1)
  return all.find((each) => each.category === category && each.month === whole) ?? null
}
