/** Compares an object with a local file inside OSS, if neither a CRC64 nor an ETag shows what its bytes are: no byte is sent or received. */
import { combineCrc64 } from '../../core/bytes/crc64.ts'
import { MAX_PARTS, MIN_PART_SIZE_BYTES, type Part } from '../../core/bytes/parts.ts'
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import { isMd5 } from '../../core/plan/reconcile.ts'
import { equalParts } from '../../core/records/layout.ts'
import type { ObjectFacts } from '../../ports.ts'
import type { SourceFile, Verifier } from '../bucket/context.ts'
import { digestInTurn } from './digest.ts'

const RANGE_BYTES = 32 * 1024 ** 2
/** They overwrite the parts of those before: if OSS refuses to abort the upload, little is left of it. */
const AT_ONCE = 8

/**
 * The object is copied range by range into an upload that is never completed: OSS answers each copy with the MD5 of its bytes as ETag.
 * @returns the object if every range has the MD5 of the local bytes; undefined if one differs, or OSS does not copy, or does not return an MD5
 */
export async function compareInside(
  engine: Verifier,
  file: SourceFile,
  { etag, versionId, sizeBytes }: ObjectFacts,
): Promise<PresentObject | undefined> {
  // Without its size the object could have more bytes than the file.
  if (sizeBytes !== file.sizeBytes || sizeBytes < MIN_PART_SIZE_BYTES) return undefined
  const { bucket, signal } = engine
  const uploadId = await orUndefined(signal, bucket.initiateUpload({ key: file.key, headers: {}, mayExist: true }))
  if (uploadId === undefined) return undefined
  const ranges = equalParts(file.sizeBytes, Math.max(RANGE_BYTES, Math.ceil(file.sizeBytes / MAX_PARTS)))
  const compare = (range: Part, number: number) =>
    compareRange(engine, file, { uploadId, etag, part: { ...range, number } })
  let crc64 = 0n
  try {
    // The first one alone: an object with other bytes mostly differs there.
    for (let from = 0; from < ranges.length; from += from === 0 ? 1 : AT_ONCE) {
      const some = ranges.slice(from, from === 0 ? 1 : from + AT_ONCE)
      for (const local of await Promise.all(some.map((range, index) => compare(range, index + 1)))) {
        if (local === undefined) return undefined
        crc64 = combineCrc64(crc64, local.crc64, local.sizeBytes)
      }
    }
    return { etag, crc64, versionId, proof: 'parts' }
  } finally {
    await bucket.abortUpload({ key: file.key, uploadId }).catch(() => {})
  }
}

/** @returns CRC64 and size of a range of the local file, if the object has the same bytes. */
async function compareRange(
  engine: Verifier,
  { key, path }: SourceFile,
  { uploadId, part, etag }: { readonly uploadId: string; readonly part: Part; readonly etag: string },
): Promise<{ readonly crc64: bigint; readonly sizeBytes: number } | undefined> {
  const { number, startBytes, endBytes } = part
  const local = await digestInTurn(engine, { path, startBytes, endBytes, md5: true })
  const from = { fromKey: key, etag, startBytes, endBytes }
  const copy = await orUndefined(engine.signal, engine.bucket.copyPartOnce({ key, uploadId, number, from }))
  const isSame = copy !== undefined && isMd5(copy.etag) && copy.etag.toUpperCase() === local.md5
  return isSame ? { crc64: local.crc64, sizeBytes: endBytes - startBytes } : undefined
}

/** @returns the answer; undefined if OSS refused: then nothing is proven. */
async function orUndefined<T>(signal: AbortSignal, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    signal.throwIfAborted()
    if (asActionError(error) === undefined || faultOf(error) === 'aborted') throw error
    return undefined
  }
}
