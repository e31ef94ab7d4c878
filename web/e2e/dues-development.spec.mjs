/** Dues are ticked month by month; a candidate's steps come one after the other with their days. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

const cents = (text) => Number(text.replace('.', ''))

test('a secretary ticks a member as paid, the sums stay equal, and takes it back', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/dues')
  await page.getByRole('columnheader', { name: '月应交' }).waitFor()
  const branch = new URL(page.url()).searchParams.get('branch')
  const before = (await ask(page, `/branches/${branch}/dues`)).body
  assert.equal(cents(before.sums.due), cents(before.sums.paid) + cents(before.sums.open))
  const line = before.items.find((each) => each.months.some((cell) => cell.month === before.month && cell.state === 'open'))
  await page.getByRole('row').filter({ hasText: line.name }).locator('.el-checkbox').click()
  await page.getByPlaceholder('交纳日期').fill(`${before.month}-12`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /登记 1 人/ }).click()
  await page.getByText('已登记交纳').waitFor()
  const after = (await ask(page, `/branches/${branch}/dues`)).body
  const due = line.months.find((cell) => cell.month === before.month).due
  assert.equal(cents(before.sums.open) - cents(after.sums.open), cents(due))
  assert.equal(cents(after.sums.due), cents(after.sums.paid) + cents(after.sums.open))
  await page.getByRole('row').filter({ hasText: line.name }).getByRole('button', { name: '撤回' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await page.getByText('已撤回').waitFor()
  assert.deepEqual((await ask(page, `/branches/${branch}/dues`)).body.sums, before.sums)
  await done()
})

test('a new applicant is talked to before anything else, and too early is refused beside the day', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/candidates')
  await page.getByRole('button', { name: '新增' }).click()
  const dialog = page.getByRole('dialog', { name: '新增入党申请人' })
  await dialog.getByPlaceholder('日期', { exact: true }).fill('2026-10-01')
  await page.keyboard.press('Enter')
  await dialog.locator('.el-form-item').filter({ hasText: '姓名' }).locator('input').fill('试登记人')
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.waitForURL((url) => /^\/candidates\/./.test(url.pathname))
  await page.getByText('最早 2026-10-01，最晚 2026-10-31').waitFor()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  const step = page.getByRole('dialog', { name: /派人谈话/ })
  await step.locator('.el-date-editor input').fill('2026-09-30')
  await page.keyboard.press('Enter')
  await step.getByRole('button', { name: '确定' }).click()
  await step.getByText(/不能早于2026-10-01/).waitFor()
  await step.locator('.el-date-editor input').fill('2026-10-10')
  await page.keyboard.press('Enter')
  await step.getByRole('button', { name: '确定' }).click()
  await page.getByText('确定为入党积极分子').first().waitFor()
  await page.getByRole('button', { name: '终止' }).click()
  const end = page.getByRole('dialog', { name: /终止发展/ })
  await end.locator('.el-date-editor input').fill('2026-10-12')
  await page.keyboard.press('Enter')
  await end.getByPlaceholder(/撤回申请/).fill('本人撤回申请')
  await end.getByRole('button', { name: '确定' }).click()
  await page.getByText('2026-10-12 结束：本人撤回申请').waitFor()
  await done()
})

test('rates are the organisation department’s to change, and both lists fit a phone', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'branch001', '/norms')
  await page.getByText('在职党员党费费率').waitFor()
  assert.equal(await page.getByRole('button', { name: '新增取值' }).count(), 0)
  for (const path of ['/dues', '/candidates']) {
    await page.goto(path)
    await page.locator('.sheet li').first().waitFor()
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} is wider than the screen`)
  }
  await done()
})
