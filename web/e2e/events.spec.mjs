/** The register of events: proposed with its document, previewed, approved, in the score, taken back; two on one page. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, desk, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

/** Another document in each run, so that a used database does as well. */
const document = `示范党发〔2026〕${Math.floor(Date.now() / 1000) % 100000}号`

const row = (page) => page.getByRole('row').filter({ hasText: document })

/** What the branch has this month, as text. Right after its start the server is still rating the month. */
async function points(page, branch) {
  const { body: calendar } = await ask(page, `/branches/${branch}/calendar`)
  for (;;) {
    const { status, body } = await ask(page, `/periods/${calendar.month}/scorecards/${branch}`)
    if (status === 200) return body.points
    await page.waitForTimeout(1000)
  }
}

/** Fills the reason, where one is asked, and presses the button of the same name in the dialog. */
async function decide(page, act, why = '') {
  await page.getByRole('dialog', { name: '加减分事项' }).getByRole('button', { name: act, exact: true }).click()
  const box = page.getByRole('dialog', { name: act, exact: true })
  if (why) await box.getByRole('textbox').fill(why)
  await box.getByRole('button', { name: act, exact: true }).click()
}

test('a unit proposes with document and class, the department approves, the score moves, a withdrawal puts it back', async () => {
  const secretary = await open()
  await signIn(secretary.page, 'branch001', '/workbench')
  const { body: session } = await ask(secretary.page, '/session')
  const { org_id: branch, org_name: name } = session.roles[0]
  const { body: calendar } = await ask(secretary.page, `/branches/${branch}/calendar`)
  const before = await points(secretary.page, branch)

  const unit = await open()
  await signIn(unit.page, 'unit01', '/events')
  await unit.page.getByRole('button', { name: '新增', exact: true }).click()
  const form = unit.page.getByRole('dialog', { name: '新增加减分事项' })
  await form.getByRole('combobox', { name: '党支部' }).fill(name)
  await unit.page.getByRole('option', { name, exact: true }).click()
  await form.getByRole('combobox', { name: '事项类别' }).click()
  await unit.page.getByRole('option', { name: '通报批评' }).click()
  await form.getByText(/通报/).first().waitFor()
  for (const field of await form.locator('.el-form-item.is-required .el-select').all()) {
    const box = field.getByRole('combobox')
    if (await box.getAttribute('aria-label') === '党支部' || await box.getAttribute('aria-label') === '事项类别') continue
    await field.click()
    await unit.page.getByRole('option', { name: '公司通报' }).click()
  }
  const day = form.getByRole('combobox', { name: '发生日期' })
  await day.fill(`${calendar.month}-01`)
  await day.press('Enter')
  await form.getByLabel('文号').fill(document)
  await form.getByRole('button', { name: '预估影响' }).click()
  await form.getByText('审批通过后').waitFor()
  assert.equal(await points(secretary.page, branch), before, 'a preview moves nothing')
  await form.getByRole('button', { name: '提交', exact: true }).click()
  await form.waitFor({ state: 'hidden' })
  await row(unit.page).getByText('待审批').waitFor()

  const department = await open()
  await signIn(department.page, 'zzb', '/events?state=proposed')
  await department.page.getByLabel('按事项、文号或支部查询').fill(document)
  await department.page.keyboard.press('Enter')
  await row(department.page).getByRole('button').first().click()
  const drawer = department.page.getByRole('dialog', { name: '加减分事项' })
  await drawer.getByText(document).waitFor()

  // Whoever proposed it still has the page as it was.
  await row(unit.page).getByRole('button').first().click()
  await unit.page.getByRole('dialog', { name: '加减分事项' }).getByRole('button', { name: '撤回', exact: true }).waitFor()

  await decide(department.page, '通过', '文件属实')
  await drawer.getByText('得分变化').waitFor()
  const after = await points(secretary.page, branch)
  assert.notEqual(after, before, 'the score followed at once')

  await decide(unit.page, '撤回', '文号有误')
  const conflict = unit.page.getByRole('dialog', { name: '已有他人办理' })
  await conflict.getByText(/现为“已通过”.*您刚才的“撤回”.*没有生效/).waitFor()
  await conflict.getByRole('button', { name: '知道了' }).click()
  assert.equal(await points(secretary.page, branch), after, 'what was refused changed nothing')

  await decide(department.page, '撤回', '文件已撤销')
  await drawer.getByText('文件已撤销').waitFor()
  await drawer.getByText('文件属实').waitFor()
  assert.equal(await points(secretary.page, branch), before, 'the points went with it, the history stays')
  for (const each of [secretary, unit, department]) await each.done()
})

for (const [what, size] of [['on a desk', desk], ['on a phone', phone]]) {
  test(`every state of events and exceptions can be read ${what}`, async () => {
    const { page, done } = await open(size)
    await signIn(page, 'zzb', '/events')
    for (const [path, word] of [['events', '已通过'], ['exceptions', '已通过']]) {
      for (const state of ['proposed', 'approved', 'refused', 'withdrawn']) {
        const { body } = await ask(page, `/${path}?state=${state}&size=1`)
        assert.ok(body.total > 0, `${path} ${state}`)
      }
      await page.goto(`/${path}?state=approved`)
      await page.getByText(word).first().waitFor()
      assert.ok(await page.evaluate(() => globalThis.document.documentElement.scrollWidth <= innerWidth), `${path} is wider than the window`)
    }
    await done()
  })
}
