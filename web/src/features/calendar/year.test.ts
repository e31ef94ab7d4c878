import { expect, test } from 'vitest'
import { monthsOf } from './year'

const entry = (day: string, kind: 'holiday' | 'workday' | 'ordinary') => ({ day, kind, name: '国庆节', source: '', rev: 0 })

test('weekends rest unless they are made up, and holidays rest on any day', () => {
  const october = monthsOf(2026, [entry('2026-10-01', 'holiday'), entry('2026-10-10', 'workday')])[9]!
  expect(october.blanks).toBe(3) // a Thursday
  expect(october.days[0]!.off).toBe(true)
  expect(october.days[9]!.off).toBe(false)
  expect(october.days[10]!.off).toBe(true)
})

test('a day taken back follows its weekday again', () => {
  const october = monthsOf(2026, [entry('2026-10-01', 'ordinary')])[9]!
  expect(october.days[0]!.off).toBe(false)
  expect(october.days[0]!.entry?.kind).toBe('ordinary')
})
