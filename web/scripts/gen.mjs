/** Writes `src/api/schema.gen.ts` from the server's description; with `--check` only says whether it is in step. */
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const from = new URL('../openapi.json', import.meta.url)
const to = new URL('../src/api/schema.gen.ts', import.meta.url)
const head = `/* eslint-disable */
/**
 * Generated from openapi.json: do not edit.
 * \`npm run gen\` writes it anew, \`npm run gen:check\` says whether it is in step.
 */

`

const text = head + astToString(await openapiTS(from))

if (process.argv.includes('--check')) {
  if (await readFile(to, 'utf8').catch(() => '') !== text) {
    console.error('src/api/schema.gen.ts does not match openapi.json: run `npm run gen` and commit the result.')
    process.exit(1)
  }
} else {
  await writeFile(to, text)
}
