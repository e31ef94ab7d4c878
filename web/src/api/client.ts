/** The one door to the server: types come from its own description, errors leave here as `ApiError`. */
import createClient, { type Middleware } from 'openapi-fetch'
import type { components, paths } from './schema.gen'

export type Schemas = components['schemas']

/** A part of a list. */
export interface Page<Row> {
  items: Row[]
  total: number
  more?: boolean
  page: number
  size: number
}

/** What went wrong, in the server's own words whenever it had any. */
export class ApiError extends Error {
  readonly status: number
  readonly code: Schemas['ErrorCode'] | 'unreachable'
  readonly requestId: string | null
  readonly problems: Schemas['ProblemView'][]
  /** Of a stale edit: what stands now, and what was sent. */
  readonly versions: { current: unknown, sent: unknown } | null

  constructor(status: number, body: Partial<Schemas['ErrorBody']>) {
    super(body.message || fallback(status))
    this.name = 'ApiError'
    this.status = status
    this.code = body.code ?? (status === 0 ? 'unreachable' : 'internal')
    this.requestId = body.request_id ?? null
    this.problems = body.problems ?? []
    this.versions = (body.versions ?? null) as ApiError['versions']
  }
}

function fallback(status: number): string {
  if (status === 0) return '连接不到服务器：网络中断或服务正在重启。请稍候重试，仍不行请联系系统管理员。'
  if (status >= 502) return '服务暂时不可用，可能正在升级或重启。请一分钟后重试。'
  return '服务器没有说明原因。请重试；仍不行请把出错时间告诉系统管理员。'
}

let onExpired: () => void = () => {}

/** Called when the server no longer knows who is asking. */
export function whenSessionExpires(then: () => void) {
  onExpired = then
}

/** Filters that are not set are not sent. */
function querySerializer(query: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  return search.toString()
}

const guard: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-Baolei', '1')
    return request
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/api/v1/session') onExpired()
  },
  onError({ error }) {
    return error instanceof DOMException && error.name === 'AbortError' ? error : new ApiError(0, {})
  },
}

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  headers: { Accept: 'application/json' },
  credentials: 'same-origin',
  querySerializer,
  fetch: (request) => fetch(request),
})
api.use(guard)

/** The answer itself, or an `ApiError`. */
export async function answer<Data>(asked: Promise<{ data?: Data, error?: unknown, response: Response }>): Promise<Data> {
  const { data, error, response } = await asked
  if (response.ok) return data as Data
  throw new ApiError(response.status, typeof error === 'object' && error !== null ? error : {})
}
