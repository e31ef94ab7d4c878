/** A scheme's version in words: `1` is 第1版, `2026.1` stays what it is. */
export function versionText(version: string): string {
  return /^\d{1,3}$/.test(version) ? `第${version}版` : `版本 ${version}`
}
