/** Between a body as the server sends it, with everything usual left out, and one that a form writes into. */
import type { RecordBody } from './types'

/** What a form needs spelled out: who is there and has a vote. */
export function opened(body: RecordBody): RecordBody {
  const copy = JSON.parse(JSON.stringify(body)) as RecordBody
  if (copy.attendance) copy.attendance = copy.attendance.map((each) => ({ ...each, voter: each.voter ?? true, status: each.status ?? 'present' }))
  return copy
}

const lists = ['attendance', 'observers', 'agenda', 'tasks', 'also', 'rectifications', 'grades', 'candidates', 'pairs', 'file_ids'] as const
const isBlank = (value: unknown) => value === undefined || value === null || value === '' || value === false

/** What is sent: rows that nobody wrote in and fields that were emptied are left out. */
export function closed(body: RecordBody): RecordBody {
  const copy = JSON.parse(JSON.stringify(body)) as Record<string, unknown>
  for (const [name, value] of Object.entries(copy)) if (value === null || value === '') delete copy[name]
  const sent = copy as RecordBody
  sent.agenda = sent.agenda?.filter((each) => !isBlank(each.topic.trim()) || !isBlank(each.resolution) || !!each.vote)
    .map(({ summary, ...each }) => summary?.trim() ? { ...each, summary } : each)
  sent.tasks = sent.tasks?.filter((each) => !isBlank(each.what) || !isBlank(each.owner))
  sent.rectifications = sent.rectifications?.filter((each) => !isBlank(each.problem) || !isBlank(each.measure))
  sent.pairs = sent.pairs?.filter((each) => !isBlank(each.one) || !isBlank(each.other))
  sent.candidates = sent.candidates?.filter((each) => !isBlank(each.name)).map((each) => ({ ...each, votes: each.votes ?? 0 }))
  for (const name of lists) if (!sent[name]?.length) delete sent[name]
  return sent
}

/** What stays the same from one meeting to the next; results, people and files belong to their own day. */
export function carried(last: RecordBody): Partial<RecordBody> {
  const { start, end, place, online, chair, recorder, group_id, observers, also, theme, form, lecturer, hours } = last
  const agenda = last.agenda?.map(({ topic, major, study }) => ({ topic, major, study }))
  const kept = { start, end, place, online, chair, recorder, group_id, observers, also, theme, form, lecturer, hours, agenda }
  return JSON.parse(JSON.stringify(kept)) as Partial<RecordBody>
}
