import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { ApiError } from '@/api/client'
import { useRosterChange } from './queries'

/** One form: its problems beside the fields, whatever else went wrong as a message. */
export function useForm() {
  const { mutateAsync, isPending } = useRosterChange()
  const problems = ref<Record<string, string>>({})

  async function run(work: () => Promise<unknown>, done: string): Promise<boolean> {
    problems.value = {}
    try {
      await mutateAsync(work)
      ElMessage.success(done)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.problems.length) {
        problems.value = Object.fromEntries(error.problems.map((each) => [each.at, each.message]))
      } else {
        ElMessage.error({ message: error instanceof Error ? error.message : '没有完成，请重试。', duration: 8000, showClose: true })
      }
      return false
    }
  }

  return { problems, busy: isPending, run }
}
