/** Makes one multipart upload visible, and settles what a lost or strange answer leaves open. */

import { formatCrc64 } from '../core/crc64.ts'
import { ActionError, faultOf } from '../core/errors.ts'
import type { PresentObject } from '../core/plan.ts'
import type { StoredObject } from '../ports.ts'
import type { Engine } from './context.ts'
import { planParts } from './resume.ts'
import { sendPart, type TransferredUpload, uploadFile } from './upload-file.ts'
import { headObject } from './verify.ts'

export interface CompletedUpload {
  readonly upload: TransferredUpload
  readonly object: PresentObject
}

/** How often Complete may be refused for its parts: send what others sent again, then a new upload, then fail. */
const MAX_REFUSALS = 2

/**
 * @returns the object, whose size and CRC64 are those of the local file. Throws an ActionError where OSS published other bytes, refuses
 *   the parts again and again, or holds another object that must not be overwritten.
 */
export async function completeUpload(engine: Engine, transferred: TransferredUpload): Promise<CompletedUpload> {
  let upload = transferred
  for (let refusals = 0; ; ) {
    try {
      const stored = await sendComplete(engine, upload)
      return { upload, object: await checkObject(engine, upload, stored) }
    } catch (error) {
      const fault = faultOf(error)
      if (fault === 'upload-gone' || fault === 'exists') {
        const object = await settle(engine, upload)
        if (object !== undefined) return { upload, object }
        if (fault === 'exists') throw error
      } else if (fault !== 'invalid-part') throw error
      if (refusals >= MAX_REFUSALS) throw error
      upload =
        fault === 'invalid-part' && refusals === 0 ? await resend(engine, upload) : await startAgain(engine, upload)
      refusals += 1
    }
  }
}

function sendComplete(engine: Engine, { file, uploadId, parts }: TransferredUpload): Promise<StoredObject> {
  return engine.requester.run({
    what: `the publishing of ${file.key}`,
    lane: 'control',
    sizeBytes: 0,
    signal: engine.signal,
    send: ({ signal }) =>
      engine.store.completeUpload({
        key: file.key,
        uploadId,
        parts: parts.map(({ number, etag }) => ({ number, etag })),
        headers: engine.guard,
        signal,
      }),
  })
}

/** An answer without CRC64 is settled by HEAD; where that may not be asked, the checked ETags of the parts have to do. */
async function checkObject(engine: Engine, upload: TransferredUpload, stored: StoredObject): Promise<PresentObject> {
  const { file, crc64 } = upload
  let found = stored.crc64
  if (found === undefined) {
    const head = await headObject(engine, file.key)
    found = head.kind === 'found' ? head.facts.crc64 : head.kind === 'denied' ? crc64 : undefined
  }
  if (found === crc64) return { etag: stored.etag, crc64, versionId: stored.versionId }
  throw new ActionError({
    code: 'object-damaged',
    message: `OSS assembled ${file.key} to other bytes than the file has (CRC64 ${found === undefined ? 'unknown' : formatCrc64(found)} instead of ${formatCrc64(crc64)})`,
    remedy: 'Do not use this object. Run the step again: it sends the file anew.',
  })
}

/** @returns the object where it is what this upload was to become: the answer was lost, or another attempt was faster. */
async function settle(engine: Engine, { file, crc64 }: TransferredUpload): Promise<PresentObject | undefined> {
  const head = await headObject(engine, file.key)
  if (head.kind !== 'found' || head.facts.sizeBytes !== file.sizeBytes || head.facts.crc64 !== crc64) return undefined
  return { etag: head.facts.etag, crc64, versionId: head.facts.versionId }
}

/** Somebody else wrote to this upload: what this process did not send itself is sent again, under the same upload ID. */
async function resend(engine: Engine, upload: TransferredUpload): Promise<TransferredUpload> {
  const { file, uploadId, sentNumbers } = upload
  const first = upload.parts[0]
  const foreign = upload.parts.filter((part) => !sentNumbers.has(part.number))
  if (foreign.length === 0 || first === undefined) return startAgain(engine, upload)
  engine.reporter.info(`OSS refused recorded parts of ${file.displayPath}; ${foreign.length} of them are sent again.`)
  const partSizeBytes = upload.parts.length === 1 ? Math.max(1, file.sizeBytes) : first.sizeBytes
  const planned = planParts(file.sizeBytes, partSizeBytes)
  const parts = new Map(upload.parts.map((part) => [part.number, part]))
  let bytesSent = 0
  await engine.queue.run({
    parts: planned.filter((part) => !sentNumbers.has(part.number)),
    signal: engine.signal,
    async send(part, slot, signal) {
      const sent = await sendPart(engine, { file, uploadId, part, slot, signal })
      parts.set(part.number, sent)
      bytesSent += sent.sizeBytes
    },
  })
  return {
    ...upload,
    parts: [...parts.values()].sort((left, right) => left.number - right.number),
    sentNumbers: new Set(parts.keys()),
    bytesSent: upload.bytesSent + bytesSent,
    bytesResumed: upload.bytesResumed - bytesSent,
  }
}

async function startAgain(engine: Engine, upload: TransferredUpload): Promise<TransferredUpload> {
  const { file } = upload
  engine.reporter.info(`The upload of ${file.displayPath} cannot be completed as it is; it starts again.`)
  engine.checkpoints.remove(file.objectId)
  const partSizeBytes = upload.parts[0]?.sizeBytes ?? file.sizeBytes
  const again = await uploadFile(
    engine,
    { kind: 'multipart', file, partSizeBytes: Math.max(1, partSizeBytes), checkpoints: [] },
    () => {},
  )
  if (again.kind === 'transferred') return { ...again, bytesSent: again.bytesSent + upload.bytesSent }
  throw new ActionError({
    code: 'upload-gone',
    fault: 'upload-gone',
    message: `The upload of ${file.key} vanished again`,
  })
}
