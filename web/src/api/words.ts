/** What the server's codes are called on screen. A code without a word here does not compile. */
import type { Schemas } from './client'

export type Tone = 'success' | 'warning' | 'danger' | 'info'

export interface Word {
  text: string
  tone: Tone
}

export const resultStates: Record<Schemas['ResultState'], Word> = {
  final: { text: '已定', tone: 'success' },
  waiting: { text: '待评', tone: 'warning' },
  not_rated: { text: '未评定', tone: 'info' },
}

export const lineStates: Record<Schemas['LineState'], string> = { final: '已定', waiting: '待评', not_owed: '不适用' }

export const dueStates: Record<Schemas['DueState'], Word> = {
  late: { text: '超期', tone: 'danger' },
  due: { text: '待完成', tone: 'warning' },
  waiting: { text: '待评', tone: 'warning' },
  lost: { text: '已失分', tone: 'info' },
  done: { text: '已完成', tone: 'success' },
}

/** Facts bring their state's name; only its tone is ours. */
export const factTones: Record<Schemas['FactState'], Tone> = { valid: 'success', returned: 'danger', withdrawn: 'info' }

export const proposalStates: Record<Schemas['ProposalState'], Word> = {
  proposed: { text: '待审批', tone: 'warning' },
  approved: { text: '已通过', tone: 'success' },
  refused: { text: '未通过', tone: 'danger' },
  withdrawn: { text: '已撤回', tone: 'info' },
}

export const eventEffects: Record<Schemas['EventEffect'], Word> = {
  bonus: { text: '加分', tone: 'success' },
  deduction: { text: '扣分', tone: 'warning' },
  item: { text: '计入考核项', tone: 'info' },
  veto: { text: '否决', tone: 'danger' },
}

export const owedTones: Record<Schemas['OwedState'], Tone> = {
  not_owed: 'info', excused: 'info', done: 'success', late: 'warning', open: 'warning', overdue: 'danger', missing: 'danger', unknown: 'info',
}

export const schemeStates: Record<Schemas['SchemeState'], Word> = {
  published: { text: '已发布', tone: 'success' },
  draft: { text: '草稿', tone: 'info' },
}

export const periodStates: Record<Schemas['PeriodState'], string> = { open: '未封账', sealed: '已封账' }

export const factKinds: Record<Schemas['FactKind'], string> = {
  record: '台账记录',
  measure: '指标数据',
  event: '事件',
  judgement: '人工评分',
  ballot: '测评票',
  roster: '名册数据',
  task: '任务',
  result: '既有结果',
  exception: '获批例外',
}

/** The small mark before a step's sentence; a plain rule needs none. */
export const stepKinds: Record<Schemas['StepKind'], string | null> = {
  start: '起算',
  rule: null,
  cap: '封顶',
  floor: '保底',
  waiting: '待评',
  not_owed: '不适用',
  rounding: '舍入',
  month: '月度',
  zero: '清零',
  sum: '合计',
  normalised: '折合',
}

export const gateEffects: Record<Schemas['GateEffect'], { text: string, tone: 'good' | 'bad' }> = {
  passed: { text: '✓ 通过', tone: 'good' },
  failed: { text: '✗ 未通过', tone: 'bad' },
}

/** Beside an item: who looks at it, where that is not the platform alone. */
export const channelMarks: Record<Schemas['Channel'], { text: string, hint: string } | null> = {
  online: null,
  offline: { text: '线下', hint: '由人到现场或查阅材料验收' },
  both: { text: '线上线下', hint: '平台自动考核，并由人抽查验收' },
}

/** Kinds of item that get a heading of their own, after the indices. */
export const extraKinds: Record<Schemas['ItemKind'], string | null> = { base: null, special: null, bonus: '加分项目', deduction: '扣分项目' }

export const errorHeadings: Record<Schemas['ErrorCode'] | 'unreachable', string> = {
  unauthenticated: '请先登录',
  wrong_password: '账号或密码不对',
  too_many_attempts: '尝试次数过多',
  password_due: '请先修改密码',
  forbidden: '没有权限',
  not_found: '没有找到',
  bad_period: '周期有误',
  bad_request: '请求有误',
  conflict: '内容已有变化',
  stale: '已被他人修改',
  key_reused: '请重新提交',
  not_rated: '本周期尚未评定',
  invalid: '填写有误',
  unsupported_file: '不能上传这种文件',
  too_large: '文件过大',
  storage_full: '存储空间不足',
  internal: '出错了',
  unavailable: '暂时连接不上',
  read_only: '系统只读',
  unreachable: '暂时连接不上',
}

/** What a membership entitles to. */
export const standings: Record<Schemas['Standing'], Word> = {
  full: { text: '正式党员', tone: 'success' },
  probationary: { text: '预备党员', tone: 'warning' },
  observed: { text: '留党察看', tone: 'danger' },
  rights_suspended: { text: '中止党员权利', tone: 'danger' },
  suspended: { text: '停止党籍', tone: 'info' },
}

export const whereabouts: Record<Schemas['Whereabouts'], Word> = {
  present: { text: '在支部', tone: 'success' },
  mobile: { text: '流动党员', tone: 'warning' },
  missing: { text: '失去联系', tone: 'danger' },
}

export const posts: Record<Schemas['Post'], string> = {
  secretary: '书记', deputy: '副书记', organiser: '组织委员', publicity: '宣传委员', discipline: '纪检委员',
  production: '生产委员', youth: '青年委员', committee: '委员', group_leader: '党小组组长',
}
