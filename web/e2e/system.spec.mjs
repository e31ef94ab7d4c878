/** What the frame says while nothing can be changed, and what administrators are told. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

const message = '系统自10月16日 09:30起只读：数据库写盘失败。可以查看，暂不能填报和修改，提交的改动不会保存。请系统管理员检查磁盘空间和磁盘。'
const alarms = [
  { kind: 'storage', at: '2026-10-16T01:30:00Z', message: '数据库写盘失败。系统已转为只读。' },
  { kind: 'clock', at: '2026-10-16T01:00:00Z', message: '系统时钟被拨回 90 分钟。' },
]

/** The server's own answer is tried in its own tests: here, what the page makes of it. */
async function system(page, answer) {
  await page.route('**/api/v1/system', (route) => route.fulfill({ json: answer }))
}

test('every page says why nothing can be changed, on a phone as well', async () => {
  for (const viewport of [desk, phone]) {
    const { page, done } = await open(viewport)
    await system(page, { read_only: { why: 'storage', since: alarms[0].at, message }, alarms: [] })
    await signIn(page, 'branch001')
    const banner = page.getByRole('alert').filter({ hasText: '只读' })
    await banner.waitFor()
    assert.equal((await banner.innerText()).trim(), message)
    await page.goto('/records')
    await banner.waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'nothing sticks out')
    await done()
  }
})

test('an administrator sees all alarms', async () => {
  const { page, done } = await open()
  await system(page, { read_only: null, alarms })
  await signIn(page, 'admin')
  const banner = page.getByRole('status').filter({ hasText: '系统报警' })
  await banner.waitFor()
  assert.doesNotMatch(await banner.innerText(), /拨回 90 分钟/)
  await banner.getByRole('button', { name: '查看全部 2 条' }).click()
  await banner.getByText('系统时钟被拨回 90 分钟。').waitFor()
  await done()
})
