import { ElMessageBox } from 'element-plus'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useKeptTyping } from './keepTyped'

const asks = vi.spyOn(ElMessageBox, 'confirm')
afterEach(() => asks.mockReset())

describe('leaving a form', () => {
  it('closes at once while nothing was typed', async () => {
    const close = vi.fn()
    await useKeptTyping(() => ({ name: '' })).beforeClose(close)
    expect(close).toHaveBeenCalledOnce()
    expect(asks).not.toHaveBeenCalled()
  })

  it('asks before typed text is lost, and stays when told so', async () => {
    const form = { name: '' }
    const { beforeClose } = useKeptTyping(() => form)
    form.name = '张伟'
    const close = vi.fn()
    asks.mockResolvedValueOnce('confirm' as never)
    await beforeClose(close)
    asks.mockRejectedValueOnce('close')
    await beforeClose(close)
    expect(close).not.toHaveBeenCalled()
    asks.mockRejectedValueOnce('cancel')
    await beforeClose(close)
    expect(close).toHaveBeenCalledOnce()
  })

  it('takes what the program filled in for untouched', async () => {
    const form = { branch: '' }
    const { settle, beforeClose } = useKeptTyping(() => form)
    form.branch = '一高炉党支部'
    settle()
    const close = vi.fn()
    await beforeClose(close)
    expect(close).toHaveBeenCalledOnce()
  })
})
