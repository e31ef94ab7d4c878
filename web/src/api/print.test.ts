import { describe, expect, it } from 'vitest'
import { fileName } from './usePrint'

describe('the name of a printed paper', () => {
  it('is the one that the server gave, in Chinese', () => {
    expect(fileName(`attachment; filename="_.pdf"; filename*=UTF-8''9%E6%9C%88%E6%94%AF%E5%A7%94%E4%BC%9A.pdf`)).toBe('9月支委会.pdf')
  })
  it('is never empty and never an error', () => {
    expect(fileName(null)).toBe('打印件.pdf')
    expect(fileName(`attachment; filename*=UTF-8''%E6%9.pdf`)).toBe('打印件.pdf')
  })
})
