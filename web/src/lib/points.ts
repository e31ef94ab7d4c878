/** Exact decimals as text. No floating point: a total is either exact or not shown. */

interface Exact {
  units: bigint
  decimals: number
}

const shape = /^([+-])?(\d+)(?:\.(\d+))?$/

function read(text: string): Exact {
  const match = shape.exec(text.trim())
  if (!match) throw new Error(`not a decimal: ${text}`)
  const [, sign, whole, fraction = ''] = match
  const units = BigInt(`${whole}${fraction}`)
  return { units: sign === '-' ? -units : units, decimals: fraction.length }
}

function write({ units, decimals }: Exact): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = decimals ? `.${digits.slice(-decimals)}` : ''
  return `${units < 0n ? '-' : ''}${whole}${fraction}`
}

function scaled(exact: Exact, decimals: number): bigint {
  return exact.units * 10n ** BigInt(decimals - exact.decimals)
}

/** The exact sum, with as many decimals as the most precise part and at least two. */
export function sum(texts: Iterable<string | null | undefined>): string {
  const parts = [...texts].filter((text): text is string => !!text).map(read)
  const decimals = Math.max(2, ...parts.map((each) => each.decimals))
  return write({ units: parts.reduce((total, each) => total + scaled(each, decimals), 0n), decimals })
}

export function subtract(a: string, b: string): string {
  const [left, right] = [read(a), read(b)]
  const decimals = Math.max(2, left.decimals, right.decimals)
  return write({ units: scaled(left, decimals) - scaled(right, decimals), decimals })
}

/** Negative, zero or positive, as `Array.sort` wants it. */
export function compare(a: string, b: string): number {
  const [left, right] = [read(a), read(b)]
  const decimals = Math.max(left.decimals, right.decimals)
  const [x, y] = [scaled(left, decimals), scaled(right, decimals)]
  return x < y ? -1 : x > y ? 1 : 0
}

export function isZero(text: string): boolean {
  return read(text).units === 0n
}

/** As the server wrote it, with at least two decimals: `4` becomes `4.00`. */
export function twoDecimals(text: string): string {
  const match = shape.exec(text.trim())
  if (!match) return text
  const [, sign, whole, fraction = ''] = match
  return `${sign === '-' ? '-' : ''}${whole}.${fraction.padEnd(2, '0')}`
}

/** With its sign, for steps: `+2.00`, `-1.00`, `0.00`. */
export function signed(text: string): string {
  const plain = twoDecimals(text)
  return plain.startsWith('-') || !shape.test(plain) || isZero(plain) ? plain : `+${plain}`
}

/** For drawing only: where a mark stands on a chart. */
export function forChart(text: string | null | undefined): number | null {
  return text === null || text === undefined || text === '' ? null : Number(text)
}
