import { afterEach, describe, expect, it, vi } from 'vitest'
import { answer, api, ApiError, whenSessionExpires } from './client'

function answering(status: number, body: unknown) {
  const fetched = vi.fn<(request: Request) => Promise<Response>>(async () => new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }))
  vi.stubGlobal('fetch', fetched)
  return fetched
}

const refused = (asked: Promise<unknown>) => asked.catch((cause: unknown) => cause) as Promise<ApiError>

afterEach(() => {
  vi.unstubAllGlobals()
  whenSessionExpires(() => {})
})

describe('client', () => {
  it('sends the guard header with what changes something, and only then', async () => {
    const fetched = answering(200, {})
    await answer(api.GET('/api/v1/periods'))
    await answer(api.POST('/api/v1/session', { body: { account: 'a', password: 'b' } }))
    expect(fetched.mock.calls.map(([request]) => request.headers.get('X-Baolei'))).toEqual([null, '1'])
  })

  it('leaves out empty filters and escapes the others', async () => {
    const fetched = answering(200, {})
    await answer(api.GET('/api/v1/branches', { params: { query: { q: '炼 铁', unit: '', category: undefined, page: 2 } } }))
    await answer(api.GET('/api/v1/facts/{id}', { params: { path: { id: 'a/b' } } }))
    const [list, one] = fetched.mock.calls.map(([request]) => new URL(request.url))
    expect(`${list?.pathname}${list?.search}`).toBe('/api/v1/branches?q=%E7%82%BC+%E9%93%81&page=2')
    expect(one?.pathname).toBe('/api/v1/facts/a%2Fb')
  })

  it('keeps the server’s own words and the request id', async () => {
    answering(404, { code: 'not_rated', message: '还没有评定', request_id: 'r1' })
    const error = await refused(answer(api.GET('/api/v1/periods')))
    expect([error.status, error.code, error.message, error.requestId]).toEqual([404, 'not_rated', '还没有评定', 'r1'])
  })

  it('says what to do when nobody answers', async () => {
    vi.stubGlobal('fetch', vi.fn(async () => { throw new TypeError('failed') }))
    const error = await refused(answer(api.GET('/api/v1/periods')))
    expect(error.code).toBe('unreachable')
    expect(error.message).toMatch(/重试/)
  })

  it('says so when what answers is no server of ours', async () => {
    vi.stubGlobal('fetch', vi.fn(async () => new Response('<html>', { status: 502 })))
    const error = await refused(answer(api.GET('/api/v1/periods')))
    expect([error.status, error.code]).toEqual([502, 'internal'])
  })

  it('notices an ended session, but not a wrong password', async () => {
    const expired = vi.fn()
    whenSessionExpires(expired)
    answering(401, { code: 'wrong_password', message: '不对', request_id: 'r' })
    await refused(answer(api.POST('/api/v1/session', { body: { account: 'a', password: 'b' } })))
    expect(expired).not.toHaveBeenCalled()
    await refused(answer(api.GET('/api/v1/periods')))
    expect(expired).toHaveBeenCalledOnce()
  })
})
