/** What the journeys share: a browser, a signed-in page, and exact sums of what is printed. */
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'

export const base = process.env.BAOLEI_URL ?? 'http://127.0.0.1:5521'
export const password = process.env.BAOLEI_PASSWORD ?? 'Baolei-5521-demo'

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--font-render-hinting=none',
]

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

let browser

/** Opens the browser around a file's tests. */
export function withBrowser() {
  before(async () => { browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags }) })
  after(async () => { await browser?.close() })
}

/** A fresh page; a script error anywhere in it fails the test at `done()`. */
export async function open(viewport = desk) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', baseURL: base, acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const wrong = []
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== new URL(base).origin) wrong.push(`outside host: ${url.host}`)
  })
  return {
    page,
    async done() {
      await context.close()
      if (wrong.length) throw new Error(wrong.join('\n'))
    },
  }
}

export async function signIn(page, account, path = '/') {
  await page.goto(`/login?next=${encodeURIComponent(path)}`)
  await page.getByLabel('账号', { exact: true }).fill(account)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
}

/** The server's answer, with the page's own session. */
export async function ask(page, path) {
  const answer = await page.request.get(`/api/v1${path}`)
  return { status: answer.status(), body: await answer.json() }
}

/** Exact: hundredths (or finer) as whole numbers, never floats. */
export function total(texts) {
  const decimals = Math.max(2, ...texts.map((text) => (text.split('.')[1] ?? '').length))
  const units = texts.reduce((sum, text) => {
    const [whole, fraction = ''] = text.replace(/^[+-]/, '').split('.')
    const value = BigInt(whole + fraction.padEnd(decimals, '0'))
    return text.startsWith('-') ? sum - value : sum + value
  }, 0n)
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
