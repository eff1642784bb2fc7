/** Whether the bucket holds the very bytes of a local file. */
import { faultOf } from '../core/errors.ts'
import type { PresentObject } from '../core/plan.ts'
import type { ObjectFacts } from '../ports.ts'
import type { Engine, SourceFile } from './context.ts'
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
    const facts = await engine.requester.run({
      what: `a look at ${key}`,
      lane: 'control',
      sizeBytes: 0,
      signal: engine.signal,
      send: ({ signal }) => engine.store.headObject({ key, signal }),
    })
    return facts === undefined ? { kind: 'missing' } : { kind: 'found', facts }
  } catch (error) {
    if (faultOf(error) === 'denied') return { kind: 'denied', error }
    throw error
  }
}

/**
 * @returns the object where it is there with the size and CRC64 of the local file, else undefined, also where looking is denied.
 *   The local file is read only where size and the presence of a CRC64 give it a chance.
 */
export async function findPublished(engine: Engine, file: SourceFile): Promise<VerifiedObject | undefined> {
  const head = await headObject(engine, file.key)
  return head.kind === 'found' ? sameAsLocal(engine, file, head.facts) : undefined
}

/** @returns the object where its size and CRC64 are those of the local file. */
export async function sameAsLocal(
  engine: Engine,
  file: SourceFile,
  facts: ObjectFacts,
): Promise<VerifiedObject | undefined> {
  if (facts.sizeBytes !== file.sizeBytes || facts.crc64 === undefined) return undefined
  const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes })
  if (local.crc64 !== facts.crc64) return undefined
  return { etag: facts.etag, crc64: facts.crc64, versionId: facts.versionId }
}
