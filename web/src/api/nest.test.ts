import { expect, it } from 'vitest'
import type { Schemas } from './client'
import { nest } from './nest'

const org = (id: string, parent_id: string | null): Schemas['OrgView'] => ({ id, parent_id, name: id, kind: 'unit', category: null, category_name: null, n_branches: 0 })

it('keeps document order and puts whoever has no visible parent at the top', () => {
  const tree = nest([org('a', 'unseen'), org('a2', 'a'), org('a1', 'a'), org('b', null)])
  expect(tree.map((node) => node.id)).toEqual(['a', 'b'])
  expect(tree[0]?.children.map((node) => node.id)).toEqual(['a2', 'a1'])
})
