import type { Extension } from './queries'

/** What is done to a term: an election noted, more time asked for, a request decided. */
export type TermAct =
  | { kind: 'election', org: string, years: number }
  | { kind: 'extension', org: string, due: string }
  | { kind: 'decision', extension: Extension }
