import { expect, test } from 'vitest'
import { freshKey } from './keys'

test('two requests never share a key', () => {
  expect(freshKey()).toMatch(/^[0-9a-f]{32}$/)
  expect(freshKey()).not.toBe(freshKey())
})
