/** `2026-09-30T08:05:00Z` as `2026-09-30 16:05` in the reader's own zone; plain dates stay as they are. */
export function dateTime(text: string | null | undefined): string {
  if (!text) return '—'
  if (!text.includes('T')) return text
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return text
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}
