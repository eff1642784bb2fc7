/** Parts of an upload that are copied inside OSS. A copy counts only once it was compared with the local bytes: all other parts are sent. */
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import { type DonePart, isMd5, type ListedPart, type LocalDigest } from '../../core/plan/reconcile.ts'
import type { CopiedPart, JoinedCopy } from '../../core/reuse/plan-reuse.ts'
import { COPY_UNANSWERED } from '../bucket/bucket.ts'
import type { PartCopier, Reuse, SourceFile } from '../bucket/context.ts'
import { ASIDE_AT_ONCE } from '../bucket/create-engine.ts'
import { TooLate } from '../bucket/within.ts'
import { digestInTurn } from '../verify/digest.ts'
import { aside, patienceMs, sendingMs } from './aside.ts'
import { refused } from './refused.ts'

interface PartsToCopy {
  readonly file: SourceFile
  readonly uploadId: string
  readonly copies: readonly JoinedCopy[]
  readonly signal: AbortSignal
  /** Called for a copied part whose ETag is the MD5 of the local bytes. */
  onCopied(part: DonePart): void
  /** Called for a copy whose parts have to be sent: OSS refused or did not answer, or the copy has other bytes. */
  onRefused(copy: JoinedCopy): void
}

/** How often a copy is requested if its answer is lost each time, and if OSS is too busy each time. */
const MAX_TRIES = { unanswered: 3, busy: 8 } as const
const FIRST_WAIT_MS = 500
const MAX_WAIT_MS = 30_000
/** While OSS is too busy to copy: the part of the time that sending would take, the least, and where that time is not known. */
const WORTH = 0.25
const LEAST_WORTH_MS = 2000
const UNKNOWN_WORTH_MS = 10_000
/** A copy of 32 MiB takes OSS less than a second. */
const COPY_MS = 60_000
/** All tries of one part together, with the waits between them. */
const PART_MS = 180_000
const LIST_MS = 30_000

/**
 * Makes the copies, in lanes beside the uploads. Each is passed to `onCopied` or `onRefused`; to both if ListParts contradicts its copy in the end.
 * Throws the ActionError of a local file that cannot be read, and `upload-gone`.
 */
export async function copyParts(engine: PartCopier, reuse: Reuse, options: PartsToCopy): Promise<void> {
  const copied = new Map<number, DonePart>()
  const waiting = [...options.copies]
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      options.signal.throwIfAborted()
      const done = await copyPart(engine, reuse, { ...options, part })
      if (done === undefined) {
        options.onRefused(part)
        continue
      }
      copied.set(done.number, done)
      options.onCopied(done)
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: ASIDE_AT_ONCE }, lane))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  const proven = await provenByListing(engine, options, copied)
  for (const copy of options.copies) if (copied.has(copy.number) && !proven.has(copy.number)) options.onRefused(copy)
}

type OnePart = Pick<PartsToCopy, 'file' | 'uploadId' | 'signal'> & { readonly part: CopiedPart }

/** @returns the part; undefined if it has to be sent. */
async function copyPart(engine: PartCopier, reuse: Reuse, options: OnePart): Promise<DonePart | undefined> {
  const { file, part, signal } = options
  const { number, startBytes, endBytes, source } = part
  if (reuse.problemOf(source) !== undefined) return undefined
  const local = await digestInTurn(engine, { path: file.path, startBytes, endBytes, md5: true })
  const done = (etag: string) => ({ number, sizeBytes: endBytes - startBytes, crc64: local.crc64, etag })
  const startedMs = engine.clock.nowMs()
  const mostMs = patienceMs(engine, PART_MS)
  for (let tries = 1; reuse.problemOf(source) === undefined; tries += 1) {
    try {
      const { etag, crc64 } = await request(engine, options)
      const isSame = isMd5(etag) && etag.toUpperCase() === local.md5
      if (isSame && (crc64 === undefined || crc64 === local.crc64)) return done(etag)
      reuse.blame(
        source,
        isMd5(etag) ? 'its bytes are not what the index says' : 'OSS returns no MD5 of copies from it',
      )
      return undefined
    } catch (error) {
      signal.throwIfAborted()
      const failure = failureOf(error)
      if (failure === undefined) return refused(reuse, source, error)
      const listed = failure === 'busy' ? undefined : await listedPart(engine, options)
      if (listed !== undefined && isProven(listed, done('').sizeBytes, local)) return done(listed.etag)
      const waitMs = Math.max(engine.clock.random() * FIRST_WAIT_MS * 2 ** (tries - 1), retryAfterMs(error))
      const worthMs = failure === 'busy' ? worthWaitingMs(engine) : mostMs
      const isOver = engine.clock.nowMs() + waitMs - startedMs >= Math.min(mostMs, worthMs)
      if (tries >= MAX_TRIES[failure] || waitMs > MAX_WAIT_MS || isOver) reuse.unanswered(source)
      else await engine.clock.sleep(waitMs, signal)
    }
  }
  return undefined
}

