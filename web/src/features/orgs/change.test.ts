import { describe, expect, it } from 'vitest'
import { changesOf, emptyForm, missing, orderOf } from './change'

const form = () => ({ ...emptyForm('2026-11-01'), reason: ' 机构调整 ', document: '党发〔2026〕12号' })

describe('an order', () => {
  it('goes to the body that it changes, without blanks around its texts', () => {
    expect(orderOf('rename', 'B1', { ...form(), name: ' 新名党支部 ' })).toEqual({
      path: '/orgs/B1/rename',
      body: { name: '新名党支部', order: { on: '2026-11-01', reason: '机构调整', document: '党发〔2026〕12号' } },
    })
  })

  it('founds below the body, and asks a category of branches only', () => {
    const general = orderOf('found', 'U1', { ...form(), kind: 'general', name: '高炉党总支', category: 'production' })
    expect(general).toMatchObject({ path: '/orgs', body: { parent_id: 'U1', kind: 'general', category: null } })
    expect(missing('found', { ...form(), name: '新党支部' })).toEqual(['类别'])
    expect(missing('found', { ...form(), kind: 'general', name: '高炉党总支' })).toEqual([])
  })

  it('leaves out the parts of a split that have no name', () => {
    expect(orderOf('split', 'B1', { ...form(), parts: ['甲党支部', ' '] }).body).toMatchObject({ parts: [{ name: '甲党支部' }] })
  })

  it('needs a reason and a document whatever it does', () => {
    expect(missing('close', emptyForm('2026-11-01'))).toEqual(['变更原因', '文号'])
  })

  it('is offered only to bodies that can get it', () => {
    expect(changesOf('company')).toEqual(['rename'])
    expect(changesOf('unit')).not.toContain('merge')
    expect(changesOf('branch')).toContain('recategorise')
  })
})
