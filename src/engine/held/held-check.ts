/** Compares held records with what OSS has. Where they differ, OSS is right. */
import { combineCrc64 } from '../../core/bytes/crc64.ts'
import { ActionError, faultOf } from '../../core/errors/errors.ts'
import type { NamedObject, PresentObject } from '../../core/plan/plan.ts'
import { isMd5, type ListedPart } from '../../core/plan/reconcile.ts'
import { type HeldObject, type HeldUpload, heldPartSizes } from '../../core/records/held-object.ts'
import { singleLine } from '../../core/text/text.ts'
import type { ObjectFacts } from '../../ports.ts'
import type { BucketUser, Engine, SourceFile, Verifier } from '../bucket/context.ts'
import type { PublishedFile, UnpublishedFile } from '../publish/published-file.ts'
import { isAssembledOf } from '../verify/assembled.ts'
import { hasRanges } from '../verify/compare-inside.ts'
import { byKnownEtag, headObject, isSameObject, sameAsLocal } from '../verify/verify.ts'
import { type CopyItem, checkCopy } from './held-copy.ts'
import type { ReleaseRecords } from './release-record.ts'

/** A held object and how the release names it. */
interface NamedHeld {
  readonly held: HeldObject
  readonly file: NamedObject
}

/** A held object that can be completed. */
export interface HeldItem extends NamedHeld {
  readonly kind: 'transferred'
  readonly upload: HeldUpload
}

interface Search extends Pick<ReleaseRecords, 'wasBegun'> {
  /** A dry run makes nothing in OSS, not even an upload that is aborted. */
  readonly isDry?: boolean
}

type HeldVerifier = BucketUser & Pick<Engine, 'hashes' | 'signal'>

export type PublishedHeld = PublishedFile<NamedObject>
export type CheckedHeld = HeldItem | CopyItem | PublishedHeld | UnpublishedFile

/** @returns the object that can be made visible, that is visible already, or that failed the check. If parts may not be listed, Complete compares the ETags. */
export async function checkHeld(engine: HeldVerifier, { held, file }: NamedHeld, search: Search): Promise<CheckedHeld> {
  try {
    const { upload, copyOf } = held
    if (copyOf !== undefined) return await checkCopy(engine, { held, file, fromKey: copyOf })
    if (upload === undefined) return await findVisible(engine, { held, file }, 'unchanged')
    const listed = await findParts(engine, held.key, upload.uploadId)
    if (listed === 'gone') return await findCompleted(engine, { held, file }, search)
    if (!partsMakeObject(held, upload) || (listed !== 'denied' && !isAsRecorded(held, upload, listed)))
      throw notAsRecorded(held)
    return { kind: 'transferred', file, held, upload }
  } catch (error) {
    return { kind: 'failed', file, error }
  }
}

/**
 * @returns the object of an upload that no longer exists, if the bucket has it with the held bytes. If HEAD is denied, or the bytes could only be
 *     compared by copies and this is a dry run, the record of the release says whether the upload was completed. Throws if neither shows the object.
 */
export async function findCompleted(
  engine: HeldVerifier,
  { held, file }: NamedHeld,
  { wasBegun, isDry = false }: Search,
): Promise<PublishedHeld> {
  try {
    return await findVisible(engine, { held, file }, 'resumed')
  } catch (error) {
    const { key, crc64, upload } = held
    if (upload === undefined) throw error
    const object = faultOf(error) === 'denied' ? 'unknown' : await comparedInside(engine, { held, upload, isDry })
    if (object !== undefined && object !== 'unknown') return publishedHeld(file, object, 'resumed')
    if (object === undefined || !wasBegun({ key, uploadId: upload.uploadId })) throw error
    return publishedHeld(file, { etag: '', crc64, versionId: undefined, proof: 'record' }, 'resumed')
  }
}

/** @returns the object if the bucket has it with the recorded size and CRC64; throws if not. */
export async function findVisible(
  engine: HeldVerifier,
  { held, file }: NamedHeld,
  status: PublishedHeld['status'],
): Promise<PublishedHeld> {
  const head = await headObject(engine, held.key)
  if (head.kind === 'denied') throw head.error
  const object = head.kind === 'found' ? recognised(engine, held, head.facts) : undefined
  if (object !== undefined) return publishedHeld(file, object, status)
  const found = head.kind === 'found' ? 'has other bytes now' : 'is no longer there'
  throw new ActionError({
    code: 'held-gone',
    message:
      held.upload === undefined
        ? `${singleLine(held.key)} was in the bucket when its leg looked, and ${found}`
        : `What was held of ${singleLine(held.key)} is no longer in OSS${head.kind === 'found' ? ', and the object of that key has other bytes' : ''}`,
    remedy: 'A lifecycle rule or somebody else removed it. Re-run the job of the leg that holds it, then this one.',
  })
}

/**
 * `overwrite: never`: whether the bucket has an object of that key already.
 * @returns the object if it is the held one; an error if it is another; the item if there is none, or HEAD is denied
 */
export function checkNothingThere<Item extends HeldItem | CopyItem>(
  engine: HeldVerifier,
  item: Item,
): Promise<Item | PublishedHeld | UnpublishedFile> {
  return unlessThere(engine, item, async (facts) => recognised(engine, item.held, facts))
}

/**
 * @returns the object if it is the held one: by its CRC64 or, if OSS returns none, as one that was assembled of the held parts, or as the very one that
 *     the job compared with its file, by its ETag
 */
