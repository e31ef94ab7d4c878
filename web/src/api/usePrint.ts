import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { save } from '@/lib/csv'
import { ApiError, type Schemas } from './client'

/** The name that the server gave a file (RFC 6266), `打印件.pdf` if it gave none. */
export function fileName(disposition: string | null): string {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  try {
    return coded ? decodeURIComponent(coded) : '打印件.pdf'
  } catch {
    return '打印件.pdf'
  }
}

/** Has the server set a paper (PDF) and hands it over as a file: the same pages on every machine. */
export function usePrint() {
  const busy = ref(false)

  async function print(path: string) {
    busy.value = true
    try {
      const response = await fetch(`/api/v1${path}`, { credentials: 'same-origin' }).catch(() => { throw new ApiError(0, {}) })
      if (!response.ok) {
        const said: Partial<Schemas['ErrorBody']> = await response.json().catch(() => ({}))
        throw new ApiError(response.status, said)
      }
      const name = fileName(response.headers.get('content-disposition'))
      save(name, await response.blob())
      ElMessage.success(`已生成“${name}”，打开后即可打印`)
    } catch (error) {
      ElMessage.error({ message: error instanceof Error ? error.message : '打印没有完成，请重试。', showClose: true, duration: 6000 })
    } finally {
      busy.value = false
    }
  }

  return { busy, print }
}
