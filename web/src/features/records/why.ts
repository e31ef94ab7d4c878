/** Why a field is asked: the rules that read it, or the regulation that needs it. */
import type { FormView } from './types'

type Field = FormView['fields'][number]
type Reader = Field['read_by'][number]

export interface Reason { head: string, text: string }

/** `星级队伍 A03 主题党日（月度 2 分）`, and the rule in its own words. */
export function reasonOf(reader: Reader): Reason {
  const worth = reader.points ? `（${reader.cycle_name} ${reader.points.replace(/\.?0+$/, '')} 分）` : ''
  return { head: `${[reader.index_name, reader.item, reader.name].filter(Boolean).join(' ')}${worth}`, text: reader.text }
}

export function grounds(field: Pick<Field, 'ground'>): Reason[] {
  return field.ground ? [{ head: field.ground.text, text: field.ground.source }] : []
}
