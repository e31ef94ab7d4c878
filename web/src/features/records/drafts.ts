/** What was typed and has not reached the server: kept in this browser until it has, so that nothing is lost when the net is. */

export interface Kept<Body> {
  body: Body
  /** Revision it was typed upon. */
  rev: number
  /** When it was typed. */
  at: string
}

const key = (account: string, record: string) => `baolei.draft.${account}.${record}`

export function keep<Body>(account: string, record: string, kept: Kept<Body>, store: Storage = localStorage): boolean {
  try {
    store.setItem(key(account, record), JSON.stringify(kept))
    return true
  } catch {
    // Full or forbidden: saving on the server goes on without it.
    return false
  }
}

export function recover<Body>(account: string, record: string, store: Storage = localStorage): Kept<Body> | null {
  try {
    const text = store.getItem(key(account, record))
    return text ? JSON.parse(text) as Kept<Body> : null
  } catch {
    return null
  }
}

export function forget(account: string, record: string, store: Storage = localStorage) {
  try {
    store.removeItem(key(account, record))
  } catch {
    // Nothing was kept there.
  }
}
