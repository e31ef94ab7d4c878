import { expect, it } from 'vitest'
import { TooLong, wholeList } from './pages'

it('asks page after page until the list is whole', async () => {
  const asked: number[] = []
  const shares: number[] = []
  const rows = await wholeList(async ({ page, size }) => {
    asked.push(page)
    return { items: Array.from({ length: page < 3 ? size : 50 }, () => page), total: size * 2 + 50, more: false, page, size }
  }, (share) => shares.push(share))
  expect([rows.length, asked, shares.length]).toEqual([450, [1, 2, 3], 2])
})

it('stops when a list shrinks while it is read', async () => {
  const rows = await wholeList(async ({ page, size }) => ({ items: page === 1 ? [1] : [], total: 5, more: false, page, size }))
  expect(rows).toEqual([1])
})

it('takes no part of a list for the whole', async () => {
  const asked = wholeList(async ({ page, size }) => ({ items: [page], total: 10_000, more: true, page, size }))
  await expect(asked).rejects.toThrow(TooLong)
})
