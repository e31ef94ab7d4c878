import { afterEach, describe, expect, it, vi } from 'vitest'
import { api, ApiError, part, whenSessionExpires } from './client'

function answer(status: number, body: unknown) {
  const fetched = vi.fn<(address: string, options: RequestInit) => Promise<Response>>(async () => new Response(status === 204 ? null : JSON.stringify(body), { status }))
  vi.stubGlobal('fetch', fetched)
  return fetched
}

afterEach(() => {
  vi.unstubAllGlobals()
  whenSessionExpires(() => {})
})

describe('client', () => {
  it('sends the guard header with what changes something, and only then', async () => {
    const fetched = answer(200, {})
    await api.get('/periods')
    await api.post('/session', { account: 'a' })
    const headers = fetched.mock.calls.map(([, options]) => options.headers as Record<string, string>)
    expect(headers.map((each) => each['X-Baolei'])).toEqual([undefined, '1'])
  })

  it('leaves out empty filters and escapes the others', async () => {
    const fetched = answer(200, {})
    await api.get(`/branches/${part('a/b')}`, { q: '炼 铁', unit: '', stars: null, page: 2 })
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/branches/a%2Fb?q=%E7%82%BC+%E9%93%81&page=2')
  })

  it('keeps the server’s own words and the request id', async () => {
    answer(404, { code: 'not_rated', message: '还没有评定', request_id: 'r1' })
    const error = await api.get('/rankings/2026-09').catch((cause: unknown) => cause) as ApiError
    expect([error.status, error.code, error.message, error.requestId]).toEqual([404, 'not_rated', '还没有评定', 'r1'])
  })

  it('says what to do when nobody answers', async () => {
    vi.stubGlobal('fetch', vi.fn(async () => { throw new TypeError('failed') }))
    const error = await api.get('/periods').catch((cause: unknown) => cause) as ApiError
    expect(error.code).toBe('unreachable')
    expect(error.message).toMatch(/重试/)
  })

  it('notices an ended session, but not a wrong password', async () => {
    const expired = vi.fn()
    whenSessionExpires(expired)
    answer(401, { code: 'wrong_password', message: '不对' })
    await api.post('/session', {}).catch(() => {})
    expect(expired).not.toHaveBeenCalled()
    await api.get('/periods').catch(() => {})
    expect(expired).toHaveBeenCalledOnce()
  })
})
