/** Transfers one file to OSS as a multipart upload, up to but not including Complete: nothing becomes visible here. */

import { faultOf } from '../../core/errors/errors.ts'
import { newPartSize, type PlannedObject, type PresentObject } from '../../core/plan/plan.ts'
import type { DonePart } from '../../core/plan/reconcile.ts'
import type { CheckpointHeader } from '../../core/records/checkpoint.ts'
import { equalParts } from '../../core/records/layout.ts'
import { planOver } from '../../core/reuse/plan-reuse.ts'
import { singleLine } from '../../core/text/text.ts'
import type { CheckpointWriter } from '../../ports.ts'
import type { Engine, FileReuse, SourceFile, Uploader } from '../bucket/context.ts'
import { abortUnusable, adoptUpload } from '../bucket/housekeeping.ts'
import { fetchBytes, headersWithDigests } from '../verify/fetch-bytes.ts'
import { findPublished, findSameBytes } from '../verify/verify.ts'
import { bringMissing, bytesOf, type MissingPart } from './bring-parts.ts'
import { crc64OfParts, resumeUpload } from './resume.ts'

/** A file that is sent in parts. */
export type MultipartFile = Extract<PlannedObject<SourceFile>, { readonly kind: 'multipart' }>

/** A file whose parts are all in OSS, each compared with the local bytes. */
export interface TransferredUpload {
  readonly kind: 'transferred'
  readonly file: SourceFile
  readonly uploadId: string
  readonly partSizeBytes: number
  /** See CheckpointHeader. */
  readonly layout: string | undefined
  /** In order of part number, without gaps. */
  readonly parts: readonly DonePart[]
  /** Numbers of the parts that this process sent or copied. */
  readonly sentNumbers: ReadonlySet<number>
  /** The copied ones among them. */
  readonly copiedNumbers: ReadonlySet<number>
  /** CRC64 of the whole object. */
  readonly crc64: bigint
  readonly bytesSent: number
  readonly bytesResumed: number
  readonly bytesReused: number
  readonly record: CheckpointWriter
  /** Whether, by its record, an earlier attempt of this run ended while it completed this upload. */
  readonly wasCompleting: boolean
}

/** The result of a transfer. */
export type Transferred =
  | TransferredUpload
  /** Another attempt completed the same object meanwhile. */
  | { readonly kind: 'present'; readonly file: SourceFile; readonly object: PresentObject; readonly bytesSent: number }

/** How often an upload may vanish during the transfer (lifecycle rule, somebody's abort) before the file fails. */
const MAX_STARTS = 4

/**
 * A fetched file is on this machine, complete and verified, before any of it is sent, and is deleted once all of it is in OSS.
 * @returns like `transferFile`
 */
export async function uploadFile(
  engine: Uploader,
  upload: MultipartFile,
  onInitiated: () => void,
): Promise<Transferred> {
  const held = await fetchBytes(engine, upload.file.path)
  try {
    const transferred = await transferFile(engine, upload, onInitiated)
    held?.drop()
    return transferred
  } finally {
    held?.release()
  }
}

/**
 * @returns the upload with all its parts in OSS. Continues a recorded upload if one fits, starts afresh if its ID is gone.
 *   Throws the ActionError of the first part that cannot be sent.
 */
