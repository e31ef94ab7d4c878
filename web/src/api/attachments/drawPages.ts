/** A PDF drawn page by page; nothing in it runs, and what drawing needs comes from our own host. */
import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = worker

/** Where the build puts the drawer's tables and fonts (`vite.config.ts`). */
const base = '/pdfjs/'

/** Pages that are drawn at most. */
const most = 30

export async function drawPages(file: Blob, into: HTMLElement): Promise<{ shown: number, of: number }> {
  const pdf = await getDocument({
    data: await file.arrayBuffer(),
    isEvalSupported: false,
    enableXfa: false,
    // Papers from office programs often carry no Chinese font, only the code that its letters are written in.
    cMapUrl: `${base}cmaps/`,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    useWasm: false,
  }).promise
  const shown = Math.min(pdf.numPages, most)
  for (let number = 1; number <= shown; number++) {
    const page = await pdf.getPage(number)
    const viewport = page.getViewport({ scale: 1.5 })
    const canvas = document.createElement('canvas')
    canvas.width = viewport.width
    canvas.height = viewport.height
    canvas.setAttribute('aria-label', `第 ${number} 页`)
    into.append(canvas)
    await page.render({ canvas, viewport }).promise
  }
  return { shown, of: pdf.numPages }
}
