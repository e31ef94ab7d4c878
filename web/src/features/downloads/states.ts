/** How far an export is, in words and colour. */
import type { Schemas } from '@/api/client'

type State = Schemas['JobView']['state']

export const states: Record<State, { text: string, tone: 'success' | 'warning' | 'danger' | 'info' }> = {
  waiting: { text: '等候', tone: 'info' },
  running: { text: '正在导出', tone: 'warning' },
  done: { text: '可下载', tone: 'success' },
  failed: { text: '未完成', tone: 'danger' },
  expired: { text: '已过期', tone: 'info' },
}

export const isOpen = (state: State) => state === 'waiting' || state === 'running'
export const mayRetry = (state: State) => state === 'failed' || state === 'expired'

/** `1.5 MB`. */
export function sizeText(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return '—'
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
