import { describe, expect, it } from 'vitest'
import { csv } from './csv'

describe('csv', () => {
  it('starts with the mark by which Excel knows UTF-8', () => {
    expect(csv([['名次']]).charCodeAt(0)).toBe(0xFEFF)
  })

  it('quotes commas, quotes and line ends', () => {
    expect(csv([['甲,乙', '他说"好"', '一\n二', null]]).slice(1)).toBe('"甲,乙","他说""好""","一\n二",\r\n')
  })

  it('leaves negative numbers alone and disarms formulas', () => {
    expect(csv([['-1.00', '=1+1', '@a', -3]]).slice(1)).toBe("-1.00,'=1+1,'@a,-3\r\n")
  })
})
