/** What a scheme's items add up to, by category, exactly. */
import type { SchemeItem, SchemeView } from '@/api/client'
import { sum } from '@/lib/points'

const counted = (item: SchemeItem) => item.kind === 'base' || item.kind === 'special'

/** Items that a category is rated on; where no points are named, the item is not for it. */
export function itemsFor(items: SchemeItem[], category: string): SchemeItem[] {
  return items.filter((item) => item.points[category] !== undefined)
}

export function fullMarks(items: SchemeItem[], category: string): string {
  return sum(itemsFor(items, category).filter(counted).map((item) => item.points[category]))
}

export interface SumRow {
  name: string
  cells: string[]
}

/** One row for each index and one for all: full marks of base and special items. */
export function sumTable(scheme: Pick<SchemeView, 'items' | 'indices' | 'categories'>): SumRow[] {
  const row = (name: string, items: SchemeItem[]) => ({ name, cells: scheme.categories.map((category) => fullMarks(items, category.code)) })
  return [
    ...scheme.indices.map((index) => row(index.name, scheme.items.filter((item) => item.index === index.code))),
    row('合计', scheme.items),
  ]
}
