import type { Group, GroupList } from './groupQueries'

/** What is done to a group, as its button says it. */
export const acts = { found: '新增党小组', rename: '改名', fill: '编入党员', lead: '指定组长', close: '撤销' } as const
export type Act = keyof typeof acts

export const leader = (group: Group) => group.members.filter((each) => each.leads).map((each) => each.name).join('、')

/** Who may still be put into the group: those without one first, then the others by their group. */
export function mayJoin(list: GroupList, group: Group) {
  const others = list.items.filter((each) => each.id !== group.id)
  return [
    { name: '未编组', members: list.ungrouped },
    ...others.map((each) => ({ name: each.name, members: each.members })),
  ].filter((each) => each.members.length > 0)
}

/** The table that is exported: one group a row. */
export function table(list: GroupList): (string | number)[][] {
  const rows = list.items.map((group) => [
    group.name, group.founded_on, group.closed_on ?? '', leader(group), group.n_members,
    group.members.map((each) => each.name).join('、'), group.meetings.length, group.meetings.map((each) => each.on).join('、'),
  ])
  return [['党小组', '成立日期', '撤销日期', '组长', '人数', '党员', `${list.year}年开会次数`, '开会日期'], ...rows]
}
