/** Transfers the missing parts of one upload to OSS: some are copied inside OSS, while the others are sent. */
import type { Part } from '../../core/bytes/parts.ts'
import type { DonePart } from '../../core/plan/reconcile.ts'
import type { CheckpointHeader } from '../../core/records/checkpoint.ts'
import { formatLayout } from '../../core/records/layout.ts'
import { type CopiedPart, joinCopies, largestCopy, type ReusePart } from '../../core/reuse/plan-reuse.ts'
import type { CheckpointWriter } from '../../ports.ts'
import type { Engine, FileReuse, PartCopier, PartSender, SourceFile } from '../bucket/context.ts'
import { copyParts } from '../reuse/copy-parts.ts'
import { sendAhead } from './send-ahead.ts'
import { sendPart } from './send-part.ts'

/** A part that OSS does not have yet: to be sent, unless its kind says that it can be copied. */
export type MissingPart = Part & Partial<Pick<ReusePart, 'kind'>>

/** The parts that an upload has, and those that it lacks. */
interface PartsToBring {
  readonly header: CheckpointHeader
  readonly writer: CheckpointWriter
  /** Whether neighbours may be sent as one part. */
  readonly mayJoin: boolean
  /** The size to which they are joined: also copies are as large as if the file were cut into such parts. */
  readonly usualPartBytes: number
  readonly done: readonly DonePart[]
  readonly missing: readonly MissingPart[]
  /** For a new upload, what can be copied: if that is anything, its parts differ from `missing`. */
  readonly planning?: Promise<FileReuse | undefined> | undefined
  /** Parts that were copied, by number. */
  readonly copied: Map<number, DonePart>
  onSent(bytes: number): void
}

/** All parts of an upload, and its current record. */
interface BroughtParts {
  readonly header: CheckpointHeader
  readonly writer: CheckpointWriter
  readonly parts: ReadonlyMap<number, DonePart>
}

/** An upload in progress. */
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

type Bringer = PartSender & PartCopier & Pick<Engine, 'checkpoints' | 'isHolding' | 'queue' | 'reuse'>

/** @returns all parts by their number, once OSS has the missing ones: copies are made while others are sent. */
export async function bringMissing(engine: Bringer, file: SourceFile, open: PartsToBring): Promise<BroughtParts> {
  const ended = new AbortController()
  const sending: Promise<void>[] = []
  const upload: Bringing = {
    ...{ header: open.header, writer: open.writer, ended, signal: AbortSignal.any([engine.signal, ended.signal]) },
    parts: new Map(open.done.map((part) => [part.number, part])),
    send(parts) {
      const job = sendAll(engine, file, { ...open, upload, parts })
      job.catch((error: unknown) => ended.abort(error))
      sending.push(job)
    },
  }
  try {
    const left = await planned(engine, file, upload, open)
    const toSend = left.filter((part) => !isCopy(part))
    // What may be joined stays beside its neighbours, and its last parts are small.
    upload.send(open.mayJoin ? shortRangesFirst(toSend) : toSend.toSorted(largestFirst))
    await copyOrSend(engine, file, { ...open, upload, toCopy: left.filter(isCopy) })
  } catch (error) {
    ended.abort(error)
  }
  // Requests in flight end before this upload is continued, or another one of the file is begun.
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
    mayJoin,
    onSent,
  }: { readonly upload: Bringing; readonly parts: readonly Part[] } & Pick<PartsToBring, 'mayJoin' | 'onSent'>,
): Promise<void> {
  const { uploadId } = upload.header
  return engine.queue.run({
    ...{ parts, mayJoin, signal: upload.signal },
    send: (part, attempt) => sendPart(engine, { file, uploadId, part, ...attempt }),
    keep(sent) {
      keep(upload, sent)
      onSent(sent.sizeBytes)
    },
  })
}

/** @returns the missing parts, once it is known what can be copied; new bytes are sent meanwhile. A layout is recorded before any part that only it has is sent. */
async function planned(
  engine: Bringer,
  file: SourceFile,
  upload: Bringing,
  { missing, planning }: Pick<PartsToBring, 'missing' | 'planning'>,
): Promise<readonly MissingPart[]> {
  if (planning === undefined) return missing
  const { plan, begun } = engine.reuse?.isAwaited(file)
    ? { plan: await planning, begun: new Set<number>() }
    : await sendAhead(engine, file, { parts: missing, planning, send: upload.send })
  if (plan !== undefined) {
    upload.header = { ...upload.header, layout: formatLayout(plan.parts) }
    upload.writer = engine.checkpoints.resume(upload.header, [...upload.parts.values()])
  }
  return (plan?.parts ?? missing).filter(({ number }) => !begun.has(number))
}

/** Has OSS copy parts, and begins to send those that it does not copy right. */
async function copyOrSend(
  engine: Bringer,
  file: SourceFile,
  {
    upload,
    toCopy,
    copied,
    usualPartBytes,
  }: { readonly upload: Bringing; readonly toCopy: readonly CopiedPart[] } & Pick<
    PartsToBring,
    'copied' | 'usualPartBytes'
  >,
): Promise<void> {
  if (engine.reuse === undefined || toCopy.length === 0) return
  const { uploadId } = upload.header
  // Records of what is held know planned parts alone.
  const copies = joinCopies(toCopy, engine.isHolding ? 0 : largestCopy(usualPartBytes))
  const copying = copyingBytes(engine, copies)
  await copyParts(engine, engine.reuse, {
    ...{ file, uploadId, copies, signal: upload.signal },
    onCopied(part) {
      engine.reuse?.copied()
      copying.end(part.number)
      keep(upload, part)
      copied.set(part.number, part)
      engine.progress.addReused(part.sizeBytes)
    },
    onRefused({ number, parts }) {
      copying.end(number)
      dropCopy(engine, copied, number)
      upload.send(parts)
    },
  }).finally(() => copying.endAll())
}

/** Connections that carry a last large part would still be busy when all others have nothing left to send. */
function largestFirst(left: Part, right: Part): number {
  return right.endBytes - right.startBytes - (left.endBytes - left.startBytes)
}

/** So many ranges are sent first: the first parts that are acknowledged decide how many connections there are. */
const SHORT_RANGES = 10

/** @returns the parts with the shortest ranges first, each in the order of the file, and then all others in this order */
function shortRangesFirst(parts: readonly Part[]): readonly Part[] {
  const ranges: Part[][] = []
  for (const part of parts) {
    const range = ranges.at(-1)
    if (range?.at(-1)?.number === part.number - 1) range.push(part)
    else ranges.push([part])
  }
  const sizeOf = ([first, ...more]: readonly Part[]) =>
    ((more.at(-1) ?? first)?.endBytes ?? 0) - (first?.startBytes ?? 0)
  const short = new Set(ranges.toSorted((left, right) => sizeOf(left) - sizeOf(right)).slice(0, SHORT_RANGES))
  return [...short, ...ranges.filter((range) => !short.has(range))].flat()
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

/** Drops a copied part that has other bytes than expected; it is sent. */
function dropCopy({ progress }: Pick<Engine, 'progress'>, copied: Map<number, DonePart>, number: number): void {
  const dropped = copied.get(number)
  if (dropped !== undefined) progress.lost({ sentBytes: 0, resumedBytes: 0, reusedBytes: dropped.sizeBytes })
  copied.delete(number)
}

/** @returns the total size of the parts, or of whatever else has a size. */
export function bytesOf(parts: Iterable<Pick<DonePart, 'sizeBytes'>>): number {
  return [...parts].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
