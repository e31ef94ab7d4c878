/** From the ranking to the record that moved a point, and back again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, open, signIn, total, withBrowser } from './support.mjs'

withBrowser()

const moving = (step) => step.facts.length && Number(step.points) !== 0

test('the organisation department finds the record behind a point and comes back', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb')
  await page.waitForURL('**/workbench*')

  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '分类排名' }).click()
  await page.waitForURL('**/rankings*')
  await page.getByText('并列规则', { exact: true }).waitFor()
  const first = page.locator('.el-table__body tr').first()
  const name = await first.locator('a').first().innerText()
  const points = await first.locator('.points-text').first().innerText()
  await first.locator('a').first().click()

  await page.waitForURL('**/branches/*')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByText('堡垒指数雷达图').waitFor()
  await page.locator('canvas').first().waitFor()
  await page.getByRole('button', { name: '看表' }).first().click()
  await page.getByRole('columnheader', { name: '同类平均' }).first().waitFor()

  await page.getByRole('button', { name: '查看考核表' }).click()
  await page.waitForURL('**/scorecard*')
  await page.locator('[data-total]').waitFor()
  assert.equal(await page.locator('[data-total]').innerText(), points)

  // An item with evidence that moved its points; the server says which one has some.
  const url = new URL(page.url())
  const branch = url.pathname.split('/')[2]
  const card = await ask(page, `/periods/${url.searchParams.get('period')}/scorecards/${branch}`)
  const line = card.body.lines.find((each) => each.steps.some(moving))
  assert.ok(line, 'some line has evidence that moved it')
  await page.getByRole('button', { name: `${line.name}，查看计分来历` }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('每一分的来历').waitFor()
  await drawer.getByText(line.steps[0].sentence).first().waitFor()

  const fact = line.steps.find(moving).facts[0]
  await drawer.getByRole('link', { name: fact.title }).first().click()
  await page.waitForURL('**/facts/*')
  await page.getByText('它影响过的每一分').waitFor()

  await page.getByRole('link', { name: line.name }).first().click()
  await page.waitForURL('**/scorecard*item=*')
  await page.getByRole('dialog').getByText('每一分的来历').waitFor()
  await done()
})

test('the printed total is the sum of its printed parts', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb')
  const { body: periods } = await ask(page, '/periods')
  for (const period of [periods.current_month, periods.current_quarter].filter(Boolean)) {
    const ranking = await ask(page, `/rankings/${period}?size=3`)
    if (ranking.status !== 200) continue
    for (const row of ranking.body.items) {
      await page.goto(`/branches/${row.branch_id}/scorecard?period=${period}`)
      await page.locator('[data-total]').waitFor()
      const parts = await page.locator('[data-summary]').allInnerTexts()
      const printed = await page.locator('[data-total]').innerText()
      assert.equal(total(parts), printed, `${row.branch_name} ${period}`)
      assert.equal(await page.locator('[data-sum]').innerText(), printed)
      assert.equal(printed, row.points)
    }
  }
  await done()
})

test('the steps in the drawer add up to the points of the item', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001')
  const { body: session } = await ask(page, '/session')
  const { body: periods } = await ask(page, '/periods')
  const branch = session.roles.find((role) => role.org_id).org_id
  const { body: card } = await ask(page, `/periods/${periods.current_month}/scorecards/${branch}`)
  const lines = card.lines.filter((line) => line.state === 'final' && line.steps.length > 1).slice(0, 4)
  assert.ok(lines.length, 'some lines are final')
  for (const line of lines) {
    await page.goto(`/branches/${branch}/scorecard?period=${periods.current_month}&item=${encodeURIComponent(line.item)}`)
    const drawer = page.getByRole('dialog')
    await drawer.locator('[data-line-sum]').waitFor()
    assert.equal(total(await drawer.locator('[data-step]').allInnerTexts()), total([line.points]), line.name)
  }
  await done()
})

test('the ranking is exported whole, with its tie rule, for Excel', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '/rankings')
  await page.getByText('并列规则', { exact: true }).waitFor()
  const shown = Number((await page.locator('.el-pagination__total').innerText()).replace(/\D/g, ''))
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出', exact: true }).click()])
  const chunks = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  assert.equal(text.charCodeAt(0), 0xFEFF)
  const lines = text.trim().split('\r\n')
  const head = lines.findIndex((line) => line.startsWith('名次,'))
  assert.ok(lines.slice(0, head).some((line) => line.startsWith('并列规则,')))
  assert.equal(lines.length - head - 1, shown)
  await done()
})

test('going back keeps the filters', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '/rankings')
  await page.getByRole('textbox', { name: '按支部名称查询' }).fill('党')
  await page.waitForURL('**q=*')
  await page.locator('.el-table__body tr a').first().click()
  await page.waitForURL('**/branches/*')
  await page.goBack()
  await page.waitForURL('**/rankings*q=*')
  await page.waitForFunction(() => document.querySelector('input[aria-label="按支部名称查询"]')?.value === '党')
  await done()
})
