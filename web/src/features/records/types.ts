/** The ledger's records as the server describes them. */

export type RecordKind =
  | 'members_meeting' | 'committee_meeting' | 'group_meeting' | 'lecture' | 'theme_day' | 'org_life_meeting' | 'appraisal' | 'election' | 'talk' | 'secretary_report'
  | 'work_plan' | 'quarter_report' | 'disclosure' | 'dues' | 'activist_review' | 'frontline_visit'
export type RecordState = 'draft' | 'filed' | 'returned' | 'accepted' | 'withdrawn'
export type CellState = 'due' | 'done' | 'late' | 'missing' | 'not_owed' | 'excused' | 'waiting' | 'future'
export type RecordAct = 'edit' | 'file' | 'return' | 'accept' | 'withdraw' | 'copy'

export interface Attendee { member_id?: string, name: string, voter: boolean, status: 'present' | 'absent' | 'left_out', reason?: string }
export interface Vote { act: 'decision' | 'admission' | 'election', secret?: boolean, in_favour: number, against: number, abstain: number, written_in_favour?: number, person?: string }
export interface Topic { topic: string, summary?: string, major?: boolean, study?: boolean, resolution?: string, vote?: Vote }
export interface FollowUp { what: string, owner?: string, due?: string }
export interface Rectification { problem: string, measure?: string, owner?: string, due?: string }
export type Grade = 'excellent' | 'qualified' | 'basic' | 'unqualified'
export interface Graded { member_id?: string, name: string, probationary?: boolean, self_done?: boolean, peer_done?: boolean, grade?: Grade, ballots?: number[] }
export interface Pair { one: string, other: string, class: 'committee_committee' | 'committee_member' | 'member_member' }

export interface RecordBody {
  title?: string
  on?: string
  start?: string
  end?: string
  place?: string
  online?: boolean
  chair?: string
  recorder?: string
  group_id?: string
  counts_for?: string
  notice?: string
  attendance?: Attendee[]
  entitled?: number
  present?: number
  observers?: string[]
  agenda?: Topic[]
  tasks?: FollowUp[]
  also?: RecordKind[]
  theme?: string
  form?: string
  lecturer?: { name: string, role: string }
  hours?: string
  account?: string
  talks_held?: number
  rectifications?: Rectification[]
  grades?: Graded[]
  grades_reason?: string
  term_from?: string
  term_until?: string
  extension?: string
  seats?: number
  candidates?: { name: string, votes: number }[]
  ballots_out?: number
  ballots_in?: number
  reply?: string
  pairs?: Pair[]
  paid?: number
  payable?: number
  file_ids?: string[]
}

export interface RecordVerdict {
  figures: { code: string, name: string, value: string }[]
  sentences: { text: string, status: 'H' | 'N' | 'L', holds: boolean, clause: string }[]
}
export interface Problem { at: string, message: string }

export interface RecordRow {
  id: string
  branch_id: string
  branch_name: string
  unit_id: string
  unit_name: string
  kind: RecordKind
  kind_name: string
  title: string
  on: string | null
  counts_for: string | null
  state: RecordState
  state_name: string
  late: boolean
  filed_at: string | null
  round: number
  entered_by: string
  entitled: string | null
  present: string | null
  also: RecordKind[]
  rev: number
  has_draft: boolean
  saved_at: string
  reason: string | null
  can: RecordAct[]
}

export interface RecordRound {
  n: number
  at: string
  by: string
  act: 'filed' | 'returned' | 'accepted' | 'withdrawn'
  act_name: string
  reason: string | null
  changes: { field: string, name: string, before: string, after: string }[]
}

export interface RecordView extends RecordRow {
  body: RecordBody
  draft: RecordBody | null
  verdict: RecordVerdict
  problems: Problem[]
  facts: { id: string, key: string, name: string, title: string, on: string, state: string }[]
  rounds: RecordRound[]
}

export interface Assessed { period: string, title: string, before: string | null, total: string | null, moved: { item: string, name: string, section: string, change: string, sentence: string }[] }
export interface Done { record: RecordView, assessed: Assessed[] }
export interface Saved { rev: number, saved_at: string, verdict: RecordVerdict, problems: Problem[] }

export interface FormField { name: string, title: string, required: boolean, read_by: { item: string, name: string, text: string }[] }
export interface FormView {
  kind: RecordKind
  kind_name: string
  fields: FormField[]
  roster: { id: string, name: string, group: string | null, post: string | null, voter: boolean, standing: string }[]
  groups: { code: string, name: string }[]
  themes: { code: string, name: string }[]
  lecturers: { code: string, name: string }[]
  also: { code: RecordKind, name: string }[]
  duties: { code: string, name: string, clause: string, status: string, due_on: string }[]
}

export interface Cell { month: string, state: CellState, owed: number, done: number, due_on: string | null, records: string[], exceptions: string[] }
export interface BranchMatrix {
  branch_id: string
  branch_name: string
  year: number
  rows: { duty: string, name: string, kind: RecordKind | null, every: 'month' | 'quarter' | 'half' | 'year', clause: string, status: 'hard' | 'normal' | 'local', cells: Cell[] }[]
}
export interface OrgMatrix {
  duties: { code: string, name: string }[]
  items: { branch_id: string, branch_name: string, cells: Cell[] }[]
  total: number
  page: number
  size: number
}
export interface CalendarDay { on: string, due: { duty: string, name: string, state: CellState }[], records: { id: string, kind: RecordKind, kind_name: string, title: string, state: RecordState }[] }
export interface MonthCalendar { month: string, days: CalendarDay[] }
export interface OverdueRow { branch_id: string, branch_name: string, duty: string, name: string, kind: RecordKind | null, period: string, period_title: string, due_on: string, days: number, missing: number }
