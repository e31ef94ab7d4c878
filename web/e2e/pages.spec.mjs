/** Every page, as every role, at both widths: nothing too wide, nothing in the console, no code where a word belongs. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, desk, open, phone, signIn, withBrowser } from './support.mjs'

withBrowser()

const accounts = ['zzb', 'unit01', 'branch001', 'leader', 'auditor', 'sczx', 'admin', 'member001']
/** Codes of the interface that must never stand on a page. */
const codes = /\b(final|waiting|not_rated|not_owed|bonus|deduction|online|offline|passed|failed|undefined|null|NaN|production|auxiliary|Invalid Date)\b|\[object/

/** What exists for this account: the routes are filled with it. */
async function routes(page) {
  const { body: session } = await ask(page, '/session')
  const role = session.roles[0].role
  const { body: periods } = await ask(page, '/periods')
  const of = (kind) => periods.items.find((each) => each.kind === kind)?.period
  const { body: schemes } = await ask(page, '/schemes')
  const { code, version } = schemes.items[0]
  const scheme = `/schemes/${code}/${encodeURIComponent(version)}`
  const common = ['/workbench', '/schemes', ...['overview', 'items', 'items&category=all', 'evidence', 'stars', 'text'].map((tab) => `${scheme}?tab=${tab}`), '/no-such-page']
  if (role === 'auditor') common.push('/proofs')
  if (role === 'administrator') return common
  const { body: facts } = await ask(page, '/facts?size=1')
  const shared = [...common, '/rankings', ...['quarter', 'year'].filter(of).map((kind) => `/rankings?period=${of(kind)}`), '/rankings?q=没有这个支部', '/facts', '/facts?q=没有这件事', ...facts.items.map((fact) => `/facts/${encodeURIComponent(fact.id)}`)]
  if (role === 'business') return shared
  const own = ['branch', 'member'].includes(role)
  const { body: records } = await ask(page, '/records?size=1')
  shared.push('/records', '/records?view=list', '/records?view=list&q=没有这条记录', '/records?view=matrix', '/records?view=calendar', '/records/overdue', ...records.items.flatMap(({ id }) => [`/records/${id}`, `/records/${id}?tab=rounds`]))
  if (['unit', 'organisation'].includes(role)) shared.push('/records/review')
  const { body: ranking } = await ask(page, `/rankings/${of('quarter') ?? periods.current_month}?size=200`)
  const { body: branches } = own ? { body: null } : await ask(page, '/branches?size=200')
  const seen = new Set(branches?.items.map((each) => each.id))
  const odd = ranking.items.filter((row) => seen.has(row.branch_id) && (row.vetoed || row.state !== 'final')).slice(0, 2).map((row) => row.branch_id)
  const those = own ? [session.roles[0].org_id] : [branches.items[0].id, ...odd]
  const each = those.flatMap((branch) => [`/branches/${branch}`, `/branches/${branch}/scorecard`, ...['quarter', 'year'].filter(of).flatMap((kind) => [`/branches/${branch}?period=${of(kind)}`, `/branches/${branch}/scorecard?period=${of(kind)}`])])
  return [...shared, ...each, ...(own ? [] : ['/branches', '/branches?q=没有这个支部'])]
}

for (const [width, viewport] of [['a desk', desk], ['a phone', phone]]) {
  for (const account of accounts) {
    test(`${account} finds every page whole on ${width}`, async () => {
      const { page, done } = await open(viewport)
      const said = []
      page.on('console', (message) => {
        if (!['error', 'warning'].includes(message.type())) return
        // A result that does not exist is answered with a status that the browser also writes down.
        if (/Failed to load resource.*\b(401|404)\b/.test(message.text())) return
        said.push(`${page.url()}: ${message.text()}`)
      })
      await signIn(page, account, '/workbench')
      for (const path of await routes(page)) {
        await page.goto(path)
        await page.waitForLoadState('networkidle')
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        assert.ok(excess <= 0, `${path} is ${excess}px too wide`)
        const title = await page.title()
        assert.match(title, /^\S.* - 堡垒$/, `${path} has the title “${title}”`)
        if (!path.includes('tab=text')) {
          const text = await page.locator('#page').innerText()
          assert.doesNotMatch(text, codes, `${path} shows a code: ${codes.exec(text)?.[0]}`)
        }
      }
      assert.deepEqual(said, [])
      await done()
    })
  }
}
