/** The organisation: an order is previewed before it is given; terms that end are found and followed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, desk, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

test('the organisation department sees what a renaming would do before it orders it', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '/orgs')
  const { body } = await ask(page, '/orgs/found?kind=branch')
  const branch = body.items[0]
  await page.goto(`/orgs?org=${branch.id}`)
  await page.getByRole('heading', { level: 2, name: branch.name }).waitFor()
  await page.getByRole('button', { name: '组织变更' }).click()
  await page.getByRole('menuitem', { name: '更名' }).click()
  const drawer = page.getByRole('dialog')
  assert.ok(await drawer.getByRole('button', { name: '查看影响' }).isDisabled(), 'nothing is filled in yet')
  await drawer.getByPlaceholder(branch.name).fill('试验作业区党支部')
  await drawer.getByPlaceholder('2026-11-01').fill('2027-01-01')
  await page.keyboard.press('Enter')
  await drawer.getByPlaceholder(/机构调整/).fill('机构调整')
  await drawer.getByPlaceholder(/党发/).fill('党发〔2026〕12号')
  await drawer.getByRole('button', { name: '查看影响' }).click()
  await drawer.getByText('办理后的影响').waitFor()
  for (const area of ['台账', '正在进行的周期', '已封存的周期']) await drawer.getByText(area, { exact: true }).waitFor()
  await drawer.getByRole('button', { name: '取消' }).click()
  const after = await ask(page, `/orgs/found?id=${branch.id}`)
  assert.equal(after.body.items.find((org) => org.id === branch.id).name, branch.name)
  await done()
})

test('of a large company branches are opened below their unit, and found by name', async () => {
  for (const viewport of [desk, phone]) {
    const { page, done } = await open(viewport)
    await signIn(page, 'zzb', '/orgs')
    const { body } = await ask(page, '/orgs/found?kind=branch&q=焦炉')
    const [branch] = body.items
    const isPhone = viewport === phone
    await page.getByRole('heading', { level: 2 }).waitFor()
    if (isPhone) await page.locator('.pick').click()
    const tree = page.getByRole('tree')
    const unit = tree.getByRole('treeitem', { name: branch.unit_name }).first()
    await unit.locator('.el-tree-node__expand-icon').first().click()
    await unit.getByRole('group').first().waitFor()
    await page.getByLabel('搜索组织').fill(branch.name)
    await page.getByRole('button', { name: branch.name }).first().click()
    await page.getByRole('heading', { level: 2, name: branch.name }).waitFor()
    await done()
  }
})

test('a term that ends soon leads to the committee of its branch', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '/elections?state=soon')
  const { body } = await ask(page, '/elections?state=soon&size=1')
  await page.getByRole('link', { name: body.items[0].org_name, exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === '/orgs' && url.searchParams.get('tab') === 'terms')
  await page.getByText(`本届届满 ${body.items[0].due}`).waitFor()
  await done()
})

test('a secretary may ask for more time and changes nothing else, also on a phone', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'branch001', '/orgs?tab=terms')
  await page.getByRole('button', { name: '申请延期' }).waitFor()
  assert.equal(await page.getByRole('button', { name: '组织变更' }).count(), 0)
  await done()
})
