import { describe, expect, it } from 'vitest'
import { kindOf, nearest, overlaps, titleOf } from './periods'

describe('periods', () => {
  it('knows the four kinds and nothing else', () => {
    expect(['2026-09', '2026-Q3', '2026-H1', '2026', '2026-13', '2026-Q5'].map(kindOf)).toEqual(['month', 'quarter', 'half', 'year', null, null])
  })

  it('knows what lies within what', () => {
    expect(overlaps('2026-Q3', '2026-09')).toBe(true)
    expect(overlaps('2026-Q3', '2026-10')).toBe(false)
    expect(overlaps('2026-H2', '2026-Q3')).toBe(true)
    expect(overlaps('2025', '2026-01')).toBe(false)
  })

  it('switches kind without leaving the time that is looked at', () => {
    const all = ['2026-09', '2026-08', '2026-Q3', '2026-Q2', '2026', '2025']
    expect(nearest(all, 'quarter', '2026-08')).toBe('2026-Q3')
    expect(nearest(all, 'month', '2026-Q3')).toBe('2026-09')
    expect(nearest(all, 'month', '2025')).toBe('2026-09')
    expect(nearest(all, 'half', '2026')).toBe(null)
  })

  it('names a period in words', () => {
    expect(['2026-09', '2026-Q3', '2026-H1', '2026'].map(titleOf)).toEqual(['2026年9月', '2026年第3季度', '2026年上半年', '2026年'])
  })
})
