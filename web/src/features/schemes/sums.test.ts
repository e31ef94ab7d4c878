import { expect, it } from 'vitest'
import type { SchemeItem } from './queries'
import { found, fullMarks, itemGroups, itemsFor, sumTable } from './sums'

const item = (code: string, index: string, points: Record<string, string>, kind: SchemeItem['kind'] = 'base') =>
  ({ code, index, points, kind, name: `第${code}项`, criterion: '', section_name: '', assessor: '', cycle: 'month', rules: [] }) as unknown as SchemeItem
const items = [item('1', 'a', { x: '4.5', y: '3' }), item('2', 'b', { x: '0.1' }), item('3', '', { x: '5', y: '5' }, 'bonus')]
const named = (code: string, name: string) => ({ code, name, text: '' })

it('adds full marks by category, without bonus', () => {
  expect(fullMarks(items, 'x')).toBe('4.60')
  expect(fullMarks(items, 'y')).toBe('3.00')
})

it('leaves out items that a category is not rated on', () => {
  expect(itemsFor(items, 'y').map((each) => each.code)).toEqual(['1', '3'])
})

it('gives a row for each index and one for all', () => {
  const rows = sumTable({ items, indices: [named('a', '甲'), named('b', '乙')], categories: [named('x', 'X'), named('y', 'Y')] })
  expect(rows).toEqual([{ name: '甲', cells: ['4.50', '3.00'] }, { name: '乙', cells: ['0.10', '0.00'] }, { name: '合计', cells: ['4.60', '3.00'] }])
})

it('loses no item when it groups them, whatever its index', () => {
  const groups = itemGroups({ indices: [named('a', '甲')] }, items)
  expect(groups.map((group) => [group.name, group.counted, group.items.length])).toEqual([['甲', true, 1], ['其他', true, 1], ['加分项目', false, 1]])
})

it('finds by text, kind and cycle together', () => {
  const codes = (filter: Partial<Parameters<typeof found>[1]>) => found(items, { text: '', kind: '', cycle: '', ...filter }).map((each) => each.code)
  expect([codes({}), codes({ text: '第2' }), codes({ kind: 'bonus' }), codes({ kind: 'bonus', text: '第2' }), codes({ cycle: 'year' })])
    .toEqual([['1', '2', '3'], ['2'], ['3'], [], []])
})
