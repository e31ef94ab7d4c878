/** The auditor checks that nothing was changed around the program, and takes a checkpoint away. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

for (const [width, viewport] of [['a desk', desk], ['a phone', phone]]) {
  test(`the auditor verifies the journal on ${width}`, async () => {
    const { page, done } = await open(viewport)
    await signIn(page, 'auditor', '/proofs')
    await page.getByRole('button', { name: '开始核验' }).click()
    // A hundred and fifty thousand rows, by an unoptimised program.
    await page.getByText('核验通过').waitFor({ timeout: 180_000 })
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载', exact: true }).first().click()
    assert.match((await download).suggestedFilename(), /^checkpoint-\d+\.txt$/)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing too wide')
    await done()
  })
}

test('nobody but the auditor sees the page', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/proofs')
  await page.waitForURL(/\/403/)
  await done()
})
