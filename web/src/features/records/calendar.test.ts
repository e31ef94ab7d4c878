import { expect, it } from 'vitest'
import { movedMonth, weeksOf } from './calendar'

it('begins weeks on Monday and holds every day once', () => {
  const weeks = weeksOf('2026-02')
  expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-02-01'])
  expect(weeks.flat().filter(Boolean)).toHaveLength(28)
})

it('knows leap years and the turn of the year', () => {
  expect(weeksOf('2028-02').flat()).toContain('2028-02-29')
  expect([movedMonth('2026-01', -1), movedMonth('2026-12', 1)]).toEqual(['2025-12', '2027-01'])
})