function recognised(engine: Pick<Engine, 'hashes'>, held: HeldObject, facts: ObjectFacts): PresentObject | undefined {
  const { etag, versionId } = facts
  if (isSameObject(facts, held)) return { etag, crc64: held.crc64, versionId }
  if (held.upload === undefined) return byKnownEtag(facts, held)
  if (facts.crc64 !== undefined || (facts.sizeBytes ?? held.sizeBytes) !== held.sizeBytes) return undefined
  const etags = held.upload.parts.map((part) => part.etag)
  return isAssembledOf(engine, etag, etags) ? { etag, crc64: held.crc64, versionId, proof: 'parts' } : undefined
}

/**
 * @returns the object of that key if it has the bytes of the held parts, as OSS itself compares them: it may return neither CRC64 nor a known ETag. `unknown`
 *   if that would need the copies that a dry run does not make.
 */
async function comparedInside(
  engine: HeldVerifier,
  { held, upload, isDry }: { readonly held: HeldObject; readonly upload: HeldUpload; readonly isDry: boolean },
): Promise<PresentObject | 'unknown' | undefined> {
  const head = await headObject(engine, held.key)
  if (head.kind !== 'found' || head.facts.crc64 !== undefined || head.facts.sizeBytes !== held.sizeBytes)
    return undefined
  if (!upload.parts.every((part) => isMd5(part.etag)) || !partsMakeObject(held, upload)) return undefined
  if (isDry) return 'unknown'
  const { etag, versionId } = head.facts
  let endBytes = 0
  const ranges = heldPartSizes(held, upload).map((sizeBytes, index) => {
    const startBytes = endBytes
    endBytes += sizeBytes
    return { startBytes, endBytes, md5: async () => upload.parts[index]?.etag }
  })
  const isSame = await hasRanges(engine, { key: held.key, etag, ranges })
  return isSame ? { etag, crc64: held.crc64, versionId, proof: 'parts' } : undefined
}

/** The checksums file over all legs: no leg holds it, so it is sent here. */
export interface MadeItem {
  readonly kind: 'put'
  readonly file: SourceFile
}

/** @returns the same for the checksums file. */
export function checkNoChecksumsThere(
  engine: Verifier,
  item: MadeItem,
): Promise<MadeItem | PublishedHeld | UnpublishedFile> {
  return unlessThere(engine, item, (facts) => sameAsLocal(engine, item.file, facts))
}

/** @param recognise whether an object is the one that is to be published */
async function unlessThere<Item extends { readonly file: NamedObject }>(
  engine: BucketUser,
  item: Item,
  recognise: (facts: ObjectFacts) => Promise<PresentObject | undefined>,
): Promise<Item | PublishedHeld | UnpublishedFile> {
  const { file } = item
  try {
    const head = await headObject(engine, file.key)
    if (head.kind !== 'found') return item
    const object = await recognise(head.facts)
    if (object !== undefined) return publishedHeld(file, object, 'unchanged')
    throw existsAlready(file)
  } catch (error) {
    return { kind: 'failed', file, error }
  }
}

/** @returns the error of a key that `overwrite: never` must not replace. */
export function existsAlready({ key }: { readonly key: string }): ActionError {
  return new ActionError({
    code: 'object-exists',
    fault: 'exists',
    message: `${singleLine(key)} is in the bucket with other content, and \`overwrite: never\` forbids replacing it`,
    remedy: 'Publish under another key (`key-prefix` with the version), or find out what else publishes this one.',
  })
}

/** @returns the parts of an upload that OSS holds; `gone` without the upload, `denied` if they may not be listed. Throws other errors. */
export async function findParts(
  engine: BucketUser,
  key: string,
  uploadId: string,
): Promise<readonly ListedPart[] | 'gone' | 'denied'> {
  try {
    return await engine.bucket.listParts({ key, uploadId })
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'upload-gone') return 'gone'
    if (fault === 'denied') return 'denied'
    throw error
  }
}

/** @returns whether the CRC64s of the recorded parts combine to that of the recorded object. */
export function partsMakeObject(held: HeldObject, upload: HeldUpload): boolean {
  const sizes = heldPartSizes(held, upload)
  const combined = upload.parts.reduce((crc, part, index) => combineCrc64(crc, part.crc64, sizes[index] ?? 0), 0n)
  return combined === held.crc64
}

/** @returns whether OSS holds each recorded part, with its size, ETag and, if it lists one, CRC64. */
export function isAsRecorded(held: HeldObject, upload: HeldUpload, listed: readonly ListedPart[]): boolean {
  const byNumber = new Map(listed.map((part) => [part.number, part]))
  const sizes = heldPartSizes(held, upload)
  return upload.parts.every(({ etag, crc64 }, index) => {
    const part = byNumber.get(index + 1)
    if (part === undefined || part.sizeBytes !== sizes[index]) return false
    return part.etag.toUpperCase() === etag.toUpperCase() && (part.crc64 === undefined || part.crc64 === crc64)
  })
}

/** @returns the result of a held object that is visible: this job has sent nothing of it. */
export function publishedHeld(
  file: NamedObject,
  object: PresentObject,
  status: PublishedHeld['status'],
): PublishedHeld {
  const bytesResumed = status === 'unchanged' ? 0 : file.sizeBytes
  return { kind: 'published', file, object, status, bytesSent: 0, bytesResumed }
}

/** @returns the error of a held object whose parts are not those of its record. */
export function notAsRecorded({ key }: HeldObject): ActionError {
  return new ActionError({
    code: 'held-changed',
    message: `OSS does not hold ${singleLine(key)} as its leg's record says`,
    remedy:
      'Somebody wrote to the upload or to the record. Re-run the job of that leg, then this one; nothing that differs is published.',
  })
}
