import { expect, it } from 'vitest'
import { after, keyOf } from './queue'

const press = (key: string, more: Partial<KeyboardEvent> = {}) => keyOf({ key, ctrlKey: false, metaKey: false, altKey: false, target: document.body, ...more })

it('goes on to the next one, and to nobody behind the last', () => {
  expect([after(['a', 'b', 'c'], 'a'), after(['a', 'b', 'c'], 'c'), after([], 'a')]).toEqual(['b', null, null])
  expect(after(['a', 'b', 'c'], 'b', ['a', 'c']), 'one that was skipped is not asked for again at once').toBe('c')
  expect(after(['a', 'b'], 'b', ['a'])).toBeNull()
})

it('takes a letter alone as a decision, never one that is typed', () => {
  expect(['a', 'R', 'j', 'k', 'x'].map((key) => press(key))).toEqual(['accept', 'return', 'next', 'back', null])
  expect(press('a', { ctrlKey: true })).toBeNull()
  const field = document.createElement('textarea')
  expect(press('a', { target: field })).toBeNull()
})
