/** The twelve months of a year as a calendar shows them: weeks begin on Monday. */
import type { CalendarDay } from './queries'

export interface YearDay {
  day: string
  n: number
  /** Rest or work, and whether the weekday alone would say otherwise. */
  off: boolean
  entry: CalendarDay | null
}

const two = (n: number) => String(n).padStart(2, '0')

export function monthsOf(year: number, entries: CalendarDay[]): { month: number, blanks: number, days: YearDay[], working: number }[] {
  const known = new Map(entries.map((entry) => [entry.day, entry]))
  return Array.from({ length: 12 }, (_, index) => {
    const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate()
    const days = Array.from({ length }, (__, place) => {
      const weekday = new Date(Date.UTC(year, index, place + 1)).getUTCDay()
      const day = `${year}-${two(index + 1)}-${two(place + 1)}`
      const found = known.get(day)
      const entry = found && found.kind !== 'ordinary' ? found : null
      const weekend = weekday === 0 || weekday === 6
      return { day, n: place + 1, off: entry ? entry.kind === 'holiday' : weekend, entry: found ?? null }
    })
    const first = new Date(Date.UTC(year, index, 1)).getUTCDay()
    return { month: index + 1, blanks: (first + 6) % 7, days, working: days.filter((each) => !each.off).length }
  })
}
