/** Makes one multipart upload visible, and finds out what happened if the answer was lost or unclear. */
import { formatCrc64 } from '../../core/bytes/crc64.ts'
import type { Part } from '../../core/bytes/parts.ts'
import { ActionError, faultOf } from '../../core/errors/errors.ts'
import { hasHeaders } from '../../core/naming/headers.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import type { DonePart } from '../../core/plan/reconcile.ts'
import { plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { StoredObject } from '../../ports/objects.ts'
import type { BucketUser, Engine, PartSender, Uploader, Verifier } from '../bucket/context.ts'
import { abortReplaced } from '../bucket/housekeeping.ts'
import { bytesOf } from '../transfer/bring-parts.ts'
import { crc64OfParts } from '../transfer/resume.ts'
import { sendPart } from '../transfer/send-part.ts'
import { type Transferred, type TransferredUpload, uploadFile } from '../transfer/upload-file.ts'
import { isAssembledOf, provenByParts } from '../verify/assembled.ts'
import { assertSameBytes } from '../verify/changed.ts'
import { fetchBytes } from '../verify/fetch-bytes.ts'
import { assembledCrc64, headObject, isSameObject, sameAsLocal } from '../verify/verify.ts'

interface CompletedUpload {
  readonly upload: TransferredUpload
  readonly object: PresentObject
}

/**
 * How often Complete may be refused for its parts: after the first refusal differing parts are sent again; after the second a new upload is made, or, if
 * parts may not be listed, those are sent again that were taken for right.
 */
const MAX_REFUSALS = 2

/**
 * @returns the object, whose size and CRC64 are those of the local file. Throws an ActionError where OSS published other bytes, refuses
 *   the parts again and again, or holds another object that must not be overwritten.
 */
export async function completeUpload(engine: Uploader, transferred: TransferredUpload): Promise<CompletedUpload> {
  let upload = transferred
  // If the upload is gone after that, it was completed, even if HEAD is denied.
  let isUnanswered = transferred.wasCompleting
  const onUnanswered = () => {
    isUnanswered = true
  }
  const isAllOwn = transferred.parts.every(({ number }) => transferred.sentNumbers.has(number))
  for (let refusals = 0; ; refusals += 1) {
    try {
      const parts = upload.parts.map(({ number, etag }) => ({ number, etag }))
      upload.record.completing(true)
      const stored = await engine.bucket.completeUpload({
        ...upload.file,
        uploadId: upload.uploadId,
        parts,
        onUnanswered,
      })
      return { upload, object: await checkObject(engine, upload, stored) }
    } catch (error) {
      const fault = faultOf(error)
      if (!isUnanswered || fault === 'invalid-part') upload.record.completing(false)
      if (fault !== 'upload-gone' && fault !== 'exists' && fault !== 'invalid-part') throw error
      const object = fault === 'invalid-part' ? undefined : await settle(engine, upload, { fault, isUnanswered })
      if (object !== undefined) {
        // The object exists already: nothing will complete this upload.
        if (fault === 'exists') await abortReplaced(engine, { key: upload.file.key, uploadId: upload.uploadId })
        return { upload, object }
      }
      if (fault === 'exists' || refusals >= MAX_REFUSALS) throw error
      const keepsUpload = fault === 'invalid-part' && (refusals === 0 || !isAllOwn)
      const again = await sendAgain(engine, upload, { keepsUpload, isFirst: refusals === 0 })
      if (again.kind === 'present') return { upload: { ...upload, bytesSent: again.bytesSent }, object: again.object }
      upload = again
      isUnanswered = false
    }
  }
}

/**
 * @returns the upload with the same bytes in OSS again (a file that changed meanwhile is not published), or the object,
 *     if another attempt published it meanwhile.
 */
async function sendAgain(
  engine: Uploader,
  upload: TransferredUpload,
  { keepsUpload, isFirst }: { readonly keepsUpload: boolean; readonly isFirst: boolean },
): Promise<Transferred> {
  const repaired = keepsUpload ? await resend(engine, upload, isFirst) : undefined
  const again = repaired ?? (await startAgain(engine, upload))
  if (again.kind === 'present') return again
  await assertSameBytes(engine, { file: upload.file, crc64: again.crc64 })
  return again
}

async function checkObject(
  engine: BucketUser,
  upload: TransferredUpload,
  stored: StoredObject,
): Promise<PresentObject> {
  const { file, crc64 } = upload
  const { etag, versionId } = stored
  const { crc64: found, proof } =
    stored.crc64 === undefined
      ? await assembledCrc64(engine, file.key, { sizeBytes: file.sizeBytes, crc64 })
      : { crc64: stored.crc64 }
  if (found === crc64)
    return { etag, crc64, versionId, ...(proof === undefined ? {} : provenByParts(partsOf(upload.parts))) }
  throw new ActionError({
    code: 'object-damaged',
    message: `OSS assembled ${singleLine(file.key)} to other bytes than the file has (CRC64 ${formatCrc64(found)} instead of ${formatCrc64(crc64)})`,
    remedy: 'Do not use this object. Run the step again: it sends the file again.',
  })
}

/**
 * @returns the object if it is what this upload was to become: the answer was lost, or another attempt was faster. If OSS returns no CRC64 of it,
 *     its ETag may be that of these parts, or it is compared with the file. An object that must not be overwritten may have other headers. If HEAD is denied, an upload that is gone after an unanswered Complete was completed.
 */
async function settle(
  engine: Verifier,
  { file, crc64, parts }: TransferredUpload,
  { fault, isUnanswered }: { readonly fault: 'upload-gone' | 'exists'; readonly isUnanswered: boolean },
): Promise<PresentObject | undefined> {
  const head = await headObject(engine, file.key)
  if (head.kind === 'denied' && fault === 'upload-gone' && isUnanswered)
    return { etag: '', crc64, versionId: undefined, proof: 'record' }
  if (head.kind !== 'found') return undefined
  const { etag, versionId, headers, sizeBytes = file.sizeBytes } = head.facts
  if (fault === 'upload-gone' && !hasHeaders(headers, file.headers)) return undefined
  if (isSameObject(head.facts, { sizeBytes: file.sizeBytes, crc64 })) return { etag, crc64, versionId }
  if (head.facts.crc64 !== undefined || sizeBytes !== file.sizeBytes) return undefined
  const etags = parts.map((part) => part.etag)
  if (isAssembledOf(engine, etag, etags)) return { etag, crc64, versionId, ...provenByParts(partsOf(parts)) }
  const same = await sameAsLocal(engine, file, head.facts)
  return same?.crc64 === crc64 ? same : undefined
}

/**
 * Somebody else wrote to this upload: the parts that differ in OSS are sent again, under the same upload ID.
 * @returns undefined if that cannot help
 */
async function resend(
  engine: PartSender & Pick<Engine, 'progress' | 'queue' | 'reporter'>,
  upload: TransferredUpload,
  isFirst: boolean,
): Promise<TransferredUpload | undefined> {
  const { file, uploadId } = upload
  try {
    const foreign = await foreignNumbers(engine, upload, isFirst)
    if (foreign.size === 0) return undefined
    engine.reporter.info(
      `OSS holds ${plural(foreign.size, 'part')} of ${singleLine(file.displayPath)} with other bytes than were sent; sent again.`,
    )
    const parts = new Map(upload.parts.map((part) => [part.number, part]))
    const held = await fetchBytes(engine, file.path)
    const sending = engine.queue.run({
      parts: partsOf(upload.parts).filter(({ number }) => foreign.has(number)),
      signal: engine.signal,
      send: (part, attempt) => sendPart(engine, { file, uploadId, part, ...attempt }),
      keep: (part) => parts.set(part.number, part),
    })
    await sending.finally(() => held?.drop())
    return withParts(engine, upload, { parts, foreign })
  } catch (error) {
    if (faultOf(error) === 'upload-gone') return undefined
    throw error
  }
}

/** @returns where the parts of an upload lie in the file. */
function partsOf(parts: readonly DonePart[]): readonly Part[] {
  let endBytes = 0
  return parts.map(({ number, sizeBytes }) => {
    const startBytes = endBytes
    endBytes += sizeBytes
    return { number, startBytes, endBytes }
  })
}

function withParts(
  engine: Pick<Engine, 'progress'>,
  upload: TransferredUpload,
  { parts, foreign }: { readonly parts: ReadonlyMap<number, DonePart>; readonly foreign: ReadonlySet<number> },
): TransferredUpload {
  const sentBytes = bytesOf(upload.parts.filter(({ number }) => foreign.has(number)))
  const resumedBytes = bytesOf(
    upload.parts.filter(({ number }) => foreign.has(number) && !upload.sentNumbers.has(number)),
  )
  const reused = upload.parts.filter(({ number }) => foreign.has(number) && upload.copiedNumbers.has(number))
  const reusedBytes = bytesOf(reused)
  engine.progress.lost({ sentBytes: sentBytes - resumedBytes - reusedBytes, resumedBytes, reusedBytes })
  const inOrder = [...parts.values()].sort((left, right) => left.number - right.number)
  return {
    ...upload,
    parts: inOrder,
    crc64: crc64OfParts(inOrder),
    sentNumbers: new Set([...upload.sentNumbers, ...foreign]),
    bytesSent: upload.bytesSent + sentBytes,
    copiedNumbers: new Set([...upload.copiedNumbers].filter((number) => !foreign.has(number))),
    bytesResumed: upload.bytesResumed - resumedBytes,
    bytesReused: upload.bytesReused - reusedBytes,
  }
}

/**
 * @returns the numbers of the parts that OSS lists differently than it acknowledged them. If listing is denied, those that this process did not send or,
 *     if it sent them all, every one: without the right to list there is mostly none to abort either, and what is left open costs storage.
 */
async function foreignNumbers(
  engine: BucketUser,
  upload: TransferredUpload,
  isFirst: boolean,
): Promise<ReadonlySet<number>> {
  const { file, uploadId, sentNumbers } = upload
  const notSent = upload.parts.filter(({ number }) => !sentNumbers.has(number))
  let different: readonly DonePart[] = notSent
  try {
    const listed = new Map(
      (await engine.bucket.listParts({ key: file.key, uploadId })).map((part) => [part.number, part.etag]),
    )
    // What OSS lists differently was sent again after the first refusal.
    if (!isFirst) return new Set()
    const otherwise = upload.parts.filter(
      ({ number, etag }) => listed.get(number)?.toUpperCase() !== etag.toUpperCase(),
    )
    if (otherwise.length > 0) different = otherwise
  } catch (error) {
    if (faultOf(error) !== 'denied') throw error
    if (notSent.length === 0 && upload.copiedNumbers.size === 0) different = upload.parts
  }
  return new Set(different.map(({ number }) => number))
}

async function startAgain(engine: Uploader, upload: TransferredUpload): Promise<Transferred> {
  const { file, partSizeBytes, bytesSent, bytesResumed, bytesReused } = upload
  engine.reporter.info(
    `The upload of ${singleLine(file.displayPath)} cannot be completed as it is; its bytes are sent again.`,
  )
  await abortReplaced(engine, { key: file.key, uploadId: upload.uploadId })
  engine.checkpoints.remove(file.objectId)
  const sentBytes = file.sizeBytes - bytesResumed - bytesReused
  engine.progress.lost({ sentBytes, resumedBytes: bytesResumed, reusedBytes: bytesReused })
  const again = await uploadFile(engine, { kind: 'multipart', file, partSizeBytes, checkpoints: [] }, () => {})
  return { ...again, bytesSent: again.bytesSent + bytesSent }
}
