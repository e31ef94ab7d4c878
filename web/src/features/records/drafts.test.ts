import { expect, it } from 'vitest'
import { forget, keep, recover } from './drafts'

it('brings back what one account typed into one record, and nobody else’s', () => {
  keep('branch001', 'r1', { body: { place: '三楼会议室' }, rev: 4, at: '2026-09-12T02:31:00Z' })
  expect(recover('branch001', 'r1')).toMatchObject({ body: { place: '三楼会议室' }, rev: 4 })
  expect(recover('branch002', 'r1')).toBeNull()
  forget('branch001', 'r1')
  expect(recover('branch001', 'r1')).toBeNull()
})

it('goes on when the browser keeps nothing', () => {
  const full = { setItem: () => { throw new DOMException('full', 'QuotaExceededError') }, getItem: () => '{broken', removeItem: () => {} } as unknown as Storage
  expect(keep('a', 'r', { body: {}, rev: 1, at: '' }, full)).toBe(false)
  expect(recover('a', 'r', full)).toBeNull()
})
