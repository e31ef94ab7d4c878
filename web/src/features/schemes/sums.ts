/** What a scheme's items add up to, by category, exactly. */
import { extraKinds } from '@/api/words'
import { sum } from '@/lib/points'
import type { Scheme, SchemeItem } from './queries'

const counted = (item: SchemeItem) => !extraKinds[item.kind]

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
export function sumTable(scheme: Pick<Scheme, 'items' | 'indices' | 'categories'>): SumRow[] {
  const row = (name: string, items: SchemeItem[]) => ({ name, cells: scheme.categories.map((category) => fullMarks(items, category.code)) })
  return [
    ...scheme.indices.map((index) => row(index.name, scheme.items.filter((item) => item.index === index.code))),
    row('合计', scheme.items),
  ]
}

export interface ItemGroup {
  code: string
  name: string
  /** Whether its items count towards the full marks. */
  counted: boolean
  items: SchemeItem[]
}

/** Items by index in the scheme's order; what only adds or takes stands at the end, so that none is lost. */
export function itemGroups(scheme: Pick<Scheme, 'indices'>, items: SchemeItem[]): ItemGroup[] {
  const known = new Set(scheme.indices.map((index) => index.code))
  const plain = items.filter(counted)
  const extras = [...new Set(items.map((item) => item.kind))].filter((kind) => extraKinds[kind])
  return [
    ...scheme.indices.map((index) => ({ code: index.code, name: index.name, counted: true, items: plain.filter((item) => item.index === index.code) })),
    { code: 'other', name: '其他', counted: true, items: plain.filter((item) => !known.has(item.index)) },
    ...extras.map((kind) => ({ code: kind, name: extraKinds[kind] ?? kind, counted: false, items: items.filter((item) => item.kind === kind) })),
  ].filter((group) => group.items.length)
}

export interface ItemFilter {
  text: string
  kind: string
  cycle: string
}

export function found(items: SchemeItem[], { text, kind, cycle }: ItemFilter): SchemeItem[] {
  const wanted = text.trim()
  return items.filter((item) => (!kind || item.kind === kind) && (!cycle || item.cycle === cycle)
    && (!wanted || [item.name, item.criterion, item.section_name, item.assessor, item.code, ...item.rules.map((rule) => rule.text)].some((each) => each.includes(wanted))))
}

/** What a filter offers: the kinds or cycles that the items have, with their names. */
export function choices(items: SchemeItem[], code: 'kind' | 'cycle'): { value: string, label: string }[] {
  const names = new Map(items.map((item) => code === 'kind' ? [item.kind, item.kind_name] : [item.cycle, item.cycle_name]))
  return [...names].map(([value, label]) => ({ value, label }))
}
