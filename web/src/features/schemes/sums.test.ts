import { expect, it } from 'vitest'
import type { SchemeItem } from '@/api/client'
import { fullMarks, itemsFor, sumTable } from './sums'

const item = (code: string, index: string, points: Record<string, string>, kind: SchemeItem['kind'] = 'base') => ({ code, index, points, kind }) as SchemeItem
const items = [item('1', 'a', { x: '4.5', y: '3' }), item('2', 'b', { x: '0.1' }), item('3', 'a', { x: '5', y: '5' }, 'bonus')]

it('adds full marks by category, without bonus', () => {
  expect(fullMarks(items, 'x')).toBe('4.60')
  expect(fullMarks(items, 'y')).toBe('3.00')
})

it('leaves out items that a category is not rated on', () => {
  expect(itemsFor(items, 'y').map((each) => each.code)).toEqual(['1', '3'])
})

it('gives a row for each index and one for all', () => {
  const rows = sumTable({ items, indices: [{ code: 'a', name: '甲', text: null }, { code: 'b', name: '乙', text: null }], categories: [{ code: 'x', name: 'X', text: null }, { code: 'y', name: 'Y', text: null }] })
  expect(rows).toEqual([{ name: '甲', cells: ['4.50', '3.00'] }, { name: '乙', cells: ['0.10', '0.00'] }, { name: '合计', cells: ['4.60', '3.00'] }])
})
