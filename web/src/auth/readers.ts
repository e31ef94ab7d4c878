import type { Schemas } from '@/api/client'

/** Who may see points, reasons and facts; which branches, says the server. */
export const readers: readonly Schemas['Role'][] = ['organisation', 'unit', 'branch', 'leader', 'auditor', 'member']

/** Who may read published rankings and the facts of their trade: all but the system administrator. */
export const rankingReaders: readonly Schemas['Role'][] = [...readers, 'business']

/** Who may read the roster of members, and who keeps it. */
export const rosterReaders: readonly Schemas['Role'][] = ['organisation', 'unit', 'branch', 'auditor']
export const rosterKeepers: readonly Schemas['Role'][] = ['organisation', 'unit', 'branch']

/** The three administrators: whoever keeps accounts, grants roles, or reads the logs. */
export const accountReaders: readonly Schemas['Role'][] = ['administrator', 'security_administrator', 'audit_administrator']
export const logReaders: readonly Schemas['Role'][] = ['audit_administrator']
