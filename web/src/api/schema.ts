/**
 * The server's answers, as the contract names them.
 * The only file to replace when the types are generated from the OpenAPI document.
 * Points and other exact decimals are text: never calculate with them as numbers.
 */

export interface ErrorBody {
  code: string
  message: string
  request_id: string
  problems?: { at: string, message: string }[]
}

export interface Page<Row> {
  items: Row[]
  total: number
  page: number
  size: number
}

export interface Named {
  code: string
  name: string
}

export type RoleCode = 'organisation' | 'unit' | 'branch' | 'business' | 'leader' | 'auditor' | 'member' | 'administrator'

export interface SessionRole {
  role: RoleCode
  role_name: string
  org_id: string | null
  org_name: string | null
}

export interface SessionView {
  user: { id: string, account: string, name: string }
  roles: SessionRole[]
}

export type PeriodKind = 'month' | 'quarter' | 'half' | 'year'

export interface PeriodRow {
  period: string
  kind: PeriodKind
  title: string
  state: 'open' | 'sealed'
  rated_at: string | null
  n_branches: number
}

export interface PeriodsView {
  items: PeriodRow[]
  current_month: string | null
  current_quarter: string | null
  current_year: string | null
}

/** The answer to rating a period again. */
export interface RatedView {
  period: string
  n_branches: number
  n_changed: number
  n_waiting: number
}

export interface OrgRow {
  id: string
  parent_id: string | null
  name: string
  kind: 'company' | 'unit' | 'general' | 'branch'
  category: string | null
  category_name: string | null
  n_branches: number
}

export interface CategoryRow extends Named {
  n_branches: number
}

export interface BranchRow {
  id: string
  name: string
  unit_id: string
  unit_name: string
  category: string
  category_name: string
  n_members: number | null
  secretary: string | null
  stars: number | null
  latest_points: string | null
}

export interface SchemeRef {
  code: string
  version: string
  title: string
}

export type RatedState = 'final' | 'waiting' | 'not_rated'

export interface RankingRow {
  rank: number | null
  of: number
  previous_rank: number | null
  movement: number | null
  branch_id: string
  branch_name: string
  unit_id: string
  unit_name: string
  points: string | null
  stars: number | null
  star_name: string | null
  state: RatedState
  state_note: string | null
  indices: { code: string, value: string | null }[]
  vetoed: boolean
}

export interface StarCount {
  stars: number
  name: string
  n: number
  limit?: string | null
}

export interface RankingView extends Page<RankingRow> {
  period: string
  title: string
  category: string
  category_name: string
  scheme: SchemeRef
  tie_rule: string
  note: string
  categories: (Named & { n: number })[]
  indices: Named[]
  star_counts: StarCount[]
}

export interface BranchCard {
  id: string
  name: string
  unit_id: string
  unit_name: string
  category: string
  category_name: string
  secretary: string | null
  n_members: number | null
  founded: string | null
  has_committee: boolean | null
  term_ends: string | null
}

export interface FactRef {
  id: string
  title: string
  on: string | null
}

export interface VetoView {
  text: string
  effect: string
  facts: FactRef[]
}

export interface PictureIndex extends Named {
  value: string | null
  possible: string
  earned: string
  mean: string | null
  best: string | null
  best_branch_name: string | null
  previous: string | null
}

export interface TrendPoint {
  period: string
  title: string
  points: string | null
  rank: number | null
  category_mean: string | null
  category_best: string | null
}

export interface StarHistory {
  period: string
  title: string
  stars: number | null
  star_name: string | null
}

export interface ItemText {
  item_code: string
  item_name: string
  text: string
}

export interface GapText extends ItemText {
  points_lost: string
}

export interface WaitingText extends ItemText {
  for_whom: string
}

export interface PictureView {
  branch: BranchCard
  period: string
  title: string
  scheme: SchemeRef
  points: string | null
  possible: string | null
  state: RatedState
  state_note: string | null
  rank: number | null
  of: number
  previous_rank: number | null
  stars: number | null
  star_name: string | null
  tier: { code: string, name: string, text: string, asks?: string[] } | null
  indices: PictureIndex[]
  trend: TrendPoint[]
  stars_history: StarHistory[]
  strengths: ItemText[]
  gaps: GapText[]
  waiting: WaitingText[]
  vetoes: VetoView[]
  honours: FactRef[]
}

export type StepKind = 'start' | 'rule' | 'cap' | 'floor' | 'waiting' | 'not_owed' | 'rounding' | 'month' | 'zero' | 'sum' | 'normalised'

export interface StepView {
  points: string
  kind: StepKind
  sentence: string
  rule: string | null
  clause: string | null
  facts: FactRef[]
  period: string | null
}

export type LineKind = 'base' | 'special' | 'bonus' | 'deduction'

export interface LineView {
  item: string
  name: string
  index: string
  index_name: string
  block: string
  block_name: string
  section: string
  section_name: string
  kind: LineKind
  kind_name?: string
  cycle: string
  cycle_name: string
  channel: 'online' | 'offline' | 'both'
  channel_name?: string
  assessor: string | null
  criterion: string
  clause: string | null
  evidence: string | null
  full: string | null
  points: string | null
  state: 'final' | 'waiting' | 'not_owed'
  waiting_for: string | null
  steps: StepView[]
}

