import { useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'
import { h, ref } from 'vue'
import { RouterLink } from 'vue-router'
import { answer, api } from './client'

/** Asks the server for the whole list as a workbook, or a year as a book; it waits in the 下载中心 when it is made. */
export function useJobExport(kind: string) {
  const queries = useQueryClient()
  const busy = ref(false)

  async function run(query: Record<string, unknown>) {
    busy.value = true
    try {
      const headers = { 'Idempotency-Key': crypto.randomUUID() }
      const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined))
      await answer(api.POST('/api/v1/jobs', { body: { kind, query: given as Record<string, never> }, headers }))
      ElMessage.success({
        message: h('span', ['已开始导出，做好后右上角的铃会提醒。', h(RouterLink, { to: '/downloads' }, () => '打开下载中心')]),
        duration: 6000, showClose: true,
      })
      void queries.invalidateQueries({ queryKey: ['jobs'] })
    } catch (error) {
      ElMessage.error({ message: error instanceof Error ? error.message : '导出没有开始，请重试。', duration: 8000, showClose: true })
    } finally {
      busy.value = false
    }
  }

  return { busy, run }
}
