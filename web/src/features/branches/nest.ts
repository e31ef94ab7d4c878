import type { OrgRow } from '@/api/client'

export interface OrgNode extends OrgRow {
  children: OrgNode[]
}

/** The flat list as a tree; whoever's parent is out of sight stands at the top. */
export function nest(orgs: OrgRow[]): OrgNode[] {
  const nodes = new Map(orgs.map((org) => [org.id, { ...org, children: [] as OrgNode[] }]))
  const tops: OrgNode[] = []
  for (const node of nodes.values()) {
    const parent = node.parent_id === null ? undefined : nodes.get(node.parent_id)
    if (parent) parent.children.push(node)
    else tops.push(node)
  }
  return tops
}
