import type { Schemas } from './client'

export type OrgNode = Schemas['OrgView'] & {
  children: OrgNode[]
}

/** The branches at or below a body, or all of them, in document order. */
export function branchesWithin(orgs: Schemas['OrgView'][], within: string): Schemas['OrgView'][] {
  const parents = new Map(orgs.map((org) => [org.id, org.parent_id]))
  const stands = (id: string | null): boolean => id !== null && (id === within || stands(parents.get(id) ?? null))
  return orgs.filter((org) => org.kind === 'branch' && (!within || stands(org.id)))
}

/** The flat list as a tree; whoever's parent is out of sight stands at the top. */
export function nest(orgs: Schemas['OrgView'][]): OrgNode[] {
  const nodes = new Map(orgs.map((org) => [org.id, { ...org, children: [] as OrgNode[] }]))
  const tops: OrgNode[] = []
  for (const node of nodes.values()) {
    const parent = node.parent_id === null ? undefined : nodes.get(node.parent_id)
    if (parent) parent.children.push(node)
    else tops.push(node)
  }
  return tops
}
