/** Less work: hints beside the record, why a field is asked, what a scheme asks of branches. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

const account = '党员分三组到炉前和矿槽查找身边隐患，找出松动的防护栏三处、照明损坏五处、报警器标签脱落两处。防护栏和照明当场由检修班处理，报警器由点检员在三天内重新校验，交接班时逐个确认读数并写进交接班本。'

/** A quarterly report of the own branch, filed over the API with the page's own session. */
async function fileReport(page, on, text) {
  const { body: session } = await ask(page, '/session')
  const branch = session.roles[0].org_id
  const send = async (method, path, rev, data) => {
    const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers: { 'X-Baolei': '1', ...(rev ? { 'If-Match': String(rev) } : {}) } })
    assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const begun = await send('POST', '/records', null, { branch_id: branch, kind: 'quarter_report', on })
  const saved = await send('PUT', `/records/${begun.id}/draft`, begun.rev, { ...begun.draft, on, account: text })
  const { record } = await send('POST', `/records/${begun.id}/file`, saved.rev)
  return record
}

test('the reviewer sees a copied text side by side, notes it and no point moves', async () => {
  const secretary = await open()
  await signIn(secretary.page, 'branch001', '/records')
  const { body: session } = await ask(secretary.page, '/session')
  const { body: calendar } = await ask(secretary.page, `/branches/${session.roles[0].org_id}/calendar`)
  const day = `${calendar.month}-01`
  await fileReport(secretary.page, day, account)
  const again = await fileReport(secretary.page, day, `10月1日，${account.replace('炉前和矿槽', '热风炉和除尘间')}`)
  // Its own branch is told nothing.
  await secretary.page.goto(`/records/${again.id}`)
  await secretary.page.getByText('流转记录').waitFor()
  assert.equal(await secretary.page.locator('[data-hints]').count(), 0)
  await secretary.done()

  const unit = await open()
  await signIn(unit.page, 'unit01', `/records/${again.id}`)
  const hints = unit.page.locator('[data-hints]')
  await hints.getByRole('heading', { name: '提示（不计分）' }).waitFor()
  await hints.getByText('与评分无关').waitFor()
  await hints.getByText(/处文字相近/).waitFor()
  assert.match(await hints.locator('.changed').first().innerText(), /热风炉|除尘/)
  const scored = await ask(unit.page, `/periods/${calendar.month}/scorecards/${again.branch_id}`)
  await hints.getByLabel('核实情况').fill('同一季度两次上报，内容属实')
  await hints.getByRole('button', { name: '已核实' }).click()
  await hints.getByText(/已核实，.*内容属实/).waitFor()
  await unit.page.reload()
  await hints.getByText(/已核实，.*内容属实/).waitFor()
  const after = await ask(unit.page, `/periods/${calendar.month}/scorecards/${again.branch_id}`)
  assert.deepEqual(after.body, scored.body)
  await unit.done()
})

test('on a phone the passages stand one below the other', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'unit01', '/records/review')
  const { body: list } = await ask(page, '/records?kind=theme_day&month=2026-09&size=200')
  let hinted = null
  for (const row of list.items) {
    const { body } = await ask(page, `/records/${row.id}/hints`)
    if (body.texts.length) { hinted = row; break }
  }
  assert.ok(hinted, 'the demonstration has a copied account')
  await page.goto(`/records/${hinted.id}`)
  const pair = page.locator('[data-hints] .pair').first()
  await pair.waitFor()
  const [ours, theirs] = await Promise.all([pair.locator('> div').first().boundingBox(), pair.locator('> div').last().boundingBox()])
  assert.ok(theirs.y >= ours.y + ours.height, 'below, not beside')
  assert.ok(ours.width <= phone.width)
  await done()
})

test('each required field says which rule reads it', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/records')
  const { body: session } = await ask(page, '/session')
  for (const kind of ['theme_day', 'committee_meeting', 'lecture', 'dues']) {
    const { body: form } = await ask(page, `/records/form?branch=${session.roles[0].org_id}&kind=${kind}`)
    for (const field of form.fields.filter((each) => each.required)) assert.ok(field.read_by.length || field.ground, `${kind} ${field.name}`)
  }
  await page.getByRole('button', { name: '新增记录' }).click()
  await page.getByRole('menuitem', { name: '主题党日', exact: true }).click()
  const other = page.getByRole('button', { name: '另外新增' })
  await Promise.race([page.waitForURL('**/records/*/edit'), other.waitFor().then(() => other.click())])
  await page.waitForURL('**/records/*/edit')
  await page.getByRole('button', { name: '主题为什么要填' }).click()
  const why = page.getByRole('tooltip').or(page.locator('.el-popover:visible'))
  await why.getByText(/分）/).first().waitFor()
  await done()
})

test('the organisation department sees what the scheme asks, and no branch is told of its minutes', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '/burden')
  await page.getByRole('heading', { level: 1, name: '负担表' }).waitFor()
  await page.getByText('必须提交的附件').waitFor()
  const { body } = await ask(page, '/burden')
  for (const category of body.categories) {
    assert.ok(Number(category.records) > 0 && Number(category.records) <= Number(category.separate), category.name)
    assert.equal(Number(category.attachments), 0)
  }
  assert.ok(body.minutes.length && body.minutes.every((each) => each.n_branches >= 5))
  assert.ok(!JSON.stringify(body).includes('branch_'), 'of no single branch')
  const second = body.categories[1]
  await page.getByRole('tab', { name: second.name }).click()
  await page.getByText(`按中等规模的${second.name}支部计算`).waitFor()
  await page.getByLabel('职责或记录').fill('党课')
  await page.getByRole('cell', { name: /党课每季度一次/ }).waitFor()
  assert.equal(await page.getByRole('cell', { name: /按月收缴党费/ }).count(), 0)
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出', exact: true }).click()])
  assert.match(saved.suggestedFilename(), /^负担表.*\.csv$/)
  await done()

  const branch = await open()
  await signIn(branch.page, 'branch001')
  assert.equal((await ask(branch.page, '/burden')).status, 403)
  await branch.done()
})

test('on a phone the burden table is cards', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'zzb', '/burden')
  await page.getByText('一年要填的记录').waitFor()
  assert.equal(await page.locator('.el-table').count(), 0)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  await done()
})
