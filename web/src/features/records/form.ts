/** What the parts of one form share: the body they write into, what the form asks and what is wrong with it. */
import { inject, provide, type InjectionKey, type Ref } from 'vue'
import type { FormView, Problem, RecordBody, RecordKind } from './types'

export interface FormContext {
  kind: RecordKind
  branch: string
  body: RecordBody
  form: Ref<FormView | undefined>
  problems: Ref<Problem[]>
  /** Problems are named after the first attempt to hand in, not while the form is still empty. */
  tried: Ref<boolean>
}

const key: InjectionKey<FormContext> = Symbol('record form')

export const provideForm = (context: FormContext) => provide(key, context)

export function useFormContext(): FormContext {
  const context = inject(key)
  if (!context) throw new Error('a form part outside a form')
  return context
}

/** Row `n` of a list in the body; lists begin when their first row does. */
export function addRow<Row>(list: Row[] | undefined, row: Row): Row[] {
  return [...list ?? [], row]
}

export const dropRow = <Row>(list: Row[] | undefined, n: number): Row[] => (list ?? []).filter((_, at) => at !== n)
