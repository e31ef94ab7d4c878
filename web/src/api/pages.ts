/** A whole filtered list, page by page, for a table file. */
import type { Page } from './client'

const size = 200

export async function wholeList<Row>(
  ask: (part: { page: number, size: number }) => Promise<Page<Row>>,
  onProgress: (share: number) => void = () => {},
): Promise<Row[]> {
  const rows: Row[] = []
  for (let page = 1; ; page += 1) {
    const part = await ask({ page, size })
    rows.push(...part.items)
    if (!part.items.length || rows.length >= part.total) return rows
    onProgress(rows.length / part.total)
  }
}
