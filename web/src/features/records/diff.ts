/** Two versions of one body, side by side, field by field, in words. */
import { kindNames, voteActs } from './kinds'
import type { RecordBody } from './types'

export interface Difference { name: string, mine: string, theirs: string }

const titles: Partial<Record<keyof RecordBody, string>> = {
  title: '标题', on: '日期', start: '开始时间', end: '结束时间', place: '地点', online: '线上召开', chair: '主持人', recorder: '记录人', counts_for: '所属年度', notice: '通知文号',
  observers: '列席人员', agenda: '议题', tasks: '后续任务', also: '同时完成', theme: '主题', form: '形式', lecturer: '授课人', hours: '学时', account: '简要情况', talks_held: '会前谈心次数',
  rectifications: '整改事项', grades: '评议等次', seats: '应选名额', candidates: '候选人得票', pairs: '谈话对象', paid: '已交人数', payable: '应交人数', attendance: '到会情况', file_ids: '附件',
}

function words(name: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  if (name === 'also') return (value as (keyof typeof kindNames)[]).map((each) => kindNames[each]).join('、')
  if (name === 'attendance') {
    const list = value as NonNullable<RecordBody['attendance']>
    const absent = list.filter((each) => each.status !== 'present').map((each) => each.reason ? `${each.name}（${each.reason}）` : each.name)
    return `实到 ${list.length - absent.length} 人${absent.length ? `；未到：${absent.join('、')}` : ''}`
  }
  if (name === 'agenda') {
    return (value as NonNullable<RecordBody['agenda']>).map((each, n) => `${n + 1}. ${[each.topic, each.resolution, each.vote && `${voteActs[each.vote.act]}：赞成 ${each.vote.in_favour}、反对 ${each.vote.against}、弃权 ${each.vote.abstain}`].filter(Boolean).join('；')}`).join('\n')
  }
  if (Array.isArray(value)) return name === 'file_ids' ? `${value.length} 个文件` : value.map((each) => words('', each)).join('\n')
  if (typeof value === 'object') return Object.values(value).filter((each) => each !== undefined && each !== '').map(String).join('，')
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value)
}

export function differences(mine: RecordBody, theirs: RecordBody): Difference[] {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]) as Set<keyof RecordBody>
  return [...names]
    .map((name) => ({ name: titles[name] ?? '其他内容', mine: words(name, mine[name]), theirs: words(name, theirs[name]) }))
    .filter((each) => each.mine !== each.theirs)
}
