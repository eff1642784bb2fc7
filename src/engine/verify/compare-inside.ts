/** Compares an object with known bytes inside OSS, if neither a CRC64 nor an ETag shows what its bytes are: no byte is sent or received. */
import { combineCrc64 } from '../../core/bytes/crc64.ts'
import { MAX_PARTS, MIN_PART_SIZE_BYTES, type Part } from '../../core/bytes/parts.ts'
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import { isMd5 } from '../../core/plan/reconcile.ts'
import { equalParts } from '../../core/records/layout.ts'
import type { ObjectFacts } from '../../ports.ts'
import type { BucketUser, Engine, SourceFile, Verifier } from '../bucket/context.ts'
import { digestInTurn } from './digest.ts'

const RANGE_BYTES = 32 * 1024 ** 2
/** They overwrite the parts of those before: if OSS refuses to abort the upload, little is left of it. */
const AT_ONCE = 8

/** A range of an object, and how to get the MD5 that it is to have, in hex. */
interface ExpectedRange extends Pick<Part, 'startBytes' | 'endBytes'> {
  md5(): Promise<string | undefined>
}

interface Compared extends Pick<ObjectFacts, 'etag'> {
  readonly key: string
  readonly ranges: readonly ExpectedRange[]
}

/**
 * The object is copied range by range into an upload that is never completed: OSS answers each copy with the MD5 of its bytes as ETag.
 * @returns whether every range has the expected bytes; false if one differs, or OSS does not copy, or does not return an MD5
 */
export async function hasRanges(
  engine: BucketUser & Pick<Engine, 'signal'>,
  { key, etag, ranges }: Compared,
): Promise<boolean> {
  const { bucket, signal } = engine
  const uploadId = await orUndefined(signal, bucket.initiateUpload({ key, headers: {}, mayExist: true }))
  if (uploadId === undefined) return false
  const isSame = async ({ startBytes, endBytes, md5 }: ExpectedRange, index: number) => {
    const expected = await md5()
    const from = { fromKey: key, etag, startBytes, endBytes }
    const copy = await orUndefined(signal, bucket.copyPartOnce({ key, uploadId, number: index + 1, from }))
    return copy !== undefined && isMd5(copy.etag) && copy.etag.toUpperCase() === expected?.toUpperCase()
  }
  try {
    // The first one alone: an object with other bytes mostly differs there.
    for (let from = 0; from < ranges.length; from += from === 0 ? 1 : AT_ONCE) {
      const some = await Promise.all(ranges.slice(from, from === 0 ? 1 : from + AT_ONCE).map(isSame))
      if (some.includes(false)) return false
    }
    return ranges.length > 0
  } finally {
    await bucket.abortUpload({ key, uploadId }).catch(() => {})
  }
}

/** @returns the object if it has the bytes of the local file. */
export async function compareInside(
  engine: Verifier,
  { key, path, sizeBytes }: SourceFile,
  { etag, versionId, sizeBytes: objectBytes }: ObjectFacts,
): Promise<PresentObject | undefined> {
  // Without its size the object could have more bytes than the file.
  if (objectBytes !== sizeBytes || sizeBytes < MIN_PART_SIZE_BYTES) return undefined
  const crc64s = new Map<number, bigint>()
  const parts = equalParts(sizeBytes, Math.max(RANGE_BYTES, Math.ceil(sizeBytes / MAX_PARTS)))
  const ranges = parts.map(({ number, startBytes, endBytes }) => ({
    ...{ startBytes, endBytes },
    async md5() {
      const local = await digestInTurn(engine, { path, startBytes, endBytes, md5: true })
      crc64s.set(number, local.crc64)
      return local.md5
    },
  }))
  if (!(await hasRanges(engine, { key, etag, ranges }))) return undefined
  const crc64 = parts.reduce(
    (crc, { number, startBytes, endBytes }) => combineCrc64(crc, crc64s.get(number) ?? 0n, endBytes - startBytes),
    0n,
  )
  return { etag, crc64, versionId, proof: 'parts' }
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
