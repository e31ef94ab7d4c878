/** Files that are handed in: what may be sent, sending with progress, the bytes again. */
import { answer, api, ApiError, type Page, type Schemas } from '../client'

export type Attachment = Schemas['AttachmentView']
export type Preview = Schemas['Preview']

const kinds = ['pdf', 'jpg', 'jpeg', 'png', 'docx', 'xlsx', 'pptx']
const largest = 20 * 1024 * 1024

export const accepted = kinds.map((kind) => `.${kind}`).join(',')
export const limits = 'PDF、JPG、PNG、DOCX、XLSX、PPTX，每个不超过 20 MB；严禁上传涉密信息。图片会去掉拍摄地点等信息后保存。'

/** Why the file need not even be sent; the server looks again, at its content. */
export function problemOf(file: { name: string, size: number }): string | null {
  const ending = file.name.includes('.') ? file.name.split('.').pop()?.toLowerCase() ?? '' : ''
  if (!kinds.includes(ending)) return `“${file.name}”不是可上传的类型；请改用 PDF、图片或新版 Office 文件。`
  if (file.size > largest) return `“${file.name}”超过 20 MB；请压缩图片或拆分后再上传。`
  if (file.size === 0) return `“${file.name}”是空文件；请重新选择。`
  return null
}

/** `1.5 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Sends a file; `fetch` cannot say how far it is, so this is the older way. `progress` is in percent. */
export function send(branch: string, file: File, progress: (percent: number) => void): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/branches/${encodeURIComponent(branch)}/attachments?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('X-Baolei', '1')
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(Math.round(event.loaded / event.total * 100)) }
    request.onload = () => {
      if (request.status === 201) resolve(request.response as Attachment)
      else reject(new ApiError(request.status, (request.response ?? {}) as object))
    }
    request.onerror = () => reject(new ApiError(0, {}))
    request.send(file)
  })
}

export function find(id: string): Promise<Attachment> {
  return answer(api.GET('/api/v1/attachments/{id}', { params: { path: { id } } }))
}

/** The files of one row, newest first. */
export async function ownedBy(branch: string, owner: string, ownerId: string): Promise<Attachment[]> {
  const query = { owner, owner_id: ownerId, size: 100 }
  const page = await answer(api.GET('/api/v1/branches/{branch}/attachments', { params: { path: { branch }, query } }))
  return (page as Page<Attachment>).items
}

export async function remove(id: string): Promise<void> {
  await answer(api.DELETE('/api/v1/attachments/{id}', { params: { path: { id } } }))
}

export function preview(id: string): Promise<Preview> {
  return answer(api.GET('/api/v1/attachments/{id}/preview', { params: { path: { id } } }))
}

export function address(id: string): string {
  return `/api/v1/attachments/${encodeURIComponent(id)}/content`
}

export function content(id: string): Promise<Blob> {
  return answer(api.GET('/api/v1/attachments/{id}/content', { params: { path: { id } }, parseAs: 'blob' })) as unknown as Promise<Blob>
}
