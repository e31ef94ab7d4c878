import { expect, test } from 'vitest'
import { browserOf } from './browser'

test('a browser and its system are named', () => {
  expect(browserOf('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Windows 上的 Edge')
  expect(browserOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36')).toBe('Linux 上的 Chrome')
  expect(browserOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1')).toBe('iOS 上的 Safari')
  expect(browserOf('curl/8')).toBe('未知的浏览器')
})
