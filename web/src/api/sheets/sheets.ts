/** Workbooks that are sent: checked first, then kept whole or not at all. The browser holds the file between the two. */
import { ApiError, type Schemas } from '../client'

export type Checked = Schemas['SheetsChecked']
export type Imported = Schemas['SheetsImported']

const largest = 20 * 1024 * 1024

/** Why the file need not even be sent. */
export function problemOf(file: { name: string, size: number }): string | null {
  if (!/\.xlsx$/i.test(file.name)) return `“${file.name}”不是 .xlsx 工作簿；请下载模板，填好后再选择。`
  if (file.size > largest) return `“${file.name}”超过 20 MB；请拆成几个文件分别导入。`
  if (file.size === 0) return `“${file.name}”是空文件；请重新选择。`
  return null
}

async function send(path: string, file: Blob, headers: Record<string, string> = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST', body: file, credentials: 'same-origin',
      headers: { 'X-Baolei': '1', 'Content-Type': 'application/octet-stream', ...headers },
    })
  } catch {
    throw new ApiError(0, {})
  }
  if (response.ok) return response
  throw new ApiError(response.status, await response.json().catch(() => ({})) as object)
}

/** The doors of one sort of workbook; `base` is the address of its import. */
export function doors(base: string) {
  return {
    template: `${base}/template`,
    check: async (file: Blob) => await (await send(`${base}/check`, file)).json() as Checked,
    marked: async (file: Blob) => (await send(`${base}/marked`, file)).blob(),
    /** `key` is the same however often the button is pressed for this file. */
    keep: async (file: Blob, sha256: string, key: string) =>
      await (await send(`${base}?sha256=${encodeURIComponent(sha256)}`, file, { 'Idempotency-Key': key })).json() as Imported,
  }
}

/** `名册.xlsx` as `名册（带原因）.xlsx`. */
export function markedName(name: string): string {
  return name.replace(/(（带原因）)?\.xlsx$/i, '（带原因）.xlsx')
}
