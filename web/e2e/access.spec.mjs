/** Who sees what: signing in, roles, foreign branches, sessions that end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, base, open, signIn, withBrowser } from './support.mjs'

withBrowser()

test('a wrong password is answered in words', async () => {
  const { page, done } = await open()
  await page.goto('/login')
  await page.getByLabel('账号', { exact: true }).fill('nobody-here')
  await page.getByLabel('密码', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: '登录' }).click()
  const alert = page.getByRole('alert')
  await alert.waitFor()
  assert.match(await alert.innerText(), /账号|密码/)
  await done()
})

test('whoever is not signed in goes to the sign-in page and then where they wanted', async () => {
  const { page, done } = await open()
  await page.goto('/facts')
  await page.waitForURL(/\/login\?next=/)
  await page.getByLabel('账号', { exact: true }).fill('zzb')
  await page.getByLabel('密码', { exact: true }).fill(process.env.BAOLEI_PASSWORD ?? 'Baolei-5521-demo')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/facts*')
  await done()
})

test('the sign-in page leads nowhere but to this product', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '//example.com/')
  assert.equal(new URL(page.url()).origin, new URL(base).origin)
  await done()
})

test('a secretary opens the own branch and finds no other', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001')
  await page.getByText('本期要做的事').waitFor()
  const { body: session } = await ask(page, '/session')
  const own = session.roles.find((role) => role.org_id).org_id
  const { body: periods } = await ask(page, '/periods')
  const { body: ranking } = await ask(page, `/rankings/${periods.current_month}?size=200`)
  const foreign = ranking.items.find((row) => row.branch_id !== own)

  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '本支部考核表' }).click()
  await page.locator('[data-total]').waitFor()

  await page.goto('/rankings')
  await page.getByText('并列规则', { exact: true }).waitFor()
  assert.equal(await page.getByRole('link', { name: foreign.branch_name, exact: true }).count(), 0)

  for (const path of [`/branches/${foreign.branch_id}`, `/branches/${foreign.branch_id}/scorecard`]) {
    await page.goto(path)
    const alert = page.getByRole('alert')
    await alert.waitFor()
    assert.match(await alert.innerText(), /404[\s\S]*没有找到/)
  }
  await done()
})

test('a page beyond the role says 403, an unknown page 404', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/branches')
  await page.getByRole('alert').waitFor()
  assert.match(await page.getByRole('alert').innerText(), /403[\s\S]*没有权限/)
  await page.goto('/no-such-page')
  await page.getByRole('alert').waitFor()
  assert.match(await page.getByRole('alert').innerText(), /404/)
  await done()
})

test('a session that ended leads to the sign-in page with the way back', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '/rankings')
  await page.getByText('并列规则', { exact: true }).waitFor()
  await page.context().clearCookies()
  await page.getByRole('tab').nth(1).click()
  await page.waitForURL(/\/login\?next=/)
  await page.getByText('登录已过期').waitFor()
  await done()
})

test('signing out ends the session', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb')
  await page.getByRole('button', { name: /打开用户菜单/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL('**/login*')
  assert.equal((await ask(page, '/session')).status, 401)
  await done()
})

test('sealing asks for the period by name and can be called off', async () => {
  const { page, done } = await open()
  await signIn(page, 'zzb', '/rankings')
  await page.getByText('并列规则', { exact: true }).waitFor()
  await page.getByRole('button', { name: '封账' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('随便写的')
  await dialog.getByRole('button', { name: '封账' }).click()
  await dialog.getByText(/^请输入“/).waitFor()
  await dialog.getByRole('button', { name: '取消' }).click()
  const { body: periods } = await ask(page, '/periods')
  assert.equal(periods.items.find((each) => each.period === periods.current_month).state, 'open')
  await done()
})
