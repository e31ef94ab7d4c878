import { expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { mayOpen } from './session'

const secretary: Schemas['SessionView'] = {
  user: { id: '1', account: 'a', name: '甲' },
  roles: [{ role: 'branch', role_name: '党支部', org_id: 'b1', org_name: '炼铁作业区党支部' }],
  must_choose: null,
}

it('opens pages that ask for no role to everyone', () => {
  expect(mayOpen(secretary, undefined)).toBe(true)
})

it('opens a page to any of the roles it names, and to nobody else', () => {
  expect(mayOpen(secretary, ['organisation', 'branch'])).toBe(true)
  expect(mayOpen(secretary, ['organisation'])).toBe(false)
  expect(mayOpen(null, ['branch'])).toBe(false)
})
