import { describe, expect, it } from 'vitest'
import { compare, isZero, signed, subtract, sum, twoDecimals } from './points'

describe('points', () => {
  it('adds exactly where floats would not', () => {
    expect(sum(['0.10', '0.20'])).toBe('0.30')
    expect(sum(Array.from({ length: 1000 }, () => '0.01'))).toBe('10.00')
  })

  it('keeps the most precise part and skips what is not there', () => {
    expect(sum(['1', '-0.125', null, undefined])).toBe('0.875')
    expect(sum([])).toBe('0.00')
  })

  it('keeps signs', () => {
    expect(sum(['1.00', '-3.50'])).toBe('-2.50')
    expect(sum(['-0.05'])).toBe('-0.05')
    expect(subtract('4', '4.25')).toBe('-0.25')
  })

  it('orders by value, not by text', () => {
    expect(['10', '9.5', '-1'].sort(compare)).toEqual(['-1', '9.5', '10'])
    expect(compare('1.0', '1.00')).toBe(0)
  })

  it('shows two decimals without rounding', () => {
    expect(twoDecimals('4')).toBe('4.00')
    expect(twoDecimals('82.5')).toBe('82.50')
    expect(twoDecimals('3.125')).toBe('3.125')
    expect(twoDecimals('不计分')).toBe('不计分')
  })

  it('signs what moved and nothing else', () => {
    expect(signed('2')).toBe('+2.00')
    expect(signed('-1.00')).toBe('-1.00')
    expect(signed('0')).toBe('0.00')
    expect(isZero('-0.00')).toBe(true)
  })

  it('refuses what is no decimal', () => {
    expect(() => sum(['1e3'])).toThrow()
  })
})
