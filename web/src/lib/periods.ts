/** Period texts: `2026-09`, `2026-Q3`, `2026-H1`, `2026`. */

export type Kind = 'month' | 'quarter' | 'half' | 'year'

export const kindNames: Record<Kind, string> = { month: '月', quarter: '季', half: '半年', year: '年' }

export function kindOf(period: string): Kind | null {
  if (/^\d{4}$/.test(period)) return 'year'
  if (/^\d{4}-H[12]$/.test(period)) return 'half'
  if (/^\d{4}-Q[1-4]$/.test(period)) return 'quarter'
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return 'month'
  return null
}

/** First and last month of a period, counted from year zero. */
function span(period: string): [number, number] | null {
  const kind = kindOf(period)
  if (!kind) return null
  const start = Number(period.slice(0, 4)) * 12
  const tail = Number(period.slice(period.includes('-') ? (kind === 'month' ? 5 : 6) : 4) || 0)
  if (kind === 'year') return [start, start + 11]
  if (kind === 'half') return [start + (tail - 1) * 6, start + tail * 6 - 1]
  if (kind === 'quarter') return [start + (tail - 1) * 3, start + tail * 3 - 1]
  return [start + tail - 1, start + tail - 1]
}

export function overlaps(a: string, b: string): boolean {
  const [x, y] = [span(a), span(b)]
  return !!x && !!y && x[0] <= y[1] && y[0] <= x[1]
}

/** Where the switch goes when another kind is chosen: the newest that touches the present one, else the newest. */
export function nearest(periods: string[], kind: Kind, from: string): string | null {
  const same = periods.filter((period) => kindOf(period) === kind)
  return same.find((period) => overlaps(period, from)) ?? same[0] ?? null
}

/** A period's name when the server has not said one. */
export function titleOf(period: string): string {
  const year = period.slice(0, 4)
  switch (kindOf(period)) {
    case 'month': return `${year}年${Number(period.slice(5))}月`
    case 'quarter': return `${year}年第${period.slice(6)}季度`
    case 'half': return `${year}年${period.endsWith('1') ? '上' : '下'}半年`
    case 'year': return `${year}年`
    default: return period
  }
}
