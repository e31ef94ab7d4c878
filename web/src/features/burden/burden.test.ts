import { describe, expect, it } from 'vitest'
import { changeText, direction, dutyChange, lastWhole, minuteTable } from './burden'

const minutes = (month: string, category: string, minutes: string) => ({ month, category, category_name: category === 'a' ? '甲类' : '乙类', minutes, records: '7', n_branches: 12 })

describe('against the version before', () => {
  it('says more, less, the same, or nothing', () => {
    expect([changeText('+0.3'), changeText('-1.0'), changeText('0.0'), changeText(null)]).toEqual(['较上版 +0.3', '较上版 −1.0', '与上版相同', null])
    expect([direction('+0.3'), direction('-1.0'), direction('0.0'), direction(null)]).toEqual(['more', 'less', 'same', 'same'])
  })

  it('tells a new duty from one that became more frequent', () => {
    expect([dutyChange('12', '0'), dutyChange('12', '4'), dutyChange('4', '12'), dutyChange('4', '4'), dutyChange('4', null)]).toEqual(['新增', '+8', '−8', '不变', null])
  })
})

describe('minutes', () => {
  const all = [minutes('2026-08', 'a', '20'), minutes('2026-09', 'a', '18'), minutes('2026-09', 'b', '25'), minutes('2026-10', 'a', '9')]

  it('stand by month and category, with gaps where too few branches filed', () => {
    const table = minuteTable(all)
    expect(table.months).toEqual(['2026-08', '2026-09', '2026-10'])
    expect(table.rows.map((row) => [row.name, ...row.cells.map((cell) => cell?.minutes ?? null)])).toEqual([['甲类', '20', '18', '9'], ['乙类', null, '25', null]])
    expect(minuteTable(all, ['b', 'a']).rows.map((row) => row.name)).toEqual(['乙类', '甲类'])
  })

  it('are told of the last whole month', () => {
    expect(lastWhole(all, 'a')?.minutes).toBe('18')
    expect(lastWhole([], 'a')).toBeNull()
  })
})