export interface PartView extends Named {
  earned: string
  possible: string
  value: string | null
}

export interface RevisionRow {
  revision: number
  rated_at: string
  points: string | null
  reason: string
}

/** A result of the scheme that is no points: a multiplier, a sum of money. */
export interface OutputView extends Named {
  unit: string
  value: string | null
  sentence: string
}

export interface ScorecardView {
  branch: BranchCard
  period: string
  title: string
  scheme: SchemeRef
  revision: number
  rated_at: string
  state: RatedState
  state_note: string | null
  lines: LineView[]
  summary: StepView[]
  indices: PartView[]
  blocks: (PartView & { weight: string | null })[]
  sections: PartView[]
  base_points: string
  bonus: string
  deduction: string
  points: string | null
  rank: number | null
  of: number
  stars: number | null
  star_name: string | null
  /** `effect` is `passed` or `failed`, or words. */
  award: { text: string, effect: string }[]
  labels?: string[]
  consequences?: string[]
  outputs?: OutputView[]
  vetoes: VetoView[]
  revisions: RevisionRow[]
}

export type FactKind = 'record' | 'measure' | 'event' | 'judgement' | 'ballot' | 'roster' | 'task' | 'result' | 'exception'

export interface FactRow {
  id: string
  key: string
  name: string
  kind: FactKind
  kind_name: string
  branch_id: string | null
  branch_name: string | null
  unit_name: string | null
  on: string | null
  filed_on: string | null
  state: string
  state_name: string
  title: string
}

export interface FactView {
  id: string
  key: string
  name: string
  kind: FactKind
  kind_name: string
  branch_id: string | null
  branch_name: string | null
  on: string | null
  filed_on: string | null
  counts_for?: string | null
  entered_at?: string | null
  state: string
  state_name: string
  title: string
  fields: { name: string, label: string, value: string | null, unit: string | null }[]
  source: string | null
  entered_by: string | null
  moved: {
    period: string
    title: string
    item: string
    item_name: string
    points: string
    sentence: string
    branch_id?: string | null
    branch_name?: string | null
  }[]
}

export interface SchemeRow {
  code: string
  version: string
  title: string
  effective_from: string
  state: 'published' | 'draft'
  n_items: number
  published_at: string | null
}

export interface SchemeFact {
  key: string
  name: string
  kind: string
  kind_name?: string | null
  by: string | null
  unit: string | null
  n_rules: number
}

export interface SchemeDuty extends Named {
  every: string
  every_name?: string
  times: string | number | null
  due: string | null
  text: string
  clause: string | null
  status: string | null
  status_name?: string
}

export interface SchemeItem extends Named {
  index: string
  index_name: string
  block: string
  block_name: string
  section: string
  section_name: string
  kind: LineKind
  kind_name: string
  cycle: string
  cycle_name: string
  channel: string
  channel_name: string
  assessor: string | null
  points: Record<string, string>
  criterion: string
  clause: string | null
  evidence: string | null
  rules: { text: string, summary: string, clause: string | null }[]
}

export interface SchemeView {
  code: string
  version: string
  title: string
  effective_from: string
  approved_by: string | null
  source: string | null
  points: { full: string, precision: string | number, rounding: string }
  choices: { title: string, text: string }[]
  categories: (Named & { text: string | null })[]
  indices: (Named & { text: string | null })[]
  blocks: (Named & { weights: Record<string, string> })[]
  sections: (Named & { group: string })[]
  facts: SchemeFact[]
  duties: SchemeDuty[]
  items: SchemeItem[]
  vetoes: { code: string, text: string, effect: string, clause: string | null }[]
  rating: { title: string, text: string }[]
  ladder: { code: string, name: string, stars: string | number | number[], text: string, asks: string[] }[]
  text: string
  warnings: string[]
}

export interface WorkCard {
  code: string
  title: string
  value: string | number
  unit?: string | null
  tone: 'normal' | 'warn' | 'danger' | 'good'
  to?: string | null
}

export interface DueItem {
  item_code: string
  item_name: string
  text: string
  worth: string
  due_on: string | null
  state: 'due' | 'late' | 'done' | 'waiting'
}

export interface MyBranch {
  branch_id: string
  branch_name: string
  points: string | null
  possible: string | null
  rank: number | null
  of: number
  stars: number | null
  star_name?: string | null
  due: DueItem[]
  gaps: GapText[]
}

export interface UnitRow {
  unit_id: string
  unit_name: string
  n_branches: number
  mean_points: string | null
  n_waiting: number
  stars: { stars: number, n: number }[]
}

export interface WorkbenchView {
  role: RoleCode
  /** The newest month with results. */
  period: string | null
  title: string
  cards: WorkCard[]
  mine?: MyBranch | null
  units?: UnitRow[] | null
  movers?: { branch_id: string, branch_name: string, category_name: string, movement: number, rank: number | null }[] | null
  vetoed?: { branch_id: string, branch_name: string, text: string }[] | null
  trend?: { period: string, title: string, mean: string | null }[] | null
  star_counts?: { stars: number, name: string, n: number }[] | null
  category_means?: (Named & { indices: (Named & { value: string | null })[] })[] | null
}
