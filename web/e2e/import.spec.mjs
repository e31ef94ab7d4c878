/** A roster as a workbook: template, check, the copy with reasons, mended, imported, on the list. */
import assert from 'node:assert/strict'
import { readFile, writeFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { ask, open, phone, signIn, withBrowser } from './support.mjs'
import { zip } from './zip.mjs'

withBrowser()

const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P']

/** A workbook with one sheet 党员 of texts. */
async function workbook(name, rows) {
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const cell = (text, n, row) => `<c r="${letters[n]}${row}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`
  const lines = rows.map((row, n) => `<row r="${n + 1}">${row.map((text, m) => cell(text, m, n + 1)).join('')}</row>`)
  const path = join(await mkdtemp(join(tmpdir(), 'import-')), name)
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  await writeFile(path, zip({
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="党员" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
  }))
  return path
}

/** The texts of a part of a packed file. */
async function part(path, name) {
  const bytes = await readFile(path)
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = bytes.readUInt32LE(end + 16)
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [size, length, extra, comment] = [bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((each) => bytes.readUInt16LE(at + each))]
    if (bytes.toString('utf8', at + 46, at + 46 + length) === name) {
      const local = bytes.readUInt32LE(at + 42)
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const body = bytes.subarray(start, start + size)
      return (bytes.readUInt16LE(at + 10) ? inflateRawSync(body) : body).toString('utf8')
    }
    at += 46 + length + extra + comment
  }
  throw new Error(`${name} is not in ${path}`)
}

test('a secretary fills in the template, mends what was wrong and finds the new members on the list', async () => {
  const { page, done } = await open()
  await signIn(page, 'branch001', '/members')
  const before = await ask(page, '/members?size=1')
  const branch = (await ask(page, '/members?size=1')).body.items[0].branch_name
  await page.getByRole('button', { name: '导入' }).click()
  await page.waitForURL('**/members/import')
  const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载模板' }).click()])
  const words = await part(await template.path(), 'xl/sharedStrings.xml')
  for (const word of ['姓名', '身份证号', '怎样填写', branch]) assert.ok(words.includes(word), word)
  const mark = String(Date.now()).slice(-6)
  const head = ['姓名', '党支部', '入党日期', '转正日期', '电话']
  const good = [[`甲${mark}`, branch, '2015-07-01', '2016-07-01', '10012345678'], [`乙${mark}`, branch, '2026-03-01', '', '']]
  const bad = [`丙${mark}`, branch, '2020-07-01', '2020-12-01', '']
  const chooser = page.getByLabel('选择工作簿')
  await chooser.setInputFiles(await workbook('名册.xlsx', [head, ...good, bad]))
  await page.getByText('党员 第4行').waitFor()
  await page.getByText(/预备期为一年/).waitFor()
  assert.equal(await page.getByRole('button', { name: '导入', exact: true }).count(), 0, 'nothing can be imported yet')
  const [copy] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载带原因的文件' }).click()])
  assert.equal(copy.suggestedFilename(), '名册（带原因）.xlsx')
  const reasons = await part(await copy.path(), 'xl/sharedStrings.xml')
  assert.ok(reasons.includes('原因') && reasons.includes('预备期为一年'))
  assert.equal((await ask(page, '/members?size=1')).body.total, before.body.total)
  bad[3] = '2021-07-01'
  await chooser.setInputFiles(await workbook('名册.xlsx', [head, ...good, bad]))
  await page.getByText('共 3 名党员，全部核对无误').waitFor()
  await page.getByRole('button', { name: '导入', exact: true }).dblclick()
  await page.getByText('已导入 3 名党员').waitFor()
  await page.getByRole('button', { name: '查看党员名册' }).click()
  await page.waitForURL((url) => url.pathname === '/members')
  assert.equal((await ask(page, '/members?size=1')).body.total, before.body.total + 3)
  await page.getByPlaceholder('姓名或岗位').fill(`丙${mark}`)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: `丙${mark}` }).waitFor()
  await done()
})

test('on a phone the findings are read as a list', async () => {
  const { page, done } = await open(phone)
  await signIn(page, 'branch001', '/members/import')
  await page.getByLabel('选择工作簿').setInputFiles(await workbook('名册.xlsx', [['姓名', '党支部'], ['甲某', '没有的党支部']]))
  await page.getByText(/不存在，或不在您的维护范围内/).waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  assert.equal(wide, false, 'nothing runs out of the screen')
  await done()
})

test('who only reads the roster is not offered an import', async () => {
  const { page, done } = await open()
  await signIn(page, 'auditor', '/members')
  await page.getByRole('button', { name: '按号码查' }).waitFor()
  assert.equal(await page.getByRole('button', { name: '导入', exact: true }).count(), 0)
  await done()
})
