/** Held objects that are put again from the content in their records. It is used only if OSS confirms it, or if nobody else can have changed the record. */
import { crc64 } from '../../core/bytes/crc64.ts'
import { ActionError } from '../../core/errors/errors.ts'
import { hasHeaders } from '../../core/naming/headers.ts'
import { isMd5 } from '../../core/plan/reconcile.ts'
import { type HeldObject, type HeldUpload, heldPartSizes } from '../../core/records/held-object.ts'
import { singleLine } from '../../core/text/text.ts'
import type { BucketUser, Engine, SourceFile, Verifier } from '../bucket/context.ts'
import type { UploadRef } from '../bucket/own-uploads.ts'
import type { UnpublishedFile } from '../publish/published-file.ts'
import { headObject, sameAsLocal } from '../verify/verify.ts'
import {
  existsAlready,
  findParts,
  findVisible,
  isAsRecorded,
  type MadeItem,
  notAsRecorded,
  type PublishedHeld,
  partsMakeObject,
  publishedHeld,
} from './held-check.ts'
import type { ReleaseRecords } from './release-record.ts'

/** A held object and the leg that holds it. */
export interface OwnedObject {
  readonly held: HeldObject
  /** `hold-name` of its job. */
  readonly leg: string
  /** Whether its record came in an output, or is bound by a digest that did: then nobody else changed it. */
  readonly isBound: boolean
}

/** Content of a held object. */
export interface HeldContent {
  readonly bytes: Buffer
  /** Whether it is known to be what the job held. */
  readonly isTrusted: boolean
  /** Whether the upload is gone: an earlier try of the step has put it, or somebody removed it. */
  readonly isGone: boolean
}

/**
 * @returns the content. It is trusted if size, MD5 and CRC64 are those of the parts that OSS lists, or of the object that OSS has. If parts may not be
 *     listed, or OSS no longer has them, the record must be bound. Throws an ActionError if the content is not in the record, or is other content.
 */
export async function contentOf(
  engine: BucketUser & Pick<Engine, 'hashes' | 'signal'>,
  { held, leg, isBound }: OwnedObject,
): Promise<HeldContent> {
  const { key, content, upload } = held
  if (content === undefined) throw withoutContent({ held, leg })
  const bytes = Buffer.from(content, 'base64')
  if (crc64(bytes) !== held.crc64) throw notAsRecorded(held)
  if (upload === undefined) {
    await findVisible(engine, { held, file: { ...held, headers: {}, objectId: '' } }, 'unchanged')
    return { bytes, isTrusted: true, isGone: false }
  }
  const listed = await findParts(engine, key, upload.uploadId)
  if (listed === 'gone') return { bytes, isTrusted: isBound, isGone: true }
  if (!partsMakeObject(held, upload)) throw notAsRecorded(held)
  if (listed === 'denied') {
    if (!isBound) throw notVouchedFor({ held, leg })
    return { bytes, isTrusted: true, isGone: false }
  }
  if (!isAsRecorded(held, upload, listed) || (!isBound && !hasMd5s(engine, { held, upload, bytes })))
    throw notAsRecorded(held)
  return { bytes, isTrusted: true, isGone: false }
}

/** CRC64 does not protect against bytes chosen by an attacker: the ETags of the parts have to be the MD5 of the content. */
function hasMd5s(
  { hashes }: Pick<Engine, 'hashes'>,
  { held, upload, bytes }: { readonly held: HeldObject; readonly upload: HeldUpload; readonly bytes: Buffer },
): boolean {
  const sizes = heldPartSizes(held, upload)
  let from = 0
  return upload.parts.every(({ etag }, index) => {
    const end = from + (sizes[index] ?? 0)
    const md5 = hashes.md5OfBytes(bytes.subarray(from, end))
    from = end
    return isMd5(etag) && Buffer.from(etag, 'hex').equals(md5)
  })
}

/** An object that is put in place of what its jobs hold. */
export interface MadeText {
  readonly file: SourceFile
  readonly crc64: bigint
  readonly content: Pick<HeldContent, 'isTrusted' | 'isGone'>
  /** Its uploads, which are aborted once it is visible. */
  readonly uploads: readonly UploadRef[]
}

/** @returns the object if an earlier try has put it, else the text to put; an error if nothing confirms the content any more. */
export async function checkText(
  engine: Verifier & Pick<Engine, 'mustNotOverwrite'>,
  { file, crc64: sum, content, uploads }: MadeText,
  { wasBegun }: Pick<ReleaseRecords, 'wasBegun'>,
): Promise<MadeItem | PublishedHeld | UnpublishedFile> {
  try {
    const head = content.isGone || engine.mustNotOverwrite ? await headObject(engine, file.key) : undefined
    const object = head?.kind === 'found' ? await sameAsLocal(engine, file, head.facts) : undefined
    if (head?.kind === 'found' && object !== undefined) {
      const isOurs = engine.mustNotOverwrite || hasHeaders(head.facts.headers, file.headers)
      if (isOurs) return publishedHeld(file, object, content.isGone ? 'resumed' : 'unchanged')
    }
    // Uploads are aborted only when their object is visible.
    if (head?.kind === 'denied' && content.isGone && uploads.some(wasBegun))
      return publishedHeld(file, { etag: '', crc64: sum, versionId: undefined, proof: 'record' }, 'resumed')
    if (head?.kind === 'found' && engine.mustNotOverwrite) throw existsAlready(file)
    if (!content.isTrusted) throw gone(file.key)
    return { kind: 'put', file }
  } catch (error) {
    return { kind: 'failed', file, error }
  }
}

const HOLD_AGAIN = 'Nothing was made visible. Re-run the job that holds it, then this one.'

function withoutContent({ held, leg }: Pick<OwnedObject, 'held' | 'leg'>): ActionError {
  return new ActionError({
    code: 'held-without-content',
    message: `The record of \`${singleLine(leg)}\` does not have the content of ${singleLine(held.key)}, which this step has to merge or give a version: records have the content of feeds and of what \`publish-last\` names, up to 256 KiB each, and up to 8 KiB in all without an Actions cache`,
    remedy: `Nothing was made visible. Write the same \`publish-last\` in the step that holds as \`${singleLine(leg)}\`; for a larger object write \`version\` there, too.`,
  })
}

function notVouchedFor({ held, leg }: Pick<OwnedObject, 'held' | 'leg'>): ActionError {
  return new ActionError({
    code: 'held-not-bound',
    message: `${singleLine(held.key)} is to be put from the record of \`${singleLine(leg)}\`, and nothing confirms its content: the credentials may not list parts, and the record is not bound by its digest`,
    remedy:
      'Nothing was made visible. Allow the credentials `oss:ListParts` in RAM, or write ` sha256:` and the output `held-digest` of that job behind its name in `publish-held`.',
  })
}

function gone(key: string): ActionError {
  return new ActionError({
    code: 'held-gone',
    message: `What was held of ${singleLine(key)} is no longer in OSS, and the bucket does not have the object that it was to become`,
    remedy: `A newer release, a lifecycle rule or somebody else replaced it. ${HOLD_AGAIN}`,
  })
}
