/** Brings the parts of one upload into OSS that it does not hold yet: some are copied inside OSS, beside the others, which are sent. */
import type { Part } from '../../core/bytes/parts.ts'
import type { DonePart } from '../../core/plan/reconcile.ts'
import type { CheckpointHeader } from '../../core/records/checkpoint.ts'
import { formatLayout } from '../../core/records/layout.ts'
import type { ReusePart } from '../../core/reuse/plan-reuse.ts'
import type { CheckpointWriter } from '../../ports.ts'
import type { Engine, FileReuse, PartCopier, PartSender, SourceFile } from '../bucket/context.ts'
import { copyParts } from '../reuse/copy-parts.ts'
import { sendAhead } from './send-ahead.ts'
import { sendPart } from './send-part.ts'

/** A part that OSS does not hold yet: to be sent, unless it says that it can be copied. */
export type MissingPart = Part & Partial<Pick<ReusePart, 'kind'>>

/** What an upload has and lacks. */
interface PartsToBring {
  readonly header: CheckpointHeader
  readonly writer: CheckpointWriter
  readonly done: readonly DonePart[]
  readonly missing: readonly MissingPart[]
  /** What can be copied, of a new upload: where anything can, its parts are others than `missing`. */
  readonly planning?: Promise<FileReuse | undefined> | undefined
  /** Parts that were copied, by number. */
  readonly copied: Map<number, DonePart>
  onSent(bytes: number): void
}

/** All parts of an upload, and its record as it is by then. */
interface BroughtParts {
  readonly header: CheckpointHeader
  readonly writer: CheckpointWriter
  readonly parts: ReadonlyMap<number, DonePart>
}

/** An upload under way. */
interface Bringing {
  header: CheckpointHeader
  writer: CheckpointWriter
  readonly parts: Map<number, DonePart>
  /** Aborted with the first failure. */
  readonly ended: AbortController
  readonly signal: AbortSignal
  /** Begins to send parts; a failure ends the rest. */
  send(parts: readonly Part[]): void
}

type Bringer = PartSender & PartCopier & Pick<Engine, 'checkpoints' | 'queue' | 'reuse'>

/** @returns all parts by their number, once OSS holds those that were missing: copies are made beside what is sent. */
export async function bringMissing(engine: Bringer, file: SourceFile, open: PartsToBring): Promise<BroughtParts> {
  const ended = new AbortController()
  const sending: Promise<void>[] = []
  const upload: Bringing = {
    ...{ header: open.header, writer: open.writer, ended, signal: AbortSignal.any([engine.signal, ended.signal]) },
    parts: new Map(open.done.map((part) => [part.number, part])),
    send(parts) {
      const job = sendAll(engine, file, { upload, parts, onSent: open.onSent })
      job.catch((error: unknown) => ended.abort(error))
      sending.push(job)
    },
  }
  try {
    const left = await planned(engine, file, upload, open)
    upload.send(left.filter((part) => !isCopy(part)))
    await copyOrSend(engine, file, { upload, toCopy: left.filter(isCopy), copied: open.copied })
  } catch (error) {
    ended.abort(error)
  }
  // What is in flight ends before anybody goes on with this upload, or with another of the file.
  await Promise.allSettled(sending)
  ended.signal.throwIfAborted()
  return upload
}

function keep({ writer, parts }: Bringing, part: DonePart): void {
  writer.part(part)
  parts.set(part.number, part)
}

function sendAll(
  engine: Bringer,
  file: SourceFile,
  {
    upload,
    parts,
    onSent,
  }: { readonly upload: Bringing; readonly parts: readonly Part[] } & Pick<PartsToBring, 'onSent'>,
): Promise<void> {
  const { uploadId } = upload.header
  return engine.queue.run({
    parts,
    signal: upload.signal,
    async send(part, slot, signal) {
      const sent = await sendPart(engine, { file, uploadId, part, slot, signal })
      keep(upload, sent)
      onSent(sent.sizeBytes)
    },
  })
}

/** @returns the parts that are missing once it is known what can be copied; what is new is sent meanwhile. A layout is recorded before any part of it alone. */
async function planned(
  engine: Bringer,
  file: SourceFile,
  upload: Bringing,
  { missing, planning }: Pick<PartsToBring, 'missing' | 'planning'>,
): Promise<readonly MissingPart[]> {
  if (planning === undefined) return missing
  const { plan, begun } = await sendAhead(engine, file, { parts: missing, planning, send: upload.send })
  if (plan !== undefined) {
    upload.header = { ...upload.header, layout: formatLayout(plan.parts) }
    upload.writer = engine.checkpoints.resume(upload.header, [...upload.parts.values()])
  }
  return (plan?.parts ?? missing).filter(({ number }) => !begun.has(number))
}

type CopiedPart = Extract<ReusePart, { readonly kind: 'copy' }>

/** Has OSS copy parts, and begins to send those that it does not copy right. */
async function copyOrSend(
  engine: Bringer,
  file: SourceFile,
  {
    upload,
    toCopy,
    copied,
  }: { readonly upload: Bringing; readonly toCopy: readonly CopiedPart[] } & Pick<PartsToBring, 'copied'>,
): Promise<void> {
  if (engine.reuse === undefined || toCopy.length === 0) return
  const copying = copyingBytes(engine, toCopy)
  await copyParts(engine, engine.reuse, {
    ...{ file, uploadId: upload.header.uploadId, parts: toCopy, signal: upload.signal },
    onCopied(part) {
      copying.end(part.number)
      keep(upload, part)
      copied.set(part.number, part)
      engine.progress.addReused(part.sizeBytes)
    },
    onRefused(part) {
      copying.end(part.number)
      dropCopy(engine, copied, part.number)
      upload.send([part])
    },
  }).finally(() => copying.endAll())
}

function isCopy(part: MissingPart): part is CopiedPart {
  return part.kind === 'copy'
}

/** Counts the parts as being copied, each until it is copied or not. */
function copyingBytes(
  { progress }: Pick<Engine, 'progress'>,
  parts: readonly Part[],
): { end(number: number): void; endAll(): void } {
  const left = new Map(parts.map(({ number, startBytes, endBytes }) => [number, endBytes - startBytes]))
  const all = () => [...left.values()].reduce((sum, bytes) => sum + bytes, 0)
  progress.addCopying(all())
  return {
    end(number) {
      progress.addCopying(-(left.get(number) ?? 0))
      left.delete(number)
    },
    endAll() {
      progress.addCopying(-all())
      left.clear()
    },
  }
}

/** What was copied is not what it seemed to be, and is sent. */
function dropCopy({ progress }: Pick<Engine, 'progress'>, copied: Map<number, DonePart>, number: number): void {
  const dropped = copied.get(number)
  if (dropped !== undefined) progress.lost({ sentBytes: 0, resumedBytes: 0, reusedBytes: dropped.sizeBytes })
  copied.delete(number)
}

/** @returns bytes of all the parts together. */
export function bytesOf(parts: Iterable<DonePart>): number {
  return [...parts].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
