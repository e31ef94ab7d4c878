/** Ticking who came: only counting and bookkeeping; whether that is enough, the server's rules say. */
import type { Attendee, FormView } from './types'

export interface Heads { expected: number, present: number, absent: number, leftOut: number, guests: number }

export function countHeads(list: readonly Attendee[]): Heads {
  const voters = list.filter((each) => each.voter)
  const expected = voters.filter((each) => each.status !== 'left_out')
  return {
    expected: expected.length,
    present: expected.filter((each) => each.status === 'present').length,
    absent: expected.filter((each) => each.status === 'absent').length,
    leftOut: voters.length - expected.length,
    guests: list.filter((each) => !each.voter && each.status === 'present').length,
  }
}

/** The member list of today under the ticks that are there already; who is no longer on it stays only if they were ticked. */
export function fromRoster(roster: FormView['roster'], ticked: readonly Attendee[], group: string | null = null): Attendee[] {
  const known = new Map(ticked.map((each) => [each.member_id ?? each.name, each]))
  return roster
    .filter((each) => group === null || each.group === group)
    .map((each) => known.has(each.id) ? { ...known.get(each.id)!, voter: each.voter } : { member_id: each.id, name: each.name, voter: each.voter, status: 'absent' as const })
}

/** Whether the list is another than the member list of the day: somebody came, left, or votes now. */
export function isOutdated(roster: FormView['roster'], list: readonly Attendee[], group: string | null = null): boolean {
  const sign = (each: Attendee) => `${each.member_id ?? each.name} ${each.voter !== false}`
  const wanted = fromRoster(roster, list, group).map(sign)
  return wanted.length > 0 && wanted.sort().join() !== list.map(sign).sort().join()
}

export function tickAll(list: readonly Attendee[], present: boolean): Attendee[] {
  return list.map((each) => each.status === 'left_out' ? each : { ...each, status: present ? 'present' : 'absent', reason: present ? undefined : each.reason })
}
