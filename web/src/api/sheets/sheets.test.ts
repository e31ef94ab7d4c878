import { expect, test } from 'vitest'
import { markedName, problemOf } from './sheets'

test('only workbooks of a sensible size are sent', () => {
  expect(problemOf({ name: '名册.xlsx', size: 1000 })).toBeNull()
  expect(problemOf({ name: '名册.XLSX', size: 1000 })).toBeNull()
  expect(problemOf({ name: '名册.xls', size: 1000 })).toContain('.xlsx')
  expect(problemOf({ name: '名册.xlsx', size: 0 })).toContain('空文件')
  expect(problemOf({ name: '名册.xlsx', size: 21 * 1024 * 1024 })).toContain('20 MB')
})

test('a copy that was mended and marked again keeps one name', () => {
  expect(markedName('名册.xlsx')).toBe('名册（带原因）.xlsx')
  expect(markedName('名册（带原因）.xlsx')).toBe('名册（带原因）.xlsx')
})
