/** Brings one file's bytes into OSS as a multipart upload, up to but not including Complete: nothing becomes visible here. */

import type { Part } from '../../core/bytes/parts.ts'
import { ActionError, faultOf } from '../../core/errors/errors.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { DonePart, ListedPart } from '../../core/plan/reconcile.ts'
import type { CheckpointHeader } from '../../core/records/checkpoint.ts'
import { singleLine } from '../../core/text/text.ts'
import type { CheckpointWriter, StoredPart } from '../../ports.ts'
import type { BucketUser, Engine, PartSender, SourceFile, Uploader } from '../bucket/context.ts'
import { abortUnusable, adoptUpload } from '../bucket/housekeeping.ts'
import type { Slot } from '../bucket/limiter.ts'
import { digestRange, withCrc64 } from '../verify/digest.ts'
import { headersWithDigests, holdBytes } from '../verify/hold-bytes.ts'
import { findPublished, findSameBytes, proofOf, type VerifiedObject } from '../verify/verify.ts'
import { crc64OfParts, planParts, resumeUpload } from './resume.ts'

export type MultipartFile = Extract<PlannedObject<SourceFile>, { readonly kind: 'multipart' }>

/** A file whose parts are all in OSS, each compared with the local bytes. */
export interface TransferredUpload {
  readonly kind: 'transferred'
  readonly file: SourceFile
  readonly uploadId: string
  readonly partSizeBytes: number
  /** In order of part number, without gaps. */
  readonly parts: readonly DonePart[]
  /** Numbers of the parts that this process sent itself. */
  readonly sentNumbers: ReadonlySet<number>
  /** CRC64 of the whole object. */
  readonly crc64: bigint
  readonly bytesSent: number
  readonly bytesResumed: number
  readonly record: CheckpointWriter
  /** Whether an earlier attempt of this run ended while it completed this upload, as its record says. */
  readonly wasCompleting: boolean
}

export type Transferred =
  | TransferredUpload
  /** Another attempt completed this very object meanwhile. */
  | { readonly kind: 'present'; readonly file: SourceFile; readonly object: VerifiedObject; readonly bytesSent: number }

/** How often an upload may vanish under way (lifecycle rule, another's abort) before the file fails. */
const MAX_STARTS = 4

/**
 * Where the file is fetched from elsewhere, its bytes are here, whole and right, before anything of it is sent, and go once all of it is in OSS.
 * @returns like `transferFile`
 */
export async function uploadFile(
  engine: Uploader,
  upload: MultipartFile,
  onInitiated: () => void,
): Promise<Transferred> {
  const held = await holdBytes(engine, upload.file.path)
  try {
    const transferred = await transferFile(engine, upload, onInitiated)
    held?.drop()
    return transferred
  } finally {
    held?.release()
  }
}

/**
 * @returns the upload with all its parts in OSS. Goes on with a recorded upload where one fits, starts afresh where its ID is gone.
 *   Throws the ActionError of the first part that cannot be sent.
 */
async function transferFile(
  engine: Uploader,
  { file, partSizeBytes, checkpoints }: MultipartFile,
  onInitiated: () => void,
): Promise<Transferred> {
  let candidates = checkpoints
  let bytesSent = 0
  for (let start = 1; ; start += 1) {
    const sentBefore = bytesSent
    const upload = await openUpload(engine, { kind: 'multipart', file, partSizeBytes, checkpoints: candidates })
    const resumedBytes = upload.kind === 'present' ? 0 : upload.done.reduce((total, part) => total + part.sizeBytes, 0)
    engine.progress.addResumed(resumedBytes)
    onInitiated()
    if (upload.kind === 'present') return present(engine, file, upload.object, bytesSent)
    try {
      const parts = await sendMissing(engine, file, upload, (bytes) => {
        bytesSent += bytes
      })
      return transferredUpload(file, upload, { parts, bytesSent, bytesResumed: resumedBytes })
    } catch (error) {
      if (faultOf(error) !== 'upload-gone' || start >= MAX_STARTS) throw error
      engine.reporter.info(`The upload of ${singleLine(file.displayPath)} is no longer known to OSS; it starts again.`)
      engine.progress.lost({ sentBytes: bytesSent - sentBefore, resumedBytes })
      engine.ownUploads.end(upload.header.uploadId)
      engine.checkpoints.remove(file.objectId)
      const published = await findPublished(engine, file)
      if (published !== undefined) return present(engine, file, published, bytesSent)
      candidates = []
    }
  }
}

