import { ElMessage, ElMessageBox } from 'element-plus'
import { useRouter } from 'vue-router'
import { kindNames } from './kinds'
import { askRecords, useRecordChanges } from './queries'
import type { RecordKind } from './types'

/** Begins a record and opens its form; a draft of that kind that was left lying is offered first. False where nothing was begun. */
export function useStart() {
  const router = useRouter()
  const { start } = useRecordChanges()

  async function begin(branch_id: string, kind: RecordKind, how: 'push' | 'replace' = 'push'): Promise<boolean> {
    try {
      const { items: [left] } = await askRecords({ branch: branch_id, kind, state: 'draft', size: 1 })
      const choice = left && await ElMessageBox.confirm(`有一份没有提交的${kindNames[kind]}草稿：${left.title || left.on || '还没有填日期'}。`, '接着填？', {
        confirmButtonText: '接着填草稿', cancelButtonText: '另外新增', distinguishCancelAndClose: true,
      }).then(() => 'draft', (how: string) => how)
      if (choice === 'close') return false
      const record = choice === 'draft' ? left!.id : (await start.mutateAsync({ branch_id, kind })).id
      await router[how]({ name: 'record-edit', params: { record } })
      return true
    } catch (error) {
      ElMessage.error({ message: error instanceof Error ? error.message : '没有完成，请重试。', showClose: true })
      return false
    }
  }

  return { begin, busy: start.isPending }
}
