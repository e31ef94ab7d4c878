/** Between the server's `sort=-points` and what Element's table calls it. */

export function orderOf(sort: string) {
  return sort
    ? { prop: sort.replace(/^-/, ''), order: sort.startsWith('-') ? 'descending' as const : 'ascending' as const }
    : undefined
}

export function sortOf({ prop, order }: { prop: string | null, order: string | null }): string | null {
  return prop && order ? `${order === 'descending' ? '-' : ''}${prop}` : null
}

/** Most first, then least first, then as the server likes. */
export const sortOrders: ('ascending' | 'descending' | null)[] = ['descending', 'ascending', null]