async function transferFile(
  engine: Uploader,
  { file, partSizeBytes, mayJoin = false, checkpoints }: MultipartFile,
  onInitiated: () => void,
): Promise<Transferred> {
  const newPartBytes = newPartSize({ file, partSizeBytes, mayJoin }, engine.isHolding)
  let candidates = checkpoints
  let bytesSent = 0
  for (let start = 1; ; start += 1) {
    const sentBefore = bytesSent
    const multipart: MultipartFile = { kind: 'multipart', file, partSizeBytes, checkpoints: candidates }
    const upload = await openUpload(engine, multipart, newPartBytes)
    const resumedBytes = upload.kind === 'present' ? 0 : bytesOf(upload.done)
    engine.progress.addResumed(resumedBytes)
    onInitiated()
    if (upload.kind === 'present') return present(engine, file, upload.object, bytesSent)
    const copied = new Map<number, DonePart>()
    try {
      const brought = await bringMissing(engine, file, {
        ...{ ...upload, copied },
        mayJoin: mayJoin && !engine.isHolding,
        usualPartBytes: partSizeBytes,
        onSent(bytes) {
          bytesSent += bytes
        },
      })
      return transferredUpload(file, upload, { ...brought, copied, bytesSent, bytesResumed: resumedBytes })
    } catch (error) {
      if (faultOf(error) !== 'upload-gone' || start >= MAX_STARTS) throw error
      engine.reporter.info(`The upload of ${singleLine(file.displayPath)} is no longer known to OSS; it starts again.`)
      const reusedBytes = bytesOf(copied.values())
      engine.progress.lost({ sentBytes: bytesSent - sentBefore, resumedBytes, reusedBytes })
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
  object: PresentObject,
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
  readonly missing: readonly MissingPart[]
  /** What can be copied of a new upload. */
  readonly planning?: Promise<FileReuse | undefined> | undefined
  readonly wasCompleting: boolean
}

async function openUpload(
  engine: Uploader,
  multipart: MultipartFile,
  newPartBytes: number,
): Promise<OpenUpload | { readonly kind: 'present'; readonly object: PresentObject }> {
  const { file, checkpoints } = multipart
  const planning = engine.reuse?.planFor(file, newPartBytes)
  if (checkpoints.length > 0) {
    const resumed = await resumeUpload(engine, multipart)
    await abortUnusable(engine, file, resumed.unusable)
    if (resumed.kind === 'resumed') {
      const { header, done, wasCompleting } = resumed
      const reuse = await planning
      const missing = reuse === undefined ? resumed.missing : planOver(resumed.missing, reuse.runs)
      adoptUpload(engine, file, header)
      const writer = engine.checkpoints.resume(header, done)
      if (wasCompleting) writer.completing(true)
      return { kind: 'open', header, done, missing, writer, wasCompleting }
    }
    const published = resumed.gone ? ((await findPublished(engine, file, checkpoints)) ?? resumed.completed) : undefined
    if (published !== undefined) return { kind: 'present', object: published }
  }
  try {
    const header = await initiate(engine, file, newPartBytes)
    const missing = equalParts(file.sizeBytes, newPartBytes)
    const writer = engine.checkpoints.create(header)
    return { kind: 'open', header, done: [], missing, planning, writer, wasCompleting: false }
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
  const { objectId: object, headersDigest: headers, path } = file
  const content = engine.origin?.facts(path)?.sha256
  const told = content === undefined ? {} : { content }
  return { object, uploadId, partSizeBytes, headers, ...told, run: engine.run, createdMs: engine.epochMs() }
}

function transferredUpload(
  file: SourceFile,
  { done, wasCompleting }: OpenUpload,
  {
    header: { uploadId, partSizeBytes, layout },
    writer,
    copied,
    ...sent
  }: {
    readonly header: CheckpointHeader
    readonly writer: CheckpointWriter
    readonly parts: ReadonlyMap<number, DonePart>
    readonly copied: ReadonlyMap<number, DonePart>
    readonly bytesSent: number
    readonly bytesResumed: number
  },
): TransferredUpload {
  const parts = [...sent.parts.values()].sort((left, right) => left.number - right.number)
  const sentNumbers = new Set(sent.parts.keys())
  for (const { number } of done) sentNumbers.delete(number)
  return {
    ...{ kind: 'transferred', file, uploadId, partSizeBytes, layout, ...sent, parts, sentNumbers },
    copiedNumbers: new Set(copied.keys()),
    bytesReused: bytesOf(copied.values()),
    crc64: crc64OfParts(parts),
    ...{ record: writer, wasCompleting },
  }
}
