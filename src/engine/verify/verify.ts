/** Whether the bucket has exactly the bytes of a local file. */
import { ActionError, faultOf } from '../../core/errors/errors.ts'
import { hasHeaders } from '../../core/naming/headers.ts'
import { recordedParts } from '../../core/plan/assembled.ts'
import { isMarked, toldSha256 } from '../../core/plan/digest-headers.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import { isMd5 } from '../../core/plan/reconcile.ts'
import type { Checkpoint } from '../../core/records/checkpoint.ts'
import { singleLine } from '../../core/text/text.ts'
import type { ObjectFacts } from '../../ports.ts'
import type { BucketUser, SourceFile, Verifier } from '../bucket/context.ts'
import { assembledAsLocal } from './assembled.ts'
import { compareInside } from './compare-inside.ts'
import { digestInTurn } from './digest.ts'

/** What HEAD says about an object. */
export type HeadResult =
  | { readonly kind: 'found'; readonly facts: ObjectFacts }
  | { readonly kind: 'missing' }
  /** The credentials may not look (`oss:GetObject`). */
  | { readonly kind: 'denied'; readonly error: unknown }

/** @returns what HEAD says about an object; throws failures other than a refusal. */
export async function headObject(engine: BucketUser, key: string): Promise<HeadResult> {
  try {
    const facts = await engine.bucket.headObject(key)
    return facts === undefined ? { kind: 'missing' } : { kind: 'found', facts }
  } catch (error) {
    if (faultOf(error) === 'denied') return { kind: 'denied', error }
    throw error
  }
}

/**
 * @param heads receives each answer as it comes: they remain if a later request fails
 * @returns what HEAD says about each object, by key. The first request shows whether HEAD is allowed; the others are sent only if it is.
 */
export async function headObjects(
  engine: BucketUser,
  keys: readonly string[],
  heads = new Map<string, HeadResult>(),
): Promise<ReadonlyMap<string, HeadResult>> {
  const ask = async (key: string) => void heads.set(key, await headObject(engine, key))
  const [first, ...others] = keys
  if (first === undefined) return heads
  await ask(first)
  if (heads.get(first)?.kind !== 'denied') await Promise.all(others.map(ask))
  return heads
}

/** What is known about an object that Complete made. */
interface CompletedObject {
  readonly crc64: bigint
  readonly proof?: 'parts'
}

/**
 * @param parts what the object was assembled of: their size, and their CRC64 combined
 * @returns the CRC64 that HEAD returns for an object that Complete answered without one. If HEAD is denied or has none either, it is that of
 *     the parts, since Complete accepts only ETags that were compared with the bytes. Throws a `network` fault if the bucket has
 *     no such object, or one of another size.
 */
export async function assembledCrc64(
  engine: BucketUser,
  key: string,
  parts: { readonly sizeBytes: number; readonly crc64: bigint },
): Promise<CompletedObject> {
  const head = await headObject(engine, key)
  const byParts: CompletedObject = { crc64: parts.crc64, proof: 'parts' }
  switch (head.kind) {
    case 'denied':
      return byParts
    case 'missing':
      throw notShown(key)
    case 'found': {
      const { crc64, sizeBytes = parts.sizeBytes } = head.facts
      if (crc64 !== undefined) return { crc64 }
      if (sizeBytes !== parts.sizeBytes) throw notShown(key)
      return byParts
    }
  }
}

function notShown(key: string): ActionError {
  return new ActionError({
    code: 'object-not-shown',
    fault: 'network',
    message: `OSS acknowledged ${singleLine(key)}, and then has no such object`,
    remedy:
      'Something between the runner and OSS may answer in its place, or something else removed the object. Run the step again: it sends what is missing.',
  })
}

/** @returns whether OSS's CRC64 is that of these bytes or, if it returned none, its ETag is their MD5; undefined: nothing is proven. */
export function proofOf(
  { crc64, etag }: { readonly crc64: bigint | undefined; readonly etag: string },
  local: { readonly crc64: bigint; readonly md5: string | undefined },
): 'crc64' | 'md5' | 'other-bytes' | undefined {
  if (crc64 !== undefined) return crc64 === local.crc64 ? 'crc64' : 'other-bytes'
  return isMd5(etag) && etag.toUpperCase() === local.md5 ? 'md5' : undefined
}

/**
 * @returns the object if it exists with the bytes of the local file, else undefined, also if HEAD is denied.
 *     The local file is read only if size and ETag could match.
 */
