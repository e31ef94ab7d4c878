import type { Schemas } from './client'

export type OrgNode = Schemas['OrgView'] & {
  children: OrgNode[]
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
