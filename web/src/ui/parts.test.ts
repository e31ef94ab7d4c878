import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import MovementArrow from './MovementArrow.vue'
import PointsText from './PointsText.vue'
import RankMark from './RankMark.vue'
import StarRating from './StarRating.vue'

it('shows points as they are, with sign and tone where asked', () => {
  expect(mount(PointsText, { props: { points: '4' } }).text()).toBe('4.00')
  const lost = mount(PointsText, { props: { points: '-1.50', signed: true } })
  expect(lost.text()).toBe('-1.50')
  expect(lost.classes()).toContain('bad')
  expect(mount(PointsText, { props: { points: null } }).text()).toBe('—')
})

it('says the stars aloud and fills as many as there are', () => {
  const stars = mount(StarRating, { props: { stars: 3, name: '三星级' } })
  expect(stars.attributes('aria-label')).toBe('三星级')
  expect(stars.findAll('svg.on')).toHaveLength(3)
  expect(mount(StarRating, { props: { stars: null } }).text()).toBe('—')
})

it('gives medals to the first three only', () => {
  const medals = [1, 2, 3, 4].map((rank) => mount(RankMark, { props: { rank } }).find('.medal').exists())
  expect(medals).toEqual([true, true, true, false])
})

it('says in words which way a rank moved', () => {
  const label = (movement: number | null) => mount(MovementArrow, { props: { movement } }).attributes('aria-label')
  expect([label(3), label(-2), label(0), label(null)]).toEqual(['上升3位', '下降2位', '名次未变', '上期无名次'])
})
