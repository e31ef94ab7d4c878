/** The one door to the server: types enter here, errors leave here as `ApiError`. */
import type { ErrorBody } from './schema'

export type * from './schema'

/** What went wrong, in the server's own words whenever it had any. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly problems: { at: string, message: string }[]

  constructor(status: number, body: Partial<ErrorBody>) {
    super(body.message || fallback(status))
    this.name = 'ApiError'
    this.status = status
    this.code = body.code ?? (status === 0 ? 'unreachable' : 'internal')
    this.requestId = body.request_id ?? null
    this.problems = body.problems ?? []
  }
}

function fallback(status: number): string {
  if (status === 0) return '连接不到服务器：网络中断或服务正在重启。请稍候重试，仍不行请联系系统管理员。'
  if (status >= 502) return '服务暂时不可用，可能正在升级或重启。请一分钟后重试。'
  return '服务器没有说明原因。请重试；仍不行请把出错时间告诉系统管理员。'
}

export type Query = Record<string, string | number | null | undefined>

let onExpired: () => void = () => {}

/** Called when the server no longer knows who is asking. */
export function whenSessionExpires(then: () => void) {
  onExpired = then
}

function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

async function ask<Answer>(method: string, path: string, options: { query?: Query, body?: unknown, signal?: AbortSignal } = {}): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (method !== 'GET') headers['X-Baolei'] = '1'
  if (options.body !== undefined) headers['Content-Type'] = 'application/json'
  const response = await fetch(address(path, options.query), {
    method,
    headers,
    credentials: 'same-origin',
    signal: options.signal,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, {})
  })
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer
  const body = await response.json().catch(() => ({})) as Partial<ErrorBody>
  const error = new ApiError(response.status, body)
  if (response.status === 401 && path !== '/session') onExpired()
  throw error
}

export const api = {
  get: <Answer>(path: string, query?: Query, signal?: AbortSignal) => ask<Answer>('GET', path, { query, signal }),
  post: <Answer>(path: string, body?: unknown) => ask<Answer>('POST', path, { body }),
  remove: <Answer>(path: string) => ask<Answer>('DELETE', path),
}

/** One part of a path, whatever characters an id holds. */
export const part = encodeURIComponent