export async function findSameBytes(engine: Verifier, file: SourceFile): Promise<PresentObject | undefined> {
  const head = await headObject(engine, file.key)
  return head.kind === 'found' ? sameAsLocal(engine, file, head.facts) : undefined
}

/**
 * @param records of the file, which tell of which parts the object may consist
 * @returns the object if it is what an upload of the file was to become, with its headers as far as HEAD returns them: an object with the
 *     same bytes and other headers was there before.
 */
export async function findPublished(
  engine: Verifier,
  file: SourceFile,
  records: readonly Checkpoint[] = [],
): Promise<PresentObject | undefined> {
  const head = await headObject(engine, file.key)
  if (head.kind !== 'found' || !hasHeaders(head.facts.headers, file.headers)) return undefined
  return sameAsLocal(engine, file, head.facts, { records })
}

/** @returns whether an object is the one of this size and CRC64. Without a size the CRC64 alone decides. */
export function isSameObject(
  facts: ObjectFacts,
  { sizeBytes, crc64 }: { readonly sizeBytes: number; readonly crc64: bigint },
): boolean {
  return (facts.sizeBytes ?? sizeBytes) === sizeBytes && facts.crc64 === crc64
}

/** @returns the object if it has the size and the ETag of one whose bytes are known, and OSS returns no CRC64 that says more; undefined if not. */
export function byKnownEtag(
  facts: ObjectFacts,
  known: { readonly sizeBytes: number; readonly crc64: bigint; readonly etag?: string | undefined },
): PresentObject | undefined {
  const { etag, versionId } = facts
  if (facts.crc64 !== undefined || (facts.sizeBytes ?? known.sizeBytes) !== known.sizeBytes) return undefined
  if (!known.etag || etag.toUpperCase() !== known.etag.toUpperCase()) return undefined
  return { etag, crc64: known.crc64, versionId, proof: isMd5(etag) ? 'md5' : 'parts' }
}

interface Recognition {
  /** Of the file: they tell of which parts the object may consist. */
  readonly records?: readonly Checkpoint[]
  /** Whether nothing may be asked of the bucket that could leave something there. */
  readonly isDry?: boolean
}

/**
 * @returns the object if its size and CRC64 are those of the local file; without a CRC64 its ETag has to be the MD5, or that of recorded parts, or OSS
 *     compares the bytes. A file that would have
 *     to be fetched for that is compared by the SHA-256 that its origin states, if the object's metadata states one too.
 */
export async function sameAsLocal(
  engine: Verifier,
  file: SourceFile,
  facts: ObjectFacts,
  recognition: Recognition = {},
): Promise<PresentObject | undefined> {
  const { etag, crc64, versionId } = facts
  const md5 = crc64 === undefined
  if ((facts.sizeBytes ?? file.sizeBytes) !== file.sizeBytes) return undefined
  if (md5 && !isMd5(etag)) return untoldAsLocal(engine, file, facts, recognition)
  const origin = engine.origin?.facts(file.path)
  if (origin !== undefined) {
    const sha256 = toldSha256(facts.headers, crc64)
    if (sha256 !== undefined && crc64 !== undefined && facts.sizeBytes !== undefined) {
      const present = { etag, crc64, versionId }
      if (origin.sha256 !== undefined) return sha256 === origin.sha256 ? present : undefined
      if (isMarked(facts.headers, origin.mark)) {
        engine.origin?.learn(file.path, { sha256, crc64 })
        return present
      }
    }
    if (engine.origin?.mayFetch === false) return undefined
  }
  const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes, md5 })
  if (md5 ? local.md5 !== etag.toUpperCase() : local.crc64 !== crc64) return undefined
  return { etag, crc64: local.crc64, versionId, ...(md5 ? { proof: 'md5' } : {}) }
}

/** @returns an object that OSS tells neither CRC64 nor MD5 of, if it has the bytes of the local file. */
async function untoldAsLocal(
  engine: Verifier,
  file: SourceFile,
  facts: ObjectFacts,
  { records = [], isDry = false }: Recognition,
): Promise<PresentObject | undefined> {
  if (engine.origin?.facts(file.path) !== undefined && !engine.origin.mayFetch) return undefined
  for (const record of records) {
    const parts = recordedParts(record, file.sizeBytes)
    const object = parts && (await assembledAsLocal(engine, file, { facts, parts }))
    if (object !== undefined) return object
  }
  return isDry ? undefined : compareInside(engine, file, facts)
}
