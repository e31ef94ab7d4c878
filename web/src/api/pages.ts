/** A whole filtered list, page by page, for a table file. */
import type { Page } from './client'

const size = 200

/** A list that is longer than anybody counts is no table file. */
export class TooLong extends Error {
  constructor(counted: number) {
    super(`超过 ${counted} 条，一次导不完。请先按周期、单位、支部或种类筛选，再导出。`)
  }
}

export async function wholeList<Row>(
  ask: (part: { page: number, size: number }) => Promise<Page<Row>>,
  onProgress: (share: number) => void = () => {},
): Promise<Row[]> {
  const rows: Row[] = []
  for (let page = 1; ; page += 1) {
    const part = await ask({ page, size })
    if (part.more) throw new TooLong(part.total)
    rows.push(...part.items)
    if (!part.items.length || rows.length >= part.total) return rows
    onProgress(rows.length / part.total)
  }
}
