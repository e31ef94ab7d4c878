/** A secretary's month from sign-in to filed, on a desk and in one hand: every duty ends filed, and what it took is printed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, desk, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

/** Clicks beyond the words themselves that a record may take. */
const most = 12
const taken = new Set()
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

/** Counts what a hand does: clicks (a field that is written into is one), and characters. */
function hand() {
  const sum = { clicks: 0, typed: 0 }
  return {
    sum,
    async click(target) { await target.click(); sum.clicks += 1 },
    async write(target, text) { await target.click(); await target.fill(text); sum.clicks += 1; sum.typed += text.length },
  }
}

/** The cells of the running month that can still be done in time. */
async function openCells(page, branch) {
  const { body: calendar } = await ask(page, `/branches/${branch}/calendar`)
  const { body: matrix } = await ask(page, `/branches/${branch}/matrix`)
  const cells = matrix.rows.flatMap((row) => row.cells.map((cell) => ({ ...cell, duty: row.duty, kind: row.kind })))
  return { month: calendar.month, cells: cells.filter((cell) => cell.month === calendar.month && cell.state === 'due' && cell.kind) }
}

/** A branch whose month still asks for several records, and that no other journey here has taken. */
async function branchWithWork() {
  const { page, done } = await open()
  await signIn(page, 'zzb')
  for (let n = 21; n <= 120; n += 1) {
    const id = `b${String(n).padStart(3, '0')}`
    if (taken.has(id)) continue
    const { cells } = await openCells(page, id)
    if (cells.length >= 3 && cells.some((cell) => cell.kind === 'committee_meeting')) {
      taken.add(id)
      await done()
      return { id, account: `branch${id.slice(1)}` }
    }
  }
  throw new Error('the demonstration leaves no month open')
}

const words = {
  committee_meeting: ['研究四季度安全检修的分工与值守', '由各班组长每日巡查并在交接班时通报'],
  members_meeting: ['讨论防寒防冻准备工作', '同意按分工落实，月底前完成'],
  group_meeting: ['交流岗位隐患排查情况', '每人每周排查一次并记入班组本'],
  theme_day: '到炉前查找身边隐患，当场整改三处，其余交检修班处理。',
}

/** Fills in the form that is open as its writer would; answers what it took. A theme day is a lecture as well, or a study. */
async function fill(page, kind, also = 'study') {
  const it = hand()
  await page.getByRole('heading', { level: 1, name: /^填报/ }).waitFor()
  if (kind === 'dues') {
    await it.click(page.getByRole('button', { name: '全部已交' }))
    return it
  }
  await it.click(page.getByRole('button', { name: '全部到会', exact: true }))
  await it.click(page.locator('button.who').last())
  await it.click(page.getByRole('button', { name: /：出差$/ }))
  if (kind === 'theme_day') {
    await it.click(page.getByRole('radiogroup', { name: '主题' }).getByText('廉洁警示'))
    await it.write(page.getByLabel('简要情况', { exact: true }), words.theme_day)
    if (also === 'lecture') {
      await it.click(page.getByText('党课', { exact: true }))
      await it.click(page.getByRole('radiogroup', { name: '授课人身份' }).getByText('支部书记'))
    } else {
      await it.click(page.getByRole('button', { name: '新增议题' }))
      await it.write(page.getByLabel('议题 1', { exact: true }), '学习岗位安全规程修订内容')
      await it.click(page.getByText('理论学习', { exact: true }).last())
    }
  } else {
    await it.write(page.getByLabel('议题 1', { exact: true }), words[kind][0])
    await it.write(page.getByLabel('议题 1 的决议', { exact: true }), words[kind][1])
  }
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), it.click(page.getByRole('button', { name: /^选择文件/ }))])
  await chooser.setFiles({ name: '会议照片.png', mimeType: 'image/png', buffer: picture })
  await page.getByRole('button', { name: '会议照片.png' }).waitFor()
  return it
}

/** Hands in; answers the points that moved, each with its sentence. */
async function handIn(page, it) {
  await it.click(page.getByRole('button', { name: '提交', exact: true }))
  const box = page.getByRole('dialog', { name: '已提交' })
  await box.waitFor()
  const moved = await box.locator('li').evaluateAll((rows) => rows.map((row) => ({ why: row.querySelector('p').textContent.trim(), points: row.lastElementChild.textContent.trim() })))
  return { box, moved }
}

const kindOf = async (page) => (await ask(page, new URL(page.url()).pathname.replace('/edit', ''))).body.kind

for (const [name, viewport] of [['on a desk', desk], ['in one hand', phone]]) {
  test(`a month's duties end filed ${name}, each in few clicks`, async () => {
    const { id, account } = await branchWithWork()
    const { page, done } = await open(viewport)
    const begun = performance.now()
    await signIn(page, account, '/workbench')
    const { month, cells } = await openCells(page, id)
    let left = cells.reduce((sum, cell) => sum + cell.owed - cell.done, 0)
    const told = []
    const reasons = []
    // From the first duty on the workbench straight into its form, then from one to the next.
    const way = hand()
    await way.click(page.getByRole('button', { name: '填报', exact: true }).first())
    while (left > 0) {
      await page.waitForURL('**/records/*/edit')
      const here = page.url()
      const kind = await kindOf(page)
      const it = await fill(page, kind)
      const { box, moved } = await handIn(page, it)
      reasons.push(...moved)
      const before = left
      left = (await openCells(page, id)).cells.reduce((sum, cell) => sum + cell.owed - cell.done, 0)
      assert.ok(left < before, `${kind} met a duty of the month`)
      if (left > 0) {
        await it.click(box.getByRole('button', { name: /^填报下一项：/ }))
        await page.waitForURL((url) => url.href !== here)
      } else {
        await it.click(box.getByRole('button', { name: '回到台账' }))
      }
      told.push({ record: kind, ...it.sum, seconds: Math.round((performance.now() - begun) / 100) / 10 })
      assert.ok(it.sum.clicks <= most, `${kind}: ${it.sum.clicks} clicks`)
    }
    // What may be done any time of the quarter: one theme day that is a lecture as well.
    await page.getByText('要办的记录').waitFor()
    const it = hand()
    await it.click(page.getByRole('button', { name: '新增记录' }))
    await it.click(page.getByRole('menuitem', { name: '主题党日', exact: true }))
    await page.waitForURL('**/records/*/edit')
    const filled = await fill(page, 'theme_day', 'lecture')
    const { box } = await handIn(page, filled)
    const clicks = it.sum.clicks + filled.sum.clicks
    told.push({ record: 'theme_day + lecture', clicks, typed: filled.sum.typed, seconds: Math.round((performance.now() - begun) / 100) / 10 })
    assert.ok(clicks <= most, `theme day: ${clicks} clicks`)
    await box.getByRole('button', { name: '回到台账' }).click()
    await page.getByText('要办的记录').waitFor()

    const after = await openCells(page, id)
    assert.deepEqual(after.cells, [], 'every duty of the month is filed')
    const { body: workbench } = await ask(page, `/workbench?period=${month}`)
    assert.deepEqual(workbench.mine.due.filter((due) => due.kind && due.state === 'due').map((due) => due.item_name), [])
    assert.ok(reasons.length && reasons.every((each) => each.points.startsWith('+') && each.why.length > 6), JSON.stringify(reasons))
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    console.log(`${name}, ${account}, ${month}; way to the first form: ${way.sum.clicks} click`)
    console.table(told)
    for (const each of reasons) console.log(`  ${each.points}  ${each.why}`)
    await done()
  })
}
