/** Party groups: founded, filled, led, renamed and closed, with the meetings that the ledger has of them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

const pick = async (page, dialog, label, name) => {
  await dialog.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name, exact: true }).click()
}

const onDay = async (dialog, label, day) => {
  await dialog.getByPlaceholder(label).fill(day)
  await dialog.getByPlaceholder(label).press('Enter')
}

/** Two members who do not lead and of whom nothing changed this month: the journey may be walked again. */
async function movable(page, group) {
  const found = []
  for (const member of group.members.filter((each) => !each.leads)) {
    const { history } = (await ask(page, `/members/${member.id}`)).body
    if (history[0].from_on < '2026-10-01') found.push(member)
    if (found.length === 2) return found
  }
  throw new Error(`${group.name} has no two members to move`)
}

test('a secretary founds a group, puts two members in, names the leader, renames it and closes it again', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/groups')
  await page.getByRole('heading', { name: '党小组', exact: true }).waitFor()
  await page.waitForURL((url) => url.searchParams.has('branch'))
  const branch = new URL(page.url()).searchParams.get('branch')
  const before = (await ask(page, `/branches/${branch}/groups`)).body
  const home = before.items.find((group) => !group.closed_on && group.members.length > 2)
  const [one, two] = await movable(page, home)
  const name = `试验党小组${Date.now()}`

  await page.getByRole('button', { name: '新增' }).click()
  let dialog = page.getByRole('dialog', { name: '新增党小组' })
  await dialog.getByRole('textbox', { name: '名称' }).fill(name)
  await onDay(dialog, '成立日期', '2026-10-10')
  await dialog.getByRole('button', { name: '确定' }).click()
  const card = (title) => page.getByRole('region', { name: title })
  await card(name).getByText('还没有党员').waitFor()

  await card(name).getByRole('button', { name: '编入党员' }).click()
  dialog = page.getByRole('dialog', { name: `编入党员：${name}` })
  for (const member of [one, two]) {
    await dialog.getByRole('combobox', { name: '党员' }).fill(member.name)
    await page.getByRole('option', { name: member.name }).first().click()
  }
  await dialog.getByRole('combobox', { name: '党员' }).press('Escape')
  await onDay(dialog, '编入日期', '2026-10-12')
  await dialog.getByRole('button', { name: '确定' }).click()
  await card(name).getByRole('link', { name: one.name }).waitFor()
  await card(name).getByText('2 人').waitFor()

  await card(name).getByRole('button', { name: '指定组长' }).click()
  dialog = page.getByRole('dialog', { name: `指定组长：${name}` })
  await pick(page, dialog, '组长', one.name)
  await onDay(dialog, '任职日期', '2026-10-12')
  await dialog.getByRole('button', { name: '确定' }).click()
  await card(name).getByText(`组长：${one.name}`).waitFor()

  await card(name).getByRole('button', { name: '改名' }).click()
  dialog = page.getByRole('dialog', { name: `改名：${name}` })
  await dialog.getByRole('textbox', { name: '名称' }).fill(`${name}甲`)
  await dialog.getByRole('button', { name: '确定' }).click()
  await card(`${name}甲`).waitFor()

  await card(`${name}甲`).getByRole('button', { name: '撤销' }).click()
  dialog = page.getByRole('dialog', { name: `撤销：${name}甲` })
  await onDay(dialog, '撤销日期', '2026-10-14')
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText(/还有2名党员，请先把他们编入其他党小组/).waitFor()
  await dialog.getByRole('button', { name: '取消' }).click()
  await dialog.waitFor({ state: 'hidden' })

  await card(home.name).getByRole('button', { name: '编入党员' }).click()
  dialog = page.getByRole('dialog', { name: `编入党员：${home.name}` })
  for (const member of [one, two]) {
    await dialog.getByRole('combobox', { name: '党员' }).fill(member.name)
    await page.getByRole('option', { name: member.name }).first().click()
  }
  await dialog.getByRole('combobox', { name: '党员' }).press('Escape')
  await onDay(dialog, '编入日期', '2026-10-14')
  await dialog.getByRole('button', { name: '确定' }).click()
  await card(`${name}甲`).getByText('还没有党员').waitFor()
  await card(`${name}甲`).getByRole('button', { name: '撤销' }).click()
  dialog = page.getByRole('dialog', { name: `撤销：${name}甲` })
  await onDay(dialog, '撤销日期', '2026-10-14')
  await dialog.getByRole('button', { name: '确定' }).click()
  await card(`${name}甲`).waitFor({ state: 'detached' })
  const after = (await ask(page, `/branches/${branch}/groups`)).body
  assert.equal(after.items.find((group) => group.name === `${name}甲`).closed_on, '2026-10-14')
  assert.equal(after.items.find((group) => group.id === home.id).n_members, home.n_members, 'everybody is back')
  await done()
})

test('a meeting of a group leads to its record', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/groups')
  await page.waitForURL((url) => url.searchParams.has('branch'))
  const branch = new URL(page.url()).searchParams.get('branch')
  const list = (await ask(page, `/branches/${branch}/groups`)).body
  const group = list.items.find((each) => each.meetings.length)
  assert.ok(group, 'the demonstration has group meetings')
  const meeting = group.meetings[0]
  await page.getByRole('region', { name: group.name }).locator(`a[href="/records/${meeting.id}"]`).click()
  await page.waitForURL(`**/records/${meeting.id}`)
  await page.getByText(meeting.title).first().waitFor()
  await done()
})

test('an auditor reads the groups and changes nothing; on a phone nothing is wider than the screen', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'auditor', '/groups')
  await page.getByText(/年党小组会/).first().waitFor()
  for (const name of ['新增', '编入党员', '撤销']) assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
  await done()
})
