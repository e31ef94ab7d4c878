/** Orders that change the organisation: what each asks, where it goes. */
export type ChangeKind = 'found' | 'rename' | 'recategorise' | 'move' | 'merge' | 'split' | 'close'

export interface ChangeForm {
  kind: 'unit' | 'general' | 'branch'
  name: string
  category: string
  parent: string
  branches: string[]
  parts: string[]
  n_units: number | null
  on: string
  reason: string
  document: string
}

export const changeNames: Record<ChangeKind, string> = {
  found: '新设下级组织', rename: '更名', recategorise: '调整类别', move: '划转', merge: '并入其他支部', split: '拆分', close: '撤销',
}

/** Which orders a body of this kind can get. */
export function changesOf(kind: string): ChangeKind[] {
  if (kind === 'branch') return ['rename', 'recategorise', 'move', 'merge', 'split', 'close']
  return kind === 'company' ? ['rename'] : ['rename', 'move', 'close']
}

export const emptyForm = (on: string): ChangeForm => ({
  kind: 'branch', name: '', category: '', parent: '', branches: [], parts: [''], n_units: null, on, reason: '', document: '',
})

/** Address and body of the order about `org`. */
export function orderOf(change: ChangeKind, org: string, form: ChangeForm): { path: string, body: object } {
  const order = { on: form.on, reason: form.reason.trim(), document: form.document.trim() }
  const at = `/orgs/${encodeURIComponent(org)}`
  switch (change) {
    case 'found': {
      const branch = form.kind === 'branch'
      const body = { kind: form.kind, name: form.name.trim(), parent_id: org, category: branch && form.category ? form.category : null, n_units: branch ? form.n_units : null, order }
      return { path: '/orgs', body }
    }
    case 'rename': return { path: `${at}/rename`, body: { name: form.name.trim(), order } }
    case 'recategorise': return { path: `${at}/recategorise`, body: { category: form.category, order } }
    case 'move': return { path: `${at}/move`, body: { parent_id: form.parent, order } }
    case 'merge': return { path: `${at}/merge`, body: { branches: form.branches, order } }
    case 'split': return { path: `${at}/split`, body: { parts: form.parts.map((name) => ({ name: name.trim() })).filter((part) => part.name), order } }
    case 'close': return { path: `${at}/close`, body: { order } }
  }
}

/** What is still to be filled in before the effects can be asked for. */
export function missing(change: ChangeKind, form: ChangeForm): string[] {
  const found: string[] = []
  const needs = (is: boolean, what: string) => { if (!is) found.push(what) }
  if (change === 'found' || change === 'rename') needs(form.name.trim() !== '', '名称')
  if (change === 'recategorise' || (change === 'found' && form.kind === 'branch')) needs(form.category !== '', '类别')
  if (change === 'move') needs(form.parent !== '', '新的上级')
  if (change === 'merge') needs(form.branches.length > 0, '要并入的党支部')
  if (change === 'split') needs(form.parts.some((name) => name.trim()), '新党支部名称')
  needs(form.on !== '', '生效日期')
  needs(form.reason.trim() !== '', '变更原因')
  needs(form.document.trim() !== '', '文号')
  return found
}