function present(
  engine: Pick<Engine, 'progress'>,
  file: SourceFile,
  object: VerifiedObject,
  bytesSent: number,
): Transferred {
  engine.progress.addResumed(Math.max(0, file.sizeBytes - bytesSent))
  return { kind: 'present', file, object, bytesSent }
}

interface OpenUpload {
  readonly kind: 'open'
  readonly header: CheckpointHeader
  readonly writer: CheckpointWriter
  readonly done: readonly DonePart[]
  readonly missing: readonly Part[]
  readonly wasCompleting: boolean
}

async function openUpload(
  engine: Uploader,
  multipart: MultipartFile,
): Promise<OpenUpload | { readonly kind: 'present'; readonly object: VerifiedObject }> {
  const { file, partSizeBytes, checkpoints } = multipart
  if (checkpoints.length > 0) {
    const resumed = await resumeUpload(engine, multipart)
    await abortUnusable(engine, file, resumed.unusable)
    if (resumed.kind === 'resumed') {
      const { header, done, missing, wasCompleting } = resumed
      adoptUpload(engine, file, header)
      const writer = engine.checkpoints.resume(header, done)
      if (wasCompleting) writer.completing(true)
      return { kind: 'open', header, done, missing, writer, wasCompleting }
    }
    const published = resumed.gone ? ((await findPublished(engine, file)) ?? resumed.completed) : undefined
    if (published !== undefined) return { kind: 'present', object: published }
  }
  try {
    const header = await initiate(engine, file, partSizeBytes)
    const missing = planParts(file.sizeBytes, partSizeBytes)
    const writer = engine.checkpoints.create(header)
    return { kind: 'open', header, done: [], missing, writer, wasCompleting: false }
  } catch (error) {
    const published = faultOf(error) === 'exists' ? await findSameBytes(engine, file) : undefined
    if (published === undefined) throw error
    return { kind: 'present', object: published }
  }
}

async function initiate(
  engine: Pick<Uploader, 'bucket' | 'epochMs' | 'run' | 'origin'>,
  file: SourceFile,
  partSizeBytes: number,
): Promise<CheckpointHeader> {
  const uploadId = await engine.bucket.initiateUpload({ key: file.key, headers: headersWithDigests(engine, file) })
  const { objectId: object, headersDigest: headers } = file
  return { object, uploadId, partSizeBytes, headers, run: engine.run, createdMs: engine.epochMs() }
}

/** @returns all parts by their number, once OSS holds those that were missing. */
async function sendMissing(
  engine: PartSender & Pick<Engine, 'queue'>,
  file: SourceFile,
  { header, writer, done, missing }: OpenUpload,
  onSent: (bytes: number) => void,
): Promise<ReadonlyMap<number, DonePart>> {
  const parts = new Map(done.map((part) => [part.number, part]))
  await engine.queue.run({
    parts: missing,
    signal: engine.signal,
    async send(part, slot, signal) {
      const sent = await sendPart(engine, { file, uploadId: header.uploadId, part, slot, signal })
      writer.part(sent)
      parts.set(part.number, sent)
      onSent(sent.sizeBytes)
    },
  })
  return parts
}

function transferredUpload(
  file: SourceFile,
  { header: { uploadId, partSizeBytes }, missing, writer, wasCompleting }: OpenUpload,
  sent: { readonly parts: ReadonlyMap<number, DonePart>; readonly bytesSent: number; readonly bytesResumed: number },
): TransferredUpload {
  const parts = [...sent.parts.values()].sort((left, right) => left.number - right.number)
  const sentNumbers = new Set(missing.map(({ number }) => number))
  const crc64 = crc64OfParts(parts)
  return {
    ...{ kind: 'transferred', file, uploadId, partSizeBytes, ...sent, parts, sentNumbers, crc64 },
    ...{ record: writer, wasCompleting },
  }
}

