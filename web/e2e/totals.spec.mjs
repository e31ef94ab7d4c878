/** One total, wherever it is shown; and a secretary's way to the reason on a phone. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { ask, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

test('the ranking, the scorecard and the picture show the same total', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb')
  const { body: periods } = await ask(page, '/periods')
  for (const period of [periods.current_month, periods.current_quarter, periods.current_year].filter(Boolean)) {
    const { body: ranking } = await ask(page, `/rankings/${period}?size=1`)
    for (const category of ranking.categories) {
      await page.goto(`/rankings?period=${period}&category=${category.code}&size=10`)
      await page.getByText('并列规则', { exact: true }).waitFor()
      const row = page.locator('.el-table__body tr').first()
      const points = await row.locator('.points-text').first().innerText()
      const branch = /branches\/([^?]+)/.exec(await row.locator('a').first().getAttribute('href'))[1]
      await page.goto(`/branches/${branch}/scorecard?period=${period}`)
      await page.locator('[data-total]').waitFor()
      assert.equal(await page.locator('[data-total]').innerText(), points, `${branch} ${period}`)
      await page.goto(`/branches/${branch}?period=${period}`)
      const shown = page.locator('.summary .points-text').first()
      await shown.waitFor()
      assert.equal(await shown.innerText(), points, `${branch} ${period}`)
    }
  }
  await done()
})

test('a secretary goes on a phone from the to-do to the reason of a point', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'branch001')
  // The month that runs has lost nothing yet; the one before it has.
  const { body: periods } = await ask(page, '/periods')
  await page.goto(`/workbench?period=${periods.current_month}`)
  await page.getByText('本期要做的事').waitFor()
  const { body: bench } = await ask(page, `/workbench?period=${periods.current_month}`)
  const gap = bench.mine.gaps[0]
  assert.ok(gap, 'something was lost')
  await page.locator('.sheet', { hasText: '失分在哪里' }).getByRole('link', { name: gap.item_name }).click()
  await page.waitForURL('**/scorecard*item=*')
  const drawer = page.getByRole('dialog')
  await drawer.getByText('每一分的来历').waitFor()
  await drawer.getByText('评分标准原文').waitFor()
  await drawer.getByRole('button', { name: '下一项' }).click()
  await page.waitForURL((url) => url.searchParams.get('item') !== gap.item_code)
  await page.getByRole('button', { name: /关闭|Close/ }).first().click()
  await page.waitForURL((url) => !url.searchParams.has('item'))
  await page.getByText(/^失分 \d+$/).click()
  await page.waitForURL('**show=lost*')
  await page.goBack()
  await page.getByText('本期要做的事').waitFor()
  await done()
})

test('a scheme adds up to its full marks for every category and finds its items', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001')
  const { body: schemes } = await ask(page, '/schemes')
  const { code, version } = schemes.items[0]
  const { body: scheme } = await ask(page, `/schemes/${code}/${encodeURIComponent(version)}`)
  for (const category of scheme.categories) {
    await page.goto(`/schemes/${code}/${encodeURIComponent(version)}?tab=items&category=${category.code}`)
    await page.getByText('与满分一致').waitFor()
    assert.equal(Number(await page.locator('[data-full]').innerText()), Number(scheme.points.full))
    const listed = await page.getByRole('navigation', { name: '考核项' }).locator('li').count()
    assert.equal(listed, scheme.items.filter((item) => item.points[category.code] !== undefined).length)
  }
  const last = scheme.items.at(-1)
  await page.goto(`/schemes/${code}/${encodeURIComponent(version)}?tab=items&category=all`)
  await page.getByRole('textbox', { name: '搜索考核项' }).fill(last.name)
  await page.getByRole('button', { name: last.name, exact: true }).first().click()
  await page.getByRole('dialog').getByText('平台怎样计分').waitFor()
  await done()
})

test('branches and facts are exported as they are filtered', async () => {
  const { page, done } = await open()
  await signIn(page, 'unit01', '/branches')
  for (const path of ['/branches', '/facts?kind=event']) {
    await page.goto(path)
    await page.locator('.el-pagination__total').waitFor()
    const shown = Number((await page.locator('.el-pagination__total').innerText()).replace(/\D/g, ''))
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出', exact: true }).click()])
    const chunks = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    assert.equal(text.charCodeAt(0), 0xFEFF)
    const lines = text.trim().split('\r\n')
    assert.equal(lines.length - lines.findIndex((line) => line.includes('党支部,')) - 1, shown, path)
  }
  await done()
})

/** What a reader finds on a paper; spaces and line ends are of the page. */
async function printed(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '打印' }).click()])
  const text = execFileSync('pdftotext', ['-layout', await download.path(), '-'], { encoding: 'utf8' })
  return { name: download.suggestedFilename(), text: text.replace(/\s/g, '') }
}

test('the printed ranking and scorecard are formal tables with the numbers of the screen', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '/rankings')
  await page.getByText('并列规则', { exact: true }).waitFor()
  const shown = Number((await page.locator('.el-pagination__total').innerText()).replace(/\D/g, ''))
  const ranking = await printed(page)
  assert.match(ranking.name, /党支部排名表\.pdf$/)
  assert.ok(ranking.text.includes(`（${shown}个支部）`), 'all rows of the list, not those of a page')
  assert.match(ranking.text, /负责人（签名）/)
  await page.locator('.el-table__body tr a').first().click()
  await page.getByRole('button', { name: '查看考核表' }).click()
  const total = await page.locator('[data-total]').innerText()
  const card = await printed(page)
  assert.match(card.name, /考核表\.pdf$/)
  assert.ok(card.text.includes(`总分${total.trim()}`), `${total} is not the total of ${card.text}`)
  assert.match(card.text, /党支部书记（签名）/)
  await done()
})
