import type { RoleCode } from '@/api/client'

/** Everyone who may see scores at all: the administrator keeps accounts, not scores. */
export const readers: readonly RoleCode[] = ['organisation', 'unit', 'branch', 'business', 'leader', 'auditor', 'member']

export const readersText = '公司党委、二级单位党委、业务部门按数据范围查看；党支部只看本支部明细'
