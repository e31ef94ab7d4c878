/** How it looks: Chinese fonts, cards on a phone, charts as tables and pictures, nothing from outside. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

async function settled(page, path) {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
}

test('the phone shows cards and its item drawer fills the screen', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'branch001')
  await page.getByText('本期要做的事').waitFor()
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '考核表' }).click()
  await page.locator('[data-total]').waitFor()
  assert.equal(await page.locator('.el-table').count(), 0)
  await page.locator('.part button').first().click()
  await page.getByRole('dialog').getByText('每一分的来历').waitFor()
  await page.waitForFunction(() => Math.round(document.querySelector('.el-drawer').getBoundingClientRect().left) === 0)
  await done()
})

test('text is drawn with a Chinese font', async () => {
  const { page, done } = await open()
  await page.goto('/login')
  await page.getByRole('heading', { name: '登录' }).waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' })
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
  assert.match(fonts.map((font) => font.familyName).join(), /CJK|PingFang|YaHei|Source Han|Noto Sans SC|WenQuanYi/)
  await done()
})

test('the interface documents open without any outside host', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb')
  await page.goto('/swagger-ui/index.html')
  await page.locator('#swagger-ui').waitFor()
  await page.waitForLoadState('networkidle')
  assert.ok(await page.evaluate(() => typeof window.SwaggerUIBundle === 'function'))
  await done()
})

test('every chart can be read as a table and saved as a picture', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb')
  const { body: branches } = await ask(page, '/branches?size=1')
  await settled(page, `/branches/${branches.items[0].id}`)
  const boxes = page.locator('.chart-box')
  const count = await boxes.count()
  assert.ok(count >= 2)
  for (let n = 0; n < count; n += 1) {
    const box = boxes.nth(n)
    const [download] = await Promise.all([page.waitForEvent('download'), box.getByRole('button', { name: '存为图片' }).click()])
    assert.match(download.suggestedFilename(), /\.png$/)
    await box.getByRole('button', { name: '看表' }).click()
    await box.locator('table').waitFor()
  }
  await done()
})
