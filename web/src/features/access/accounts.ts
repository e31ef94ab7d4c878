import type { Tone } from '@/api/words'
import type { Account } from './queries'

export interface Rights {
  /** 新增、停用、重置口令. */
  keep: boolean
  /** 授予、撤销角色. */
  grant: boolean
  /** The id of whoever looks: nobody changes their own account. */
  own: string
}

export const stateTones: Record<Account['state'], Tone> = { active: 'success', waiting: 'warning', disabled: 'info' }

/** `党支部·一高炉党支部、党员·…`. */
export function rolesText(account: Account): string {
  return account.roles.map((held) => `${held.role_name}·${held.org_name}`).join('、')
}

const apart: readonly string[] = ['administrator', 'security_administrator', 'audit_administrator']

/** Whether a role may stand beside those that are held: the three administrators are three people. */
export function goesWith(role: string, held: readonly { role: string }[]): boolean {
  return held.every((each) => each.role === role || !(apart.includes(role) || apart.includes(each.role)))
}
