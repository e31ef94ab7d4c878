/** A unit officer's day: records one after another by key, several after a look, what is overdue, and files from the background. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { ask, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

/** What waits for this reviewer, in the order of the list. */
async function waiting(page) {
  const { body } = await ask(page, '/records?state=filed&sort=filed&size=25')
  return body.items.filter((row) => row.can.includes('accept'))
}

/** The record is open and can be decided on. */
async function shown(page, record) {
  await page.waitForURL(`**/records/${record.id}?*`)
  await page.getByRole('heading', { level: 1, name: record.title }).waitFor()
  await page.getByRole('button', { name: '通过，下一条' }).waitFor()
  await page.getByText(/^待审 \d+ \/ \d+/).waitFor()
}

const stateOf = async (page, record) => (await ask(page, `/records/${record.id}`)).body.state

test('records are accepted and returned one after another by key', async () => {
  const { page, done } = await open()
  await signIn(page, 'unit02', '/records/review')
  const [first, second, third, fourth] = await waiting(page)
  await page.getByRole('button', { name: '逐条审核' }).click()
  await shown(page, first)
  await page.keyboard.press('a')
  await shown(page, second)
  assert.equal(await stateOf(page, first), 'accepted')
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: '退回' })
  await dialog.locator('.chips button').first().click()
  await dialog.getByRole('button', { name: '确定' }).click()
  await shown(page, third)
  assert.equal(await stateOf(page, second), 'returned')
  await page.keyboard.press('j')
  await shown(page, fourth)
  assert.equal(await stateOf(page, third), 'filed', 'looked at, not decided')
  await done()
})

test('only what was laid open can be accepted together', async () => {
  const { page, done } = await open()
  await signIn(page, 'unit03', '/records/review')
  const [one, two] = await waiting(page)
  const rows = page.locator('tr.el-table__row')
  await rows.first().waitFor()
  assert.ok(await rows.first().locator('.el-checkbox.is-disabled').count(), 'not blindly')
  for (const [n, record] of [one, two].entries()) {
    const row = rows.filter({ has: page.locator(`a[href*="/records/${record.id}?"]`) })
    await row.locator('.el-table__expand-icon').click()
    await row.locator('.el-checkbox:not(.is-disabled)').click()
    await page.getByRole('button', { name: `通过所选 ${n + 1} 条` }).waitFor()
  }
  await page.getByRole('button', { name: '通过所选 2 条' }).click()
  await page.getByText('已通过 2 条').waitFor()
  assert.deepEqual([await stateOf(page, one), await stateOf(page, two)], ['accepted', 'accepted'])
  await done()
})

test('a branch is reminded of what is overdue, once a day', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'unit04', '/records/overdue')
  const remind = page.getByRole('button', { name: '催办', exact: true }).first()
  await remind.click()
  await page.getByText('已催办 1 项').waitFor()
  await remind.click()
  await page.getByText('今天已催办过，不再重复').waitFor()
  await done()
})

/** The newest file of the 下载中心, once it is made. */
async function fetched(page) {
  await page.goto('/downloads')
  const button = page.getByRole('button', { name: '下载', exact: true }).first()
  await button.waitFor({ timeout: 180_000 })
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()])
  return file
}

test('the overdue list and a year as a book wait in the download centre', async () => {
  const unit = await open()
  await signIn(unit.page, 'unit05', '/records/overdue')
  await unit.page.getByRole('button', { name: '导出' }).click()
  await unit.page.getByText('已开始导出').waitFor()
  assert.match((await fetched(unit.page)).suggestedFilename(), /^逾期未办 .*\.xlsx$/)
  await unit.done()

  const { page, done } = await open()
  await signIn(page, 'branch021', '/records?view=matrix')
  await page.getByRole('button', { name: '台账成册' }).click()
  await page.getByText('已开始导出').waitFor()
  const book = await fetched(page)
  assert.match(book.suggestedFilename(), /2026年度工作台账 .*\.pdf$/)
  const text = execFileSync('pdftotext', ['-layout', await book.path(), '-'], { encoding: 'utf8' }).replace(/\s/g, '')
  const { body } = await ask(page, '/branches/b021/matrix')
  for (const words of [body.branch_name, '党支部工作台账', '目录', '月度一览', '考核得分']) assert.ok(text.includes(words), words)
  await done()
})
