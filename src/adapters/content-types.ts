/** Content types by file name, from the mime-db that the web's servers share. */
import { contentType } from 'mime-types'

/** @returns the Content-Type for a key, with charset for text; `application/octet-stream` where the name says nothing. */
export function contentTypeOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1)
  return contentType(name) || 'application/octet-stream'
}
