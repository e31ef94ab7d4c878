import { describe, expect, it } from 'vitest'
import { problemOf, sizeText } from './files'

describe('files', () => {
  it('takes what the server takes', () => {
    for (const name of ['记录.pdf', '照片.JPG', '照片.jpeg', '名单.xlsx']) expect(problemOf({ name, size: 10 })).toBeNull()
  })

  it('says why a file need not be sent', () => {
    expect(problemOf({ name: '旧.doc', size: 10 })).toMatch(/不是可上传的类型/)
    expect(problemOf({ name: '没有扩展名', size: 10 })).toMatch(/不是可上传的类型/)
    expect(problemOf({ name: '大.pdf', size: 21 * 1024 * 1024 })).toMatch(/20 MB/)
    expect(problemOf({ name: '空.pdf', size: 0 })).toMatch(/空文件/)
  })

  it('says sizes as people do', () => {
    expect([900, 2048, 1_572_864].map(sizeText)).toEqual(['900 B', '2 KB', '1.5 MB'])
  })
})
