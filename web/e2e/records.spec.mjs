/** The ledger from the secretary's and the unit's side: filed, returned, corrected; two windows on one record. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

/** Begins a record of a kind by its button; a draft that was left lying is not taken up. */
async function begin(page, kind) {
  await page.getByRole('button', { name: '新增记录' }).click()
  await page.getByRole('menuitem', { name: kind, exact: true }).click()
  const other = page.getByRole('button', { name: '另外新增' })
  await Promise.race([page.waitForURL('**/records/*/edit'), other.waitFor().then(() => other.click())])
  await page.waitForURL('**/records/*/edit')
  await page.getByRole('heading', { level: 1, name: `填报` }).waitFor()
}

/** A day that has come, by the server's own clock: the first of its month. */
async function someDay(page) {
  const { body: session } = await ask(page, '/session')
  const { body: calendar } = await ask(page, `/branches/${session.roles[0].org_id}/calendar`)
  return `${calendar.month}-01`
}

async function fillMeeting(page, on, topic) {
  const date = page.getByRole('combobox', { name: '日期' })
  await date.fill(on)
  await date.press('Enter')
  const all = page.getByRole('button', { name: '全部到会', exact: true })
  if (await all.count()) await all.click()
  await page.getByLabel('议题 1', { exact: true }).fill(topic)
  await page.getByText(/已自动保存 \d\d:\d\d/).first().waitFor()
}

async function handIn(page) {
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('dialog', { name: '已提交' }).waitFor()
  await page.getByRole('button', { name: '查看记录' }).click()
  await page.waitForURL(/\/records\/[^/]+$/)
  return new URL(page.url()).pathname
}

test('a record is filed, returned with a reason, corrected and accepted; the rounds tell it', async () => {
  const secretary = await open()
  await signIn(secretary.page, 'branch001', '/records')
  await begin(secretary.page, '支委会')
  await fillMeeting(secretary.page, await someDay(secretary.page), '研究班组安全风险')
  const path = await handIn(secretary.page)

  const unit = await open()
  await signIn(unit.page, 'unit01', path)
  await unit.page.getByRole('button', { name: '退回', exact: true }).click()
  const dialog = unit.page.getByRole('dialog', { name: '退回' })
  assert.ok(await dialog.getByRole('button', { name: '确定' }).isDisabled(), 'a return needs its reason')
  await dialog.getByLabel('退回原因').fill('缺重要议题的决议，请补充')
  await dialog.getByRole('button', { name: '确定' }).click()
  await unit.page.getByText('已退回').first().waitFor()

  await secretary.page.reload()
  await secretary.page.getByText('退回原因：缺重要议题的决议，请补充').waitFor()
  await secretary.page.getByRole('button', { name: '修改', exact: true }).click()
  await secretary.page.getByLabel('议题 1 的决议').fill('由各班组长每日巡查')
  await secretary.page.getByText(/已自动保存 \d\d:\d\d/).first().waitFor()
  await handIn(secretary.page)

  await unit.page.reload()
  await unit.page.getByRole('tab', { name: /流转记录/ }).click()
  await unit.page.getByText('与上次提交相比').waitFor()
  await unit.page.getByRole('button', { name: '通过', exact: true }).click()
  await unit.page.getByRole('dialog').getByRole('button', { name: '通过' }).click()
  await unit.page.getByText('已通过').first().waitFor()
  await secretary.done()
  await unit.done()
})

test('two windows on one record: the later one sees both versions and chooses', async () => {
  const first = await open()
  await signIn(first.page, 'branch001', '/records')
  await begin(first.page, '支委会')
  const path = new URL(first.page.url()).pathname
  const second = await open()
  await signIn(second.page, 'branch001', path)
  await second.page.getByLabel('主持人', { exact: true }).waitFor()

  await first.page.getByLabel('地点', { exact: true }).fill('一号会议室')
  await first.page.getByText(/已自动保存 \d\d:\d\d/).first().waitFor()
  await first.page.waitForTimeout(1500)
  await second.page.getByLabel('地点', { exact: true }).fill('二号会议室')
  const dialog = second.page.getByRole('dialog', { name: '这条记录已在别处修改' })
  await dialog.getByText('一号会议室').waitFor()
  await dialog.getByText('二号会议室').waitFor()
  await dialog.getByRole('button', { name: '用我的版本' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await second.page.getByText(/已自动保存 \d\d:\d\d/).first().waitFor()
  const { body } = await ask(second.page, path.replace('/edit', ''))
  assert.equal((body.draft ?? body.body).place, '二号会议室')
  await first.done()
  await second.done()
})

test('what could not be saved is found again when the net is back', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/records')
  await begin(page, '支委会')
  await page.route('**/draft', (route) => route.abort())
  await page.getByLabel('地点', { exact: true }).fill('三号会议室')
  await page.getByText('连不上服务器，内容已存在本机').first().waitFor()
  await page.unroute('**/draft')
  await page.reload()
  await page.getByText('已找回上次没有保存到服务器的内容').waitFor()
  assert.equal(await page.getByLabel('地点', { exact: true }).inputValue(), '三号会议室')
  await page.getByText(/已自动保存 \d\d:\d\d/).first().waitFor()
  await done()
})

test('on a phone a meeting takes few taps', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'branch001', '/workbench')
  let taps = 0
  const tap = async (locator) => { await locator.click(); taps += 1 }
  await tap(page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '台账' }))
  await tap(page.getByRole('button', { name: '新增记录' }))
  await tap(page.getByRole('menuitem', { name: '支委会', exact: true }))
  const other = page.getByRole('button', { name: '另外新增' })
  await Promise.race([page.waitForURL('**/records/*/edit'), other.waitFor().then(() => other.click())])
  await page.getByLabel('议题 1', { exact: true }).waitFor()
  const date = page.getByRole('combobox', { name: '日期' })
  if (!await date.inputValue()) {
    await date.fill(await someDay(page))
    await date.press('Enter')
  }
  const all = page.getByRole('button', { name: '全部到会', exact: true })
  if (await all.count()) await tap(all)
  await page.getByLabel('议题 1', { exact: true }).fill('布置本月重点工作')
  await tap(page.getByRole('button', { name: '提交', exact: true }))
  await page.getByRole('dialog', { name: '已提交' }).waitFor()
  assert.ok(taps <= 6, `${taps} taps`)
  await done()
})
