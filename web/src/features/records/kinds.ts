/** What each kind of record is called and which parts its form has. */
import type { Word } from '@/api/words'
import type { CellState, Grade, Pair, RecordKind, RecordState, Vote } from './types'

export const kindNames: Record<RecordKind, string> = {
  members_meeting: '党员大会',
  committee_meeting: '支委会',
  group_meeting: '党小组会',
  lecture: '党课',
  theme_day: '主题党日',
  org_life_meeting: '组织生活会',
  appraisal: '民主评议党员',
  election: '换届选举',
  talk: '谈心谈话',
  secretary_report: '书记述职评议',
  work_plan: '年度工作计划',
  quarter_report: '季度工作报告',
  disclosure: '党务公开',
  dues: '党费收缴',
  activist_review: '积极分子考察',
  frontline_visit: '联系基层',
}

export const kindCodes = Object.keys(kindNames) as RecordKind[]

export type Part = 'times' | 'group' | 'year' | 'lecture' | 'theme' | 'attendance' | 'agenda' | 'tasks' | 'rectifications' | 'grades' | 'election' | 'pairs' | 'dues' | 'account'

const meeting: Part[] = ['times', 'attendance', 'agenda', 'tasks']

export const parts: Record<RecordKind, readonly Part[]> = {
  members_meeting: meeting,
  committee_meeting: meeting,
  group_meeting: ['times', 'group', 'attendance', 'agenda', 'tasks'],
  lecture: ['times', 'lecture', 'attendance', 'account'],
  theme_day: ['times', 'theme', 'lecture', 'attendance', 'agenda', 'account'],
  org_life_meeting: ['times', 'year', 'attendance', 'agenda', 'rectifications'],
  appraisal: ['times', 'year', 'attendance', 'grades', 'rectifications'],
  election: ['times', 'attendance', 'election'],
  talk: ['pairs'],
  secretary_report: ['year', 'account'],
  work_plan: ['year', 'account'],
  quarter_report: ['account'],
  disclosure: ['account'],
  dues: ['dues'],
  activist_review: ['account'],
  frontline_visit: ['account'],
}

export const recordStates: Record<RecordState, Word> = {
  draft: { text: '草稿', tone: 'info' },
  filed: { text: '待审', tone: 'warning' },
  returned: { text: '已退回', tone: 'danger' },
  accepted: { text: '已通过', tone: 'success' },
  withdrawn: { text: '已撤回', tone: 'info' },
}

/** A cell of the month matrix: its mark can be told from the others without colour. */
export const cellStates: Record<CellState, { text: string, mark: string, about: string }> = {
  due: { text: '应尽', mark: '○', about: '到期前还可按期完成' },
  done: { text: '已办', mark: '✓', about: '按期完成' },
  late: { text: '迟办', mark: '迟', about: '已补，但过了期限' },
  missing: { text: '缺', mark: '缺', about: '过了期限仍未办' },
  not_owed: { text: '不应尽', mark: '–', about: '本月没有这项要求' },
  excused: { text: '已批例外', mark: '免', about: '上级已批准例外' },
  waiting: { text: '待数据', mark: '…', about: '名册等数据未齐，尚不能判断' },
  future: { text: '未到', mark: '', about: '时间未到' },
}

export const voteActs: Record<Vote['act'], string> = { decision: '党员大会决议', committee: '支委会决议', admission: '接收、转正党员', election: '选举' }
export const grades: Record<Grade, string> = { excellent: '优秀', qualified: '合格', basic: '基本合格', unqualified: '不合格' }
export const pairClasses: Record<Pair['class'], string> = { committee_committee: '委员与委员', committee_member: '委员与党员', member_member: '党员与党员' }

/** Reasons that are chosen most often; any other may be typed. */
export const absenceReasons = ['倒班在岗', '出差', '病假', '事假', '外出学习', '公休']
export const leftOutReasons = ['患重病不能表达意志', '自费出国半年以上', '被留置、拘留或逮捕', '年老长期卧病', '外出半年以上未转组织关系']
export const returnReasons = ['到会人数与名单不符，请核对', '表决票数与到会人数不符，请核对', '会议日期有误，请核对', '缺重要议题的决议，请补充']

/** Posts of a branch, beside a name on the list. */
export const postNames: Record<string, string> = {
  secretary: '书记', deputy: '副书记', organiser: '组织委员', publicity: '宣传委员', discipline: '纪检委员', production: '生产委员', youth: '青年委员', committee: '委员', group_leader: '党小组组长',
}
