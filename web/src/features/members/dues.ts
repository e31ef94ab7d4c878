/** The register of dues on the screen: words for its cells, sums of ticks, and the table of rates as people type it. */
import type { Tone } from '@/api/words'
import type { Schemas } from '@/api/client'

export type Dues = Schemas['DuesView']
export type DuesLine = Schemas['DuesLineView']
export type DuesCell = Schemas['DuesCellView']

export const duesStates: Record<Schemas['DuesState'], { text: string, tone: Tone }> = {
  not_owed: { text: '不在本支部交', tone: 'info' },
  no_base: { text: '未定基数', tone: 'warning' },
  ahead: { text: '未到月份', tone: 'info' },
  open: { text: '未交', tone: 'danger' },
  part: { text: '少交', tone: 'warning' },
  paid: { text: '已交', tone: 'success' },
}

/** What stands in a cell of the register. */
export function cellText(cell: DuesCell): string {
  switch (cell.state) {
    case 'not_owed': return '—'
    case 'no_base': return '未定'
    case 'paid': return cell.paid ?? ''
    case 'part': return `${cell.paid}／${cell.due}`
    default: return cell.due ?? ''
  }
}

export const cellOf = (line: DuesLine, month: string) => line.months.find((cell) => cell.month === month)

/** Whether a month can be ticked as paid. */
export const mayTick = (cell?: DuesCell) => !!cell && cell.due !== null && (cell.state === 'open' || cell.state === 'ahead')

const cents = (yuan: string) => Math.round(Number(yuan) * 100)
const yuan = (amount: number) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`

/** Together, in yuan with two decimals. */
export const total = (amounts: readonly string[]) => yuan(amounts.reduce((sum, amount) => sum + cents(amount), 0))

/** One line of a table of rates; the last has no upper end. */
export interface RateLine { upTo: string, percent: string }

/** As the server keeps it: `300000:50 *:200`. `null` while a line is not a number. */
export function packRates(lines: readonly RateLine[]): string | null {
  const packed = lines.map((line, n) => {
    const last = n === lines.length - 1
    const [limit, rate] = [cents(line.upTo), cents(line.percent)]
    return rate > 0 && (last || limit > 0) ? `${last ? '*' : limit}:${rate}` : null
  })
  return lines.length && packed.every((line) => line !== null) ? packed.join(' ') : null
}

export function unpackRates(value: string): RateLine[] {
  return value.split(/\s+/).filter(Boolean).map((line) => {
    const [limit, rate] = line.split(':')
    return { upTo: limit === '*' ? '' : String(Number(limit) / 100), percent: String(Number(rate) / 100) }
  })
}
