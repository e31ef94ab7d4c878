import type { Schemas } from '@/api/client'
import type { Tone } from '@/api/words'

/** How loud a flag is: what binds, what is normal, what is our own. */
export const flagTones: Record<Schemas['DutyStatus'], Tone> = { hard: 'danger', normal: 'warning', local: 'info' }

export const flagNames: Record<string, string> = {
  full_too_few: '正式党员不足', members_over: '党员人数偏多', committee_missing: '应设支委会', committee_not_owed: '不设支委会',
  committee_small: '支委会人数不足', committee_large: '支委会人数偏多', no_secretary: '书记空缺',
  term_overdue: '届满未换届', term_soon: '即将届满', joint_units: '联合支部覆盖单位偏多',
}

export const flagStatuses: Record<Schemas['DutyStatus'], string> = { hard: '硬性规定', normal: '一般要求', local: '本单位规定' }

export const electionStates: Record<string, { text: string, tone: Tone }> = {
  overdue: { text: '已届满', tone: 'danger' }, soon: { text: '即将届满', tone: 'warning' }, later: { text: '任期内', tone: 'info' },
}
