/** Publishes a file that this release has published under another key already: it is copied inside OSS, no byte is sent. */
import { formatCrc64 } from '../../core/bytes/crc64.ts'
import { MAX_PARTS, type Part } from '../../core/bytes/parts.ts'
import { ActionError, asActionError, faultOf } from '../../core/errors/errors.ts'
import type { NamedObject, PresentObject } from '../../core/plan/plan.ts'
import { equalParts } from '../../core/records/layout.ts'
import { singleLine } from '../../core/text/text.ts'
import type { StoredObject } from '../../ports/objects.ts'
import type { Bucket } from '../bucket/bucket.ts'
import type { BucketUser, ObjectMaker, SourceFile } from '../bucket/context.ts'
import { uploadFile } from '../transfer/upload-file.ts'
import { assertSameBytes } from '../verify/changed.ts'
import { headersWithDigests } from '../verify/fetch-bytes.ts'
import { headObject, isSameObject } from '../verify/verify.ts'
import { completeUpload } from './complete.ts'
import type { PublishedFile } from './published-file.ts'
import { putFile } from './put-file.ts'

/** OSS copies objects up to this size with one request quickly; larger ones part by part. */
const MAX_COPY_BYTES = 1024 ** 3
const COPIED_PART_BYTES = 256 * 1024 ** 2

/** A published object with the same bytes. */
export interface CopySource {
  readonly fromKey: string
  /** The copy is refused if the source has another ETag; absent: any ETag. */
  readonly etag?: string
  /** Its verified CRC64. */
  readonly crc64: bigint
}

/** What is needed to send the file if copying is denied. */
export interface SendInstead {
  readonly partSizeBytes: number
  readonly isSmall: boolean
}

/** @returns the object, whose CRC64 is the source's. If there is no source, or OSS refuses the copy, the file is sent. */
export async function copyFile(
  engine: ObjectMaker,
  file: SourceFile,
  source: CopySource | undefined,
  send: SendInstead,
): Promise<PublishedFile> {
  if (source === undefined) return sendFile(engine, file, send)
  try {
    const object = await copyOnto(engine, { ...file, headers: headersWithDigests(engine, file) }, source)
    if (object !== undefined)
      return { kind: 'published', file, object, status: 'uploaded', bytesSent: 0, bytesResumed: 0 }
    return sendInstead(engine, { file, send, reason: 'OSS returns no CRC64 of the copy' })
  } catch (error) {
    const reason = refusalOf(error)
    if (reason === undefined) throw error
    return sendInstead(engine, { file, send, reason })
  }
}

function sendInstead(
  engine: ObjectMaker,
  { file, send, reason }: { readonly file: SourceFile; readonly send: SendInstead; readonly reason: string },
): Promise<PublishedFile> {
  engine.reporter.info(
    `${singleLine(file.displayPath)} cannot be copied inside OSS (${singleLine(reason)}); it is sent once more.`,
  )
  return sendFile(engine, file, send)
}

/** @returns why OSS refuses to copy, if that is permanent: the file is sent then. */
function refusalOf(error: unknown): string | undefined {
  const { fault, facts } = asActionError(error) ?? {}
  if (fault !== 'denied' && fault !== 'permanent' && fault !== 'missing') return undefined
  return facts?.status === undefined ? undefined : (facts.serviceCode ?? `HTTP ${facts.status}`)
}

async function sendFile(
  engine: ObjectMaker,
  file: SourceFile,
  { partSizeBytes, isSmall }: SendInstead,
): Promise<PublishedFile> {
  engine.progress.addPlanned(file.sizeBytes)
  if (isSmall) return putFile(engine, file)
  const checkpoints = engine.checkpoints.load(file.objectId).filter((checkpoint) => checkpoint.kind === 'unfinished')
  const sent = await uploadFile(engine, { kind: 'multipart', file, partSizeBytes, checkpoints }, () => {})
  if (sent.kind === 'present') {
    const { object, bytesSent } = sent
    return { kind: 'published', file, object, status: 'resumed', bytesSent, bytesResumed: 0 }
  }
  await assertSameBytes(engine, sent)
  const { upload, object } = await completeUpload(engine, sent)
  const { bytesSent, bytesResumed } = upload
  const status = bytesResumed > 0 ? 'resumed' : 'uploaded'
  return { kind: 'published', file, object, status, bytesSent, bytesResumed }
}

/** @returns the copy; undefined where OSS returns no CRC64, so that its bytes cannot be verified. */
export async function copyOnto(
  engine: BucketUser,
  file: NamedObject,
  from: CopySource,
): Promise<PresentObject | undefined> {
  const { etag, crc64, versionId } = await copyOrSettle(engine, file, from)
  if (crc64 === from.crc64) return { etag, crc64, versionId }
  if (crc64 === undefined) return undefined
  throw new ActionError({
    code: 'object-damaged',
    message: `OSS copied ${singleLine(file.key)} to other bytes than the file has (CRC64 ${formatCrc64(crc64)} instead of ${formatCrc64(from.crc64)})`,
    remedy: 'Something else wrote to the object it was copied from at the same time; run the step again.',
  })
}

/** After an answer without CRC64, or a lost one, HEAD decides. */
async function copyOrSettle(engine: BucketUser, file: NamedObject, from: CopySource): Promise<StoredObject> {
  let failure: unknown
  try {
    const stored =
      file.sizeBytes <= MAX_COPY_BYTES ? await copyWhole(engine, file, from) : await copyParts(engine, file, from)
    if (stored.crc64 !== undefined) return stored
  } catch (error) {
    const fault = faultOf(error)
    if (fault !== 'upload-gone' && fault !== 'exists') throw error
    failure = error
  }
  const head = await headObject(engine, file.key)
  const isCopy = head.kind === 'found' && isSameObject(head.facts, { sizeBytes: file.sizeBytes, crc64: from.crc64 })
  if (failure !== undefined && !isCopy) throw failure
  return head.kind === 'found' ? head.facts : { etag: '', crc64: undefined, versionId: undefined }
}

function copyWhole({ bucket }: BucketUser, { key, headers }: NamedObject, from: CopySource): Promise<StoredObject> {
  const { fromKey, etag } = from
  return bucket.copyObject({ key, fromKey, headers, ...(etag === undefined ? {} : { etag }) })
}

async function copyParts({ bucket }: BucketUser, file: NamedObject, { fromKey }: CopySource): Promise<StoredObject> {
  const { key, headers } = file
  const uploadId = await bucket.initiateUpload({ key, headers })
  try {
    const parts = await copyEach(bucket, file, { fromKey, uploadId })
    return await bucket.completeUpload({ key, uploadId, parts, headers })
  } catch (error) {
    // Nothing can continue this upload: no record is kept of a copy.
    await bucket.abortUpload({ key, uploadId }).catch(() => {})
    throw error
  }
}

/** @returns number and ETag of every part of a copy, in order. */
async function copyEach(
  bucket: Bucket,
  { key, sizeBytes }: NamedObject,
  { fromKey, uploadId }: { readonly fromKey: string; readonly uploadId: string },
) {
  const planned = equalParts(sizeBytes, Math.max(COPIED_PART_BYTES, Math.ceil(sizeBytes / MAX_PARTS)))
  const copyPart = async ({ number, startBytes, endBytes }: Part) => {
    const { etag } = await bucket.copyPart({ key, uploadId, number, from: { fromKey, startBytes, endBytes } })
    return { number, etag }
  }
  // Wait for all of them before the upload is aborted: a part that arrived later would be left over.
  const copied = await Promise.allSettled(planned.map(copyPart))
  return copied.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}
