import { computed, onScopeDispose, reactive, ref, toRaw, watch } from 'vue'
import { ApiError } from '@/api/client'
import { closed, opened } from './body'
import { forget, keep, recover } from './drafts'
import { saveDraft } from './queries'
import type { Problem, RecordBody, RecordVerdict, RecordView, Saved } from './types'

/** `offline`: kept in this browser only, tried again by itself. */
export type SavingState = 'clean' | 'dirty' | 'saving' | 'saved' | 'offline' | 'stale' | 'refused'

const quiet = 900
const again = 5_000

/**
 * The body that is being typed, saved by itself whenever typing pauses. What the server has not yet got stays in this browser;
 * an edit by somebody else meanwhile stops the saving until the writer has chosen.
 */
export function useDraft(view: RecordView, account: string, save = saveDraft, store: Storage = localStorage) {
  const kept = recover<RecordBody>(account, view.id, store)
  const recovered = ref(kept && kept.rev === view.rev ? kept.at : null)
  const body = reactive<RecordBody>(opened(recovered.value ? kept!.body : view.draft ?? view.body))
  const rev = ref(view.rev)
  const state = ref<SavingState>('clean')
  const savedAt = ref<string | null>(view.saved_at || null)
  const verdict = ref<RecordVerdict>(view.verdict)
  const problems = ref<Problem[]>(view.problems)
  /** Duties that the record meets as it is typed; unknown before the first saving. */
  const met = ref<Saved['duties'] | null>(null)
  const trouble = ref<string | null>(null)
  /** What somebody else saved meanwhile. */
  const other = ref<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null
  let typed = 0

  const plain = () => closed(toRaw(body))
  /** What the server has: opening a form, which adds empty rows, is no change. */
  let known = JSON.stringify(closed(opened(view.draft ?? view.body)))

  async function send(): Promise<boolean> {
    const mine = typed
    const sent = plain()
    state.value = 'saving'
    try {
      const saved = await save(view.id, rev.value, sent)
      known = JSON.stringify(sent)
      rev.value = saved.rev
      savedAt.value = saved.saved_at
      verdict.value = saved.verdict
      problems.value = saved.problems
      met.value = saved.duties
      trouble.value = null
      if (typed !== mine) return await send()
      forget(account, view.id, store)
      state.value = 'saved'
      return true
    } catch (error) {
      const cause = error instanceof ApiError ? error : null
      trouble.value = cause?.message ?? '没有保存成功，请重试。'
      if (cause?.code === 'stale') {
        other.value = cause.versions?.current ?? null
        state.value = 'stale'
      } else if (!cause || cause.status === 0 || cause.status === 401 || cause.status === 429 || cause.status >= 500) {
        state.value = 'offline'
        clearTimeout(timer)
        timer = setTimeout(() => void flush(), again)
      } else {
        state.value = 'refused'
      }
      return false
    }
  }

  /** Saves what is not saved yet; true when the server has everything. */
  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    if (running) return running
    if (state.value === 'clean' || state.value === 'saved') return true
    if (state.value === 'stale') return false
    running = send().finally(() => { running = null })
    return running
  }

  function touched() {
    if (state.value === 'clean' && JSON.stringify(plain()) === known) return
    typed += 1
    keep(account, view.id, { body: plain(), rev: rev.value, at: new Date().toISOString() }, store)
    if (state.value === 'stale') return
    if (!running) state.value = 'dirty'
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), quiet)
  }

  watch(body, touched, { deep: true, flush: 'sync' })
  if (recovered.value) touched()
  onScopeDispose(() => {
    clearTimeout(timer)
    if (state.value === 'dirty') void send()
  })

  /** Goes on with one's own text upon the revision the other one left. */
  function mineOver(current: number) {
    rev.value = current
    state.value = 'dirty'
    other.value = null
    return flush()
  }

  /** Drops one's own text. */
  function forgetMine() {
    clearTimeout(timer)
    forget(account, view.id, store)
    state.value = 'clean'
  }

  const dirty = computed(() => ['dirty', 'saving', 'offline', 'refused', 'stale'].includes(state.value))
  return { body, rev, state, savedAt, verdict, problems, met, trouble, other, recovered, dirty, flush, mineOver, forgetMine }
}