function request(engine: PartCopier, { file, uploadId, part, signal }: OnePart) {
  const { number, startBytes, endBytes, source, sourceStartBytes } = part
  const range = { startBytes: sourceStartBytes, endBytes: sourceStartBytes + endBytes - startBytes }
  const from = { fromKey: source.key, etag: source.etag, ...range }
  return aside(engine, { mostMs: COPY_MS, signal }, (bucket) =>
    bucket.copyPartOnce({ key: file.key, uploadId, number, from }),
  )
}

/** @returns whether the copy may have been made, or OSS is too busy for it; undefined if it was refused for good. */
function failureOf(error: unknown): 'unanswered' | 'busy' | undefined {
  if (error instanceof TooLate) return 'unanswered'
  const known = asActionError(error)
  if (known?.code !== COPY_UNANSWERED) return undefined
  return faultOf(known.cause) === 'busy' ? 'busy' : 'unanswered'
}

/** @returns how long to wait for OSS to copy again: a part of the time in which all that is to be copied could be sent. */
function worthWaitingMs({ progress }: PartCopier): number {
  const allMs = sendingMs({ progress }, progress.snapshot().copyingBytes)
  return allMs === undefined ? UNKNOWN_WORTH_MS : Math.max(LEAST_WORTH_MS, allMs * WORTH)
}

function retryAfterMs(error: unknown): number {
  return asActionError(asActionError(error)?.cause)?.facts.retryAfterMs ?? 0
}

function isProven({ etag, crc64, ...part }: ListedPart, sizeBytes: number, local: LocalDigest): boolean {
  return part.sizeBytes === sizeBytes && etag.toUpperCase() === local.md5 && (crc64 ?? local.crc64) === local.crc64
}

async function listedPart(engine: PartCopier, options: OnePart): Promise<ListedPart | undefined> {
  return (await list(engine, options))?.find(({ number }) => number === options.part.number)
}

/** @returns the upload's parts in OSS; undefined if listing is not permitted or not answered: then the answers to the copies must suffice. Throws `upload-gone`. */
async function list(
  engine: PartCopier,
  { file, uploadId, signal }: Pick<PartsToCopy, 'file' | 'uploadId' | 'signal'>,
): Promise<readonly ListedPart[] | undefined> {
  try {
    return await aside(engine, { mostMs: LIST_MS, signal }, (bucket) => bucket.listParts({ key: file.key, uploadId }))
  } catch (error) {
    signal.throwIfAborted()
    if (faultOf(error) === 'upload-gone') throw error
    return undefined
  }
}

/** @returns the copied parts that ListParts lists with the same size, ETag and, if it returns one, CRC64. */
async function provenByListing(
  engine: PartCopier,
  upload: Pick<PartsToCopy, 'file' | 'uploadId' | 'signal'>,
  copied: ReadonlyMap<number, DonePart>,
): Promise<ReadonlyMap<number, DonePart>> {
  const listed = copied.size === 0 ? undefined : await list(engine, upload)
  if (listed === undefined) return copied
  const byNumber = new Map(listed.map((part) => [part.number, part]))
  return new Map(
    [...copied].filter(([number, { etag, sizeBytes, crc64 }]) => {
      const found = byNumber.get(number)
      return found !== undefined && isProven(found, sizeBytes, { crc64, md5: etag.toUpperCase() })
    }),
  )
}
