/** Papers in and out: what was handed in is seen, what is filed is printed. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { ask, open, signIn, withBrowser } from './support.mjs'

withBrowser()

/** A page whose Chinese text names its code table (GBK or UTF-16) and brings no font, as office programs write it. */
function chinese(table, text) {
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    (() => { const drawn = `BT /F1 40 Tf 20 30 Td <${text}> Tj ET`; return `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream` })(),
    `<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${table} /DescendantFonts [6 0 R] >>`,
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -141 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 683 /StemV 80 >>',
  ]
  let file = '%PDF-1.4\n'
  const places = parts.map((part, n) => {
    const at = file.length
    file += `${n + 1} 0 obj\n${part}\nendobj\n`
    return at
  })
  const xref = file.length
  file += `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`
  return Buffer.from(`${file}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`, 'latin1')
}

test('a PDF without fonts of its own shows its Chinese text', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/records')
  await page.getByRole('button', { name: '新增记录' }).click()
  await page.getByRole('menuitem', { name: '党课', exact: true }).click()
  const other = page.getByRole('button', { name: '另外新增' })
  await Promise.race([page.waitForURL('**/records/*/edit'), other.waitFor().then(() => other.click())])
  await page.waitForURL('**/records/*/edit')
  // 党课, in both codes.
  for (const [table, text] of [['GBK-EUC-H', 'B5B3BFCE'], ['UniGB-UTF16-H', '515A8BFE']]) {
    const name = `${table}.pdf`
    await page.getByLabel('选择附件').setInputFiles({ name, mimeType: 'application/pdf', buffer: chinese(table, text) })
    const asked = page.waitForResponse((response) => response.url().endsWith(`/pdfjs/cmaps/${table}.bcmap`))
    await page.getByRole('button', { name, exact: true }).click()
    assert.equal((await asked).status(), 200)
    const canvas = page.getByLabel('第 1 页')
    await canvas.waitFor()
    const dark = () => canvas.evaluate((node) => {
      const { data } = node.getContext('2d').getImageData(0, 0, node.width, node.height)
      return data.reduce((sum, value, n) => sum + (n % 4 === 0 && data[n + 3] && value < 90 ? 1 : 0), 0)
    })
    await page.waitForFunction(() => {
      const node = document.querySelector('canvas[aria-label="第 1 页"]')
      return node && node.getContext('2d').getImageData(0, 0, node.width, node.height).data.some((value, n) => n % 4 === 0 && value < 90)
    })
    assert.ok(await dark() > 300, `${table}: letters are drawn`)
    await page.keyboard.press('Escape')
    await canvas.waitFor({ state: 'detached' })
  }
  await done()
})

test('a record and a year go to paper from where they are read', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/records?view=list')
  const { body } = await ask(page, '/records?branch=b001&state=accepted&kind=committee_meeting&size=1')
  const record = body.items[0]
  await page.goto(`/records/${record.id}`)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '打印' }).click()])
  const text = execFileSync('pdftotext', ['-layout', await download.path(), '-'], { encoding: 'utf8' }).replace(/\s/g, '')
  for (const words of ['支部委员会会议记录', record.branch_name, `记录编号${record.id}`, '主持人（签名）']) assert.ok(text.includes(words), words)
  assert.ok(text.includes(record.title.replace(/\s/g, '')))
  await done()
})
