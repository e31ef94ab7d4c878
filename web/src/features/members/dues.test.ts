import { describe, expect, it } from 'vitest'
import { cellText, mayTick, packRates, total, unpackRates, type DuesCell } from './dues'

const cell = (state: DuesCell['state'], due: string | null, paid: string | null = null): DuesCell => ({ month: '2026-09', state, due, paid, paid_on: null })

describe('the register of dues', () => {
  it('never shows what is unknown or not owed as an amount', () => {
    expect([cell('no_base', null), cell('not_owed', null), cell('open', '15.00')].map(cellText)).toEqual(['未定', '—', '15.00'])
    expect(cellText(cell('part', '15.00', '10.00'))).toBe('10.00／15.00')
  })

  it('lets only what is due and not paid be ticked', () => {
    expect([cell('open', '15.00'), cell('ahead', '15.00'), cell('paid', '15.00', '15.00'), cell('no_base', null)].map(mayTick)).toEqual([true, true, false, false])
    expect(mayTick(undefined)).toBe(false)
  })

  it('adds amounts exactly', () => {
    expect(total(['0.10', '0.20', '21.61'])).toBe('21.91')
    expect(total([])).toBe('0.00')
  })
})

describe('a table of rates', () => {
  const kept = '300000:50 500000:100 1000000:150 *:200'

  it('comes back as it was kept', () => {
    expect(unpackRates(kept)).toEqual([{ upTo: '3000', percent: '0.5' }, { upTo: '5000', percent: '1' }, { upTo: '10000', percent: '1.5' }, { upTo: '', percent: '2' }])
    expect(packRates(unpackRates(kept))).toBe(kept)
  })

  it('is not sent while a line is empty', () => {
    expect(packRates([{ upTo: '', percent: '0.5' }, { upTo: '', percent: '2' }])).toBeNull()
    expect(packRates([{ upTo: '', percent: '' }])).toBeNull()
    expect(packRates([])).toBeNull()
  })
})
