/** The ledger's records as the server describes them; a body without the `null`s that stand for what is not there. */
import type { Schemas } from '@/api/client'

type Bare<T> = T extends (infer Item)[] ? Bare<Item>[] : T extends object ? { [Name in keyof T]: Bare<NonNullable<T[Name]>> } : T

export type RecordKind = Schemas['RecordKind']
export type RecordState = Schemas['RecordState']
export type CellState = Schemas['CellState']
export type RecordAct = Schemas['RecordAct']
export type Grade = Schemas['Grade']
type Draft<T, Always extends keyof Bare<T>> = Partial<Bare<T>> & Pick<Bare<T>, Always>
export type Vote = Draft<Schemas['RecordVote'], 'act' | 'in_favour' | 'against' | 'abstain'>
export type Topic = Omit<Draft<Schemas['Agenda'], 'topic'>, 'vote'> & { vote?: Vote }
export type FollowUp = Draft<Schemas['RecordTask'], 'what'>
export type Rectification = Draft<Schemas['Rectification'], 'problem'>
export type Graded = Draft<Schemas['Graded'], 'name'>
export type Pair = Bare<Schemas['Pair']>
/** The usual (present, with a vote) is left out by the server and spelled out here. */
export type Attendee = Draft<Schemas['Attendee'], 'name'> & { voter: boolean, status: NonNullable<Schemas['Attendee']['status']> }
interface Lists { attendance?: Attendee[], agenda?: Topic[], tasks?: FollowUp[], rectifications?: Rectification[], grades?: Graded[] }
export type RecordBody = Omit<Partial<Bare<Schemas['RecordBody']>>, keyof Lists> & Lists

export type RecordVerdict = Schemas['VerdictView']
export type Problem = Schemas['ProblemView']
export type RecordRow = Schemas['RecordRow']
export type RecordRound = Schemas['RoundView']
export type RecordView = Omit<Schemas['RecordView'], 'body' | 'draft'> & { body: RecordBody, draft: RecordBody | null }
export type Done = Omit<Schemas['DoneView'], 'record'> & { record: RecordView }
export type Saved = Schemas['SavedView']
export type FormView = Schemas['FormView']
export type Cell = Schemas['MatrixCell']
export type BranchMatrix = Schemas['MatrixView']
export type OrgMatrix = Schemas['OrgMatrixView']
export type CalendarDay = Schemas['CalendarView']['days'][number]
export type OverdueRow = Schemas['OverdueRow']
