/** Brings the parts of one upload into OSS that it does not hold yet: some are copied inside OSS, beside the others, which are sent. */
import type { Part } from '../../core/bytes/parts.ts'
import type { DonePart } from '../../core/plan/reconcile.ts'
import type { ReusePart } from '../../core/reuse/plan-reuse.ts'
import type { CheckpointWriter } from '../../ports.ts'
import type { Engine, PartCopier, PartSender, SourceFile } from '../bucket/context.ts'
import { copyParts } from '../reuse/copy-parts.ts'
import { sendPart } from './send-part.ts'

/** A part that OSS does not hold yet: to be sent, unless it says that it can be copied. */
export type MissingPart = Part & Partial<Pick<ReusePart, 'kind'>>

/** What an upload has and lacks. */
interface PartsToBring {
  readonly uploadId: string
  readonly writer: CheckpointWriter
  readonly done: readonly DonePart[]
  readonly missing: readonly MissingPart[]
  /** Parts that were copied, by number. */
  readonly copied: Map<number, DonePart>
  onSent(bytes: number): void
}

/** @returns all parts by their number, once OSS holds those that were missing: copies are made beside what is sent. */
export async function bringMissing(
  engine: PartSender & PartCopier & Pick<Engine, 'queue' | 'reuse'>,
  file: SourceFile,
  { uploadId, writer, done, missing, copied, onSent }: PartsToBring,
): Promise<ReadonlyMap<number, DonePart>> {
  const parts = new Map(done.map((part) => [part.number, part]))
  const ended = new AbortController()
  const both = AbortSignal.any([engine.signal, ended.signal])
  const keep = (part: DonePart) => {
    writer.part(part)
    parts.set(part.number, part)
  }
  const send = (toSend: readonly Part[]) =>
    engine.queue.run({
      parts: toSend,
      signal: both,
      async send(part, slot, signal) {
        const sent = await sendPart(engine, { file, uploadId, part, slot, signal })
        keep(sent)
        onSent(sent.sizeBytes)
      },
    })
  const copy = async () => {
    const toCopy = missing.filter(isCopy)
    if (engine.reuse === undefined || toCopy.length === 0) return
    const instead: Promise<void>[] = []
    const copying = copyingBytes(engine, toCopy)
    await copyParts(engine, engine.reuse, {
      ...{ file, uploadId, parts: toCopy, signal: both },
      onCopied(part) {
        copying.end(part.number)
        keep(part)
        copied.set(part.number, part)
        engine.progress.addReused(part.sizeBytes)
      },
      onRefused(part) {
        copying.end(part.number)
        dropCopy(engine, copied, part.number)
        const sending = send([part])
        sending.catch((error: unknown) => ended.abort(error))
        instead.push(sending)
      },
    }).finally(() => copying.endAll())
    await Promise.all(instead)
  }
  await together([send(missing.filter((part) => !isCopy(part))), copy()], ended)
  return parts
}

function isCopy(part: MissingPart): part is Extract<ReusePart, { readonly kind: 'copy' }> {
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

/** Waits for all of the work. Throws the first failure, which ends the rest of it, once all of it has ended. */
async function together(work: readonly Promise<void>[], ended: AbortController): Promise<void> {
  for (const one of work) one.catch((error: unknown) => ended.abort(error))
  await Promise.allSettled(work)
  ended.signal.throwIfAborted()
}

/** @returns bytes of all the parts together. */
export function bytesOf(parts: Iterable<DonePart>): number {
  return [...parts].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
