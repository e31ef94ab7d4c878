import { expect, test } from 'vitest'
import { isOpen, mayRetry, sizeText, states } from './states'

test('a job is open, done, or can be tried again', () => {
  const words = Object.keys(states) as (keyof typeof states)[]
  expect(words.filter(isOpen)).toEqual(['waiting', 'running'])
  expect(words.filter(mayRetry)).toEqual(['failed', 'expired'])
})

test('sizes are said as people say them', () => {
  expect([null, 200, 40_000, 3_000_000].map(sizeText)).toEqual(['—', '1 KB', '39 KB', '2.9 MB'])
})
