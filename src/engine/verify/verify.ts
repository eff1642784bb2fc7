/** Whether the bucket holds the very bytes of a local file. */
import { faultOf } from '../../core/errors/errors.ts'
import { hasHeaders } from '../../core/naming/headers.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import type { ObjectFacts } from '../../ports.ts'
import type { Engine, SourceFile } from '../bucket/context.ts'
import { digestInTurn } from './digest.ts'

export type VerifiedObject = PresentObject

export type HeadResult =
  | { readonly kind: 'found'; readonly facts: ObjectFacts }
  | { readonly kind: 'missing' }
  /** The credentials may not look (`oss:GetObject`). */
  | { readonly kind: 'denied'; readonly error: unknown }

/** @returns what HEAD says of an object; throws what is neither an answer nor a refusal. */
export async function headObject(engine: Engine, key: string): Promise<HeadResult> {
  try {
    const facts = await engine.bucket.headObject(key)
    return facts === undefined ? { kind: 'missing' } : { kind: 'found', facts }
  } catch (error) {
    if (faultOf(error) === 'denied') return { kind: 'denied', error }
    throw error
  }
}

/**
 * @param parts what the object was assembled of: their size, and their CRC64 combined
 * @returns the CRC64 of an object that Complete answered without one: HEAD's. Where HEAD may not be asked or knows none either, it is that of
 *   the parts, since Complete takes no other ETags than those that were compared with the bytes. Undefined: it cannot be told.
 */
export async function assembledCrc64(
  engine: Engine,
  key: string,
  parts: { readonly sizeBytes: number; readonly crc64: bigint },
): Promise<bigint | undefined> {
  const head = await headObject(engine, key)
  switch (head.kind) {
    case 'denied':
      return parts.crc64
    case 'missing':
      return undefined
    case 'found':
      return (
        head.facts.crc64 ?? ((head.facts.sizeBytes ?? parts.sizeBytes) === parts.sizeBytes ? parts.crc64 : undefined)
      )
  }
}

/**
 * @returns the object where it is there with the bytes of the local file, else undefined, also where looking is denied.
 *   The local file is read only where size and ETag give it a chance.
 */
export async function findSameBytes(engine: Engine, file: SourceFile): Promise<VerifiedObject | undefined> {
  const head = await headObject(engine, file.key)
  return head.kind === 'found' ? sameAsLocal(engine, file, head.facts) : undefined
}

/**
 * @returns the object where it is what an upload of the file was to become: also with its headers, as far as they are told. The same bytes
 *   with others were there before.
 */
export async function findPublished(engine: Engine, file: SourceFile): Promise<VerifiedObject | undefined> {
  const head = await headObject(engine, file.key)
  if (head.kind !== 'found' || !hasHeaders(head.facts.headers, file.headers)) return undefined
  return sameAsLocal(engine, file, head.facts)
}

/** @returns whether an object is the one of this size and CRC64. Without a size the CRC64 alone tells. */
export function isSameObject(
  facts: ObjectFacts,
  { sizeBytes, crc64 }: { readonly sizeBytes: number; readonly crc64: bigint },
): boolean {
  return (facts.sizeBytes ?? sizeBytes) === sizeBytes && facts.crc64 === crc64
}

/** OSS gives an object that was sent in one request the MD5 of its bytes as ETag; any other ETag tells nothing of them. */
const MD5_ETAG = /^[0-9A-F]{32}$/i

/** @returns the object where its size and CRC64 are those of the local file; without a CRC64 its ETag has to be their MD5. */
export async function sameAsLocal(
  engine: Engine,
  file: SourceFile,
  facts: ObjectFacts,
): Promise<VerifiedObject | undefined> {
  const { etag, crc64, versionId } = facts
  const md5 = crc64 === undefined
  if ((facts.sizeBytes ?? file.sizeBytes) !== file.sizeBytes || (md5 && !MD5_ETAG.test(etag))) return undefined
  const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes, md5 })
  if (md5 ? local.md5 !== etag.toUpperCase() : local.crc64 !== crc64) return undefined
  return { etag, crc64: local.crc64, versionId }
}
