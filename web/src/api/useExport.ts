import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { csv, save, type Cell } from '@/lib/csv'
import type { Page } from './client'
import { wholeList } from './pages'

export interface Export<Row> {
  /** The file's name and first line. */
  name: string
  /** Lines between the name and the table: what it is of, by which rules. */
  about?: [string, string | null | undefined][]
  columns: string[]
  cells: (row: Row) => Cell[]
  ask: (part: { page: number, size: number }) => Promise<Page<Row>>
  /** What one row is, counted: `个支部`. */
  counted: string
}

/** The whole filtered list as a table file, with its title and whatever explains it. */
export function useExport() {
  const busy = ref(false)
  /** How far a long one is, as a percentage; `null` while it is short. */
  const progress = ref<number | null>(null)

  async function run<Row>({ name, about = [], columns, cells, ask, counted }: Export<Row>) {
    busy.value = true
    try {
      const rows = await wholeList(ask, (share) => { progress.value = Math.round(share * 100) })
      save(`${name.replace(/[\\/:*?"<>|]/g, '')}.csv`, csv([[name], ...about, [], columns, ...rows.map(cells)]))
      ElMessage.success(`已导出 ${rows.length} ${counted}`)
    } catch (error) {
      ElMessage.error({ message: error instanceof Error ? error.message : '导出没有完成，请重试。', showClose: true })
    } finally {
      busy.value = false
      progress.value = null
    }
  }

  return { busy, progress, run }
}
