import { expect, test } from 'vitest'
import { goesWith, rolesText } from './accounts'
import type { Account } from './queries'

test('the three administrators hold nothing else', () => {
  expect(goesWith('administrator', [])).toBe(true)
  expect(goesWith('administrator', [{ role: 'branch' }])).toBe(false)
  expect(goesWith('branch', [{ role: 'audit_administrator' }])).toBe(false)
  expect(goesWith('security_administrator', [{ role: 'administrator' }])).toBe(false)
  expect(goesWith('branch', [{ role: 'branch' }, { role: 'member' }])).toBe(true)
})

test('roles are named with their places', () => {
  const roles = [{ role: 'branch', role_name: '党支部', org_id: 'B1', org_name: '一高炉党支部' }, { role: 'member', role_name: '党员', org_id: 'B1', org_name: '一高炉党支部' }]
  expect(rolesText({ roles } as Account)).toBe('党支部·一高炉党支部、党员·一高炉党支部')
})
