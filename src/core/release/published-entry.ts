/** What the manifest and the index of a release both tell of a published object. Pure. */
import { formatCrc64 } from '../bytes/crc64.ts'
import type { NamedObject, PresentObject } from '../plan/plan.ts'

/** A published object, as JSON shows it. */
export interface PublishedEntry {
  readonly path: string
  readonly key: string
  readonly url: string
  /** Bytes. */
  readonly size: number
  readonly crc64: string
  readonly sha256?: string
  readonly etag: string
  readonly versionId?: string
  readonly contentType: string
  /** Only if `feed-urls` changed URLs in it. */
  readonly rewritten?: true
}

interface PublishedObject {
  readonly file: Pick<NamedObject, 'displayPath' | 'key' | 'sizeBytes' | 'headers' | 'isRewritten'>
  readonly object: Pick<PresentObject, 'crc64' | 'etag' | 'versionId'>
  readonly url: string
  /** Lower-case hex; undefined if it is not known. */
  readonly sha256: string | undefined
}

/** @returns the entry of an object. What is not known has no field. */
export function publishedEntry({ file, object, url, sha256 }: PublishedObject): PublishedEntry {
  const { crc64, etag, versionId } = object
  return {
    path: file.displayPath,
    key: file.key,
    url,
    size: file.sizeBytes,
    crc64: formatCrc64(crc64),
    ...(sha256 === undefined ? {} : { sha256 }),
    etag,
    ...(versionId === undefined ? {} : { versionId }),
    contentType: file.headers['content-type'] ?? 'application/octet-stream',
    ...(file.isRewritten === true ? { rewritten: true } : {}),
  }
}
