import { describe, expect, it } from 'vitest'
import { otherName, pieces, summed, type Hints } from './hints'

const text = (all: { text: string, same: boolean }[]) => all.map((each) => each.same ? each.text : `[${each.text}]`).join('')

describe('a copied passage', () => {
  it('shows what was changed in it', () => {
    expect(text(pieces('到皮带通廊查隐患，由孙浩处理', '到热风炉查隐患，由李明处理'))).toBe('到[皮带通廊]查隐患，由[孙浩]处理')
    expect(text(pieces('到热风炉查隐患，由李明处理', '到皮带通廊查隐患，由孙浩处理'))).toBe('到[热风炉]查隐患，由[李明]处理')
  })

  it('does not tear a change apart for one sign', () => {
    expect(text(pieces('到热风炉和除尘间查', '到炉前和矿槽查'))).toBe('到[热风炉和除尘间]查')
  })

  it('is one piece where nothing was changed, and all of it is other where nothing is the same', () => {
    expect(pieces('找出护栏三处', '找出护栏三处')).toEqual([{ text: '找出护栏三处', same: true }])
    expect(pieces('甲乙', '丙丁')).toEqual([{ text: '甲乙', same: false }])
    expect(pieces('', '丙丁')).toEqual([])
  })
})

describe('hints in words', () => {
  const none: Hints = { texts: [], pictures: [], later: [], common: false, checked: null }

  it('counts only what is there', () => {
    const later = [{ at: 'account', text: '', message: '' }]
    expect(summed({ ...none, later })).toBe('1 处日期待核')
    expect(summed(none)).toBe('')
  })

  it('leaves a foreign branch without a name', () => {
    expect(otherName({ own: true, branch_name: '一高炉党支部' })).toBe('本支部')
    expect(otherName({ own: false, branch_name: '转炉党支部' })).toBe('转炉党支部')
    expect(otherName({ own: false, branch_name: null })).toBe('另一支部')
  })
})
