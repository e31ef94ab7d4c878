import { describe, expect, it } from 'vitest'
import { grounds, reasonOf } from './why'

const reader = { item: 'A03', name: '主题党日', text: '缺一次扣2分', index_name: '星级队伍', cycle_name: '月度', points: '2.00' }

describe('why a field is asked', () => {
  it('names the item with what it is worth to this branch', () => {
    expect(reasonOf(reader)).toEqual({ head: '星级队伍 A03 主题党日（月度 2 分）', text: '缺一次扣2分' })
    expect(reasonOf({ ...reader, points: '12.50' }).head).toContain('月度 12.5 分')
    expect(reasonOf({ ...reader, points: '10.00' }).head).toContain('月度 10 分')
  })

  it('leaves out what is not there', () => {
    expect(reasonOf({ ...reader, index_name: '', points: null }).head).toBe('A03 主题党日')
    expect(grounds({ ground: null })).toEqual([])
    expect(grounds({ ground: { text: '到会超过半数方为有效', source: '条例' } })).toEqual([{ head: '到会超过半数方为有效', text: '条例' }])
  })
})
