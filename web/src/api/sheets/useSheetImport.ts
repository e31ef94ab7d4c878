import { ref, shallowRef } from 'vue'
import { save } from '@/lib/csv'
import { useImportRating } from './useImportRating'
import { doors, markedName, problemOf, type Checked, type Imported } from './sheets'

/** One workbook on its way: chosen, checked, kept. */
export function useSheetImport(base: string) {
  const door = doors(base)
  const file = shallowRef<File | null>(null)
  const checked = ref<Checked | null>(null)
  const done = ref<Imported | null>(null)
  const problem = ref('')
  const busy = ref<'check' | 'marked' | 'keep' | null>(null)
  const key = ref('')
  /** Null where nothing is owed. */
  const isRating = useImportRating(key, () => done.value?.is_rating ?? false)

  async function run(what: 'check' | 'marked' | 'keep', work: () => Promise<void>) {
    if (busy.value) return
    busy.value = what
    problem.value = ''
    try {
      await work()
    } catch (cause) {
      problem.value = cause instanceof Error ? cause.message : '没有完成，请重试。'
    } finally {
      busy.value = null
    }
  }

  /** A file was chosen: what it says is checked at once. */
  function take(chosen: File | null | undefined) {
    if (!chosen || busy.value) return
    file.value = null
    checked.value = null
    done.value = null
    problem.value = problemOf(chosen) ?? ''
    if (problem.value) return
    file.value = chosen
    key.value = crypto.randomUUID()
    void run('check', async () => { checked.value = await door.check(chosen) })
  }

  const marked = () => run('marked', async () => {
    if (file.value) save(markedName(file.value.name), await door.marked(file.value))
  })

  const keep = () => run('keep', async () => {
    if (!file.value || !checked.value) return
    done.value = await door.keep(file.value, checked.value.sha256, key.value)
  })

  return { template: door.template, file, checked, done, isRating, problem, busy, take, marked, keep }
}
