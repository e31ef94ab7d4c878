/** Hints for the reviewer: worked out by the server, beside the record, never in its score. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Schemas } from '@/api/client'
import { freshKey } from '@/lib/keys'

export type Hints = Schemas['HintsView']
export type TextHint = Schemas['TextHint']
export type PictureHint = Schemas['PictureHint']

export function useHints(record: MaybeRefOrGetter<string>, wanted: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: ['record-hints', computed(() => toValue(record))],
    queryFn: ({ signal }): Promise<Hints> => answer(api.GET('/api/v1/records/{id}/hints', { params: { path: { id: toValue(record) } }, signal })),
    enabled: computed(() => toValue(wanted)),
  })
}

export function useHintCheck(record: MaybeRefOrGetter<string>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (note: string) => {
      const header = { 'Idempotency-Key': freshKey() }
      return answer(api.POST('/api/v1/records/{id}/hints/check', { params: { path: { id: toValue(record) }, header }, body: { note: note.trim() || null } }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['record-hints'] }),
  })
}

/** Nothing worth a look. */
export const isQuiet = (hints: Hints) => hints.texts.length + hints.pictures.length + hints.later.length === 0

/** `2 处文字相近、1 张图片相近`. */
export function summed(hints: Hints): string {
  const parts: [number, string][] = [[hints.texts.length, '处文字相近'], [hints.pictures.length, '张图片相近'], [hints.later.length, '处日期待核']]
  return parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`).join('、')
}

/** The other record in words; a foreign one stays without a name. */
export function otherName(hint: { own?: boolean, branch_name?: string | null }): string {
  if (hint.own) return '本支部'
  return hint.branch_name ?? '另一支部'
}

export interface Piece { text: string, same: boolean }

/** A passage in pieces: what stands in the other one as well, and what was changed. At most a few hundred characters each. */
export function pieces(text: string, other: string): Piece[] {
  const [a, b] = [[...text], [...other]]
  // Longest common subsequence, from the back.
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!)
    }
  }
  const found: Piece[] = []
  let j = 0
  a.forEach((sign, i) => {
    while (j < b.length && b[j] !== sign && table[i]![j + 1]! === table[i]![j]!) j += 1
    const same = j < b.length && b[j] === sign
    if (same) j += 1
    const last = found.at(-1)
    if (last?.same === same) last.text += sign
    else found.push({ text: sign, same })
  })
  return joined(found)
}

/** One or two signs that happen to be the same between two changes are part of the change. */
function joined(all: Piece[]): Piece[] {
  const found: Piece[] = []
  all.forEach((piece, n) => {
    const chance = piece.same && piece.text.length <= 2 && all[n - 1]?.same === false && all[n + 1]?.same === false
    const same = piece.same && !chance
    const last = found.at(-1)
    if (last?.same === same) last.text += piece.text
    else found.push({ text: piece.text, same })
  })
  return found
}
