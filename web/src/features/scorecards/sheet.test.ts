import { describe, expect, it } from 'vitest'
import type { Line } from './queries'
import { groups, isLost, remark, summed } from './sheet'

const line = (item: string, index: string, section: string, points: string, more: Partial<Line> = {}): Line => ({
  item, name: item, index, index_name: `指数${index}`, block: '', block_name: '', section, section_name: section, kind: 'base', kind_name: '基础指标',
  cycle: 'month', cycle_name: '月', channel: 'online', channel_name: '', assessor: '', criterion: '', clause: '', evidence: '',
  full: '4', points, self_points: null, state: 'final', waiting_for: null, steps: [], ...more,
})
const step = (points: string, sentence: string, kind: Line['steps'][number]['kind'] = 'rule'): Line['steps'][number] => ({ points, sentence, kind, rule: null, clause: null, facts: [], period: null })
const index = (code: string) => ({ code, name: code, earned: '0', possible: '0', value: '90.00' })

describe('sheet', () => {
  it('keeps one index together, in the order of the indices, extras last', () => {
    const found = groups({
      indices: [index('a'), index('b')],
      lines: [line('1', 'b', 's', '1.00'), line('2', 'a', 's', '2.00'), line('3', 'a', 's', '-1.00', { kind: 'deduction' }), line('4', 'b', 's', '0.50')],
    })
    expect(found.map((each) => each.name)).toEqual(['指数a', '指数b', '扣分项目'])
    expect(found[1]?.points).toBe('1.50')
    expect(found[1]?.full).toBe('8.00')
  })

  it('merges cells downwards', () => {
    const [only] = groups({ indices: [index('a')], lines: [line('1', 'a', 'x', '1'), line('2', 'a', 'y', '1'), line('3', 'a', 'x', '1')] })
    expect(only?.rows.map((row) => [row.line.item, row.indexSpan, row.sectionSpan])).toEqual([['1', 3, 2], ['3', 0, 0], ['2', 0, 1]])
  })

  it('counts neither what was not owed nor what still waits', () => {
    const [only] = groups({ indices: [index('a')], lines: [line('1', 'a', 'x', '1'), line('2', 'a', 'x', '0', { state: 'not_owed' }), line('3', 'a', 'x', '0', { state: 'waiting' })] })
    expect(only?.full).toBe('4.00')
  })

  it('shows the lines that are wanted and keeps the sub-totals of all', () => {
    const lines = [line('1', 'a', 'x', '4.00'), line('2', 'a', 'x', '3.50'), line('3', 'b', 'x', '4.00')]
    const found = groups({ indices: [index('a'), index('b')], lines }, isLost)
    expect(found.map((part) => [part.key, part.points, part.rows.map((row) => [row.line.item, row.indexSpan])])).toEqual([['index:a', '7.50', [['2', 1]]]])
  })

  it('knows what was lost: never a bonus, always a deduction', () => {
    expect([
      line('1', 'a', 'x', '3.99'), line('2', 'a', 'x', '4.00'), line('3', 'a', 'x', '0', { state: 'waiting' }),
      line('4', 'a', 'x', '1.00', { kind: 'bonus' }), line('5', 'a', 'x', '-1.00', { kind: 'deduction', full: '0' }),
    ].map(isLost)).toEqual([true, false, false, false, true])
  })

  it('adds the steps of the total exactly', () => {
    expect(summed({ summary: [step('91.27', '各项得分'), step('3.00', '加分'), step('-0.01', '舍入')] })).toBe('94.26')
  })

  it('says that months were put together instead of listing them', () => {
    expect(remark(line('1', 'a', 'x', '3', { steps: [step('1.00', '7月', 'month'), step('1.00', '8月', 'month'), step('1.00', '9月', 'month')] }))).toMatch('3个月')
  })

  it('says why in one line, and only what moved', () => {
    expect(remark(line('1', 'a', 'x', '3', { steps: [step('4', '满分', 'start'), step('-1.00', '缺1次'), step('0.00', '其余按时')] }))).toBe('缺1次')
    expect(remark(line('1', 'a', 'x', '3', { steps: [step('1.00', '按时'), step('-1.00', '缺1次'), step('1.00', '按时')] }))).toBe('缺1次；按时')
    expect(remark(line('1', 'a', 'x', '0', { state: 'waiting', waiting_for: '二级单位党委' }))).toBe('待二级单位党委评定')
  })
})