/** One part of one upload, to be sent. */
export interface PartToSend {
  readonly file: SourceFile
  readonly uploadId: string
  readonly part: Part
  readonly slot: Slot
  readonly signal: AbortSignal
}

/** @returns the part once OSS has acknowledged it with the CRC64 of the bytes that were sent. */
export async function sendPart(
  engine: PartSender,
  { file, uploadId, part, slot, signal }: PartToSend,
): Promise<DonePart> {
  const { number, startBytes, endBytes } = part
  const sizeBytes = endBytes - startBytes
  return engine.bucket.uploadPart({
    ...{ key: file.key, uploadId, number, sizeBytes, slot, signal },
    async prepare() {
      const tap = engine.samples?.tap(file.path, part)
      const body = withCrc64(engine.files.body({ path: file.path, startBytes, endBytes, signal }), tap)
      return {
        body,
        async accept(stored) {
          const sentCrc64 = body.crc64()
          const etag = await checkPart(engine, { file, uploadId, part, stored, sentCrc64 })
          return { number, sizeBytes, crc64: sentCrc64, etag }
        },
      }
    },
  })
}

/**
 * @returns the part's ETag; throws where OSS took other bytes. An answer without CRC64 is judged by its ETag, and where that is not their MD5
 *   by what OSS lists.
 */
async function checkPart(
  engine: PartSender,
  options: {
    readonly file: SourceFile
    readonly uploadId: string
    readonly part: Part
    readonly stored: StoredPart
    readonly sentCrc64: bigint
  },
): Promise<string> {
  const { file, part, stored, sentCrc64 } = options
  if (stored.crc64 === sentCrc64) return stored.etag
  if (stored.crc64 !== undefined) throw damaged(file, part)
  const { files, hashes, signal } = engine
  const local = await digestRange({ files, hashes, signal, path: file.path, ...part, md5: true, sha256: false })
  if (local.crc64 !== sentCrc64) throw damaged(file, part)
  if (proofOf(stored, local) === 'md5') return stored.etag
  const listed = await listedPart(engine, options)
  const proof = listed === undefined ? undefined : proofOf(listed, local)
  if (listed === undefined || proof === undefined) throw unproven(file, part)
  if (proof === 'other-bytes') throw damaged(file, part)
  return listed.etag
}

/** @returns what OSS lists of a part that its answer proved nothing of; undefined where it is not listed so, or may not be. */
async function listedPart(
  { bucket }: BucketUser,
  { file, uploadId, part }: Pick<Parameters<typeof checkPart>[1], 'file' | 'uploadId' | 'part'>,
): Promise<ListedPart | undefined> {
  try {
    const listed = await bucket.listParts({ key: file.key, uploadId })
    return listed.find(
      ({ number, sizeBytes }) => number === part.number && sizeBytes === part.endBytes - part.startBytes,
    )
  } catch (error) {
    if (faultOf(error) === 'denied') return undefined
    throw error
  }
}

function damaged(file: SourceFile, part: Part): ActionError {
  return new ActionError({
    code: 'part-damaged',
    fault: 'part',
    message: `Part ${part.number} of ${singleLine(file.displayPath)} was damaged on its way: OSS took other bytes than were sent`,
    remedy: 'If this repeats, a proxy or the network between the runner and OSS changes what passes through it.',
  })
}

function unproven(file: SourceFile, part: Part): ActionError {
  return new ActionError({
    code: 'unproven',
    fault: 'part',
    message: `Part ${part.number} of ${singleLine(file.displayPath)} was acknowledged without anything that proves its bytes: neither a CRC64 nor an ETag that is their MD5`,
    remedy:
      'If this repeats, a proxy on the way drops headers of OSS: let it pass `x-oss-hash-crc64ecma` and `ETag` unchanged.',
  })
}
