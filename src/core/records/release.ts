/**
 * The record of a release that is about to become visible: it names the uploads that will be completed, and is in the Actions cache before the first
 *  of them is. If one of its uploads is gone later and HEAD is denied, it was completed by this release.
 */
import type { Sha256Of } from './names.ts'

interface ReleaseRecord {
  /** SHA-256 of region and bucket. */
  readonly bucket: string
  readonly runId: string
  /** Digests of uploads, see `uploadDigest`. */
  readonly uploads: ReadonlySet<string>
}

const VERSION = 1
const DIGEST = /^[0-9a-f]{32}$/

/** @returns the digest of an upload in the record: keys and upload IDs cannot be read from it. */
export function uploadDigest(
  sha256Of: Sha256Of,
  { key, uploadId }: { readonly key: string; readonly uploadId: string },
) {
  return sha256Of(`${key}\n${uploadId}`).slice(0, 32)
}

/** @returns the record as one line of JSON. */
export function formatRelease({ bucket, runId, uploads }: ReleaseRecord): string {
  return JSON.stringify({ v: VERSION, bucket, run: runId, uploads: [...uploads].sort() })
}

/** @returns the record, or undefined if it is not one, or is for another bucket or run. */
export function parseReleaseRecord(
  text: string,
  { bucketId, runId }: { readonly bucketId: string; readonly runId: string },
): ReleaseRecord | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { v, bucket, run, uploads } = value as Readonly<Record<string, unknown>>
  if (v !== VERSION || bucket !== bucketId || run !== runId || !Array.isArray(uploads)) return undefined
  if (!uploads.every((one): one is string => typeof one === 'string' && DIGEST.test(one))) return undefined
  return { bucket: bucketId, runId, uploads: new Set(uploads) }
}
