/** Parts of an upload that are copied inside OSS. A copy counts only once it was compared with the local bytes: all else is sent. */
import type { Part } from '../../core/bytes/parts.ts'
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import { type DonePart, isMd5, type ListedPart, type LocalDigest } from '../../core/plan/reconcile.ts'
import type { ReusePart } from '../../core/reuse/plan-reuse.ts'
import { singleLine } from '../../core/text/text.ts'
import { COPY_UNANSWERED } from '../bucket/bucket.ts'
import type { BucketUser, PartCopier, Reuse, SourceFile } from '../bucket/context.ts'
import { COPIES_AT_ONCE } from '../bucket/create-engine.ts'
import { digestInTurn } from '../verify/digest.ts'

type CopiedPart = Extract<ReusePart, { readonly kind: 'copy' }>

interface PartsToCopy {
  readonly file: SourceFile
  readonly uploadId: string
  readonly parts: readonly CopiedPart[]
  readonly signal: AbortSignal
  /** A part was copied, and its ETag is the MD5 of the local bytes. */
  onCopied(part: DonePart): void
}

/** How often a copy is made whose answer is lost each time. */
const MAX_TRIES = 3
const RETRY_MS = 500

/**
 * @returns the parts that have to be sent instead: copies that OSS refused, whose bytes are others, or of which ListParts tells something else.
 *   Throws the ActionError of a local file that cannot be read, and `upload-gone`.
 */
export async function copyParts(engine: PartCopier, reuse: Reuse, options: PartsToCopy): Promise<readonly Part[]> {
  const copied = new Map<number, DonePart>()
  const waiting = [...options.parts]
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      options.signal.throwIfAborted()
      const done = await copyPart(engine, reuse, { ...options, part })
      if (done === undefined) continue
      copied.set(done.number, done)
      options.onCopied(done)
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: COPIES_AT_ONCE }, lane))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  const proven = await provenByListing(engine, options, copied)
  return options.parts.filter(({ number }) => !proven.has(number))
}

type OnePart = Omit<PartsToCopy, 'parts' | 'onCopied'> & { readonly part: CopiedPart }

/** @returns the part; undefined where it has to be sent. */
async function copyPart(engine: PartCopier, reuse: Reuse, options: OnePart): Promise<DonePart | undefined> {
  const { file, part, signal } = options
  const { number, startBytes, endBytes, source } = part
  if (reuse.problemOf(source) !== undefined) return undefined
  const local = await digestInTurn(engine, { path: file.path, startBytes, endBytes, md5: true })
  const done = (etag: string) => ({ number, sizeBytes: endBytes - startBytes, crc64: local.crc64, etag })
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    try {
      const { etag, crc64 } = await request(engine, options)
      const isSame = isMd5(etag) && etag.toUpperCase() === local.md5
      if (isSame && (crc64 === undefined || crc64 === local.crc64)) return done(etag)
      reuse.blame(source, isMd5(etag) ? 'its bytes are not what the index says' : 'OSS tells no MD5 of copies from it')
      return undefined
    } catch (error) {
      signal.throwIfAborted()
      if (!isUnanswered(error)) return refused(reuse, part, error)
      const listed = (await list(engine, options))?.find((one) => one.number === number)
      if (listed !== undefined && isProven(listed, done('').sizeBytes, local)) return done(listed.etag)
      if (tries < MAX_TRIES) await engine.clock.sleep(RETRY_MS * 2 ** tries, signal)
    }
  }
  // Each part would cost the same wait, and all of them together the step.
  reuse.blame(source, 'OSS does not answer copies from it')
  return undefined
}

function request({ bucket }: BucketUser, { file, uploadId, part, signal }: OnePart) {
  const { number, startBytes, endBytes, source, sourceStartBytes } = part
  const range = { startBytes: sourceStartBytes, endBytes: sourceStartBytes + endBytes - startBytes }
  const from = { fromKey: source.key, etag: source.etag, ...range }
  return bucket.copyBeside({ key: file.key, uploadId, number, from, signal })
}

function isUnanswered(error: unknown): boolean {
  return asActionError(error)?.code === COPY_UNANSWERED
}

/** Throws what ends the upload itself; any other refusal concerns the source, or the right to read. */
function refused(reuse: Reuse, { source }: CopiedPart, error: unknown): undefined {
  const known = asActionError(error)
  const fault = faultOf(error)
  if (known === undefined || fault === 'upload-gone' || fault === 'aborted') throw error
  if (fault === 'denied') reuse.end(`${singleLine(known.message)}; copying needs \`oss:GetObject\``)
  else if (fault === 'missing') reuse.blame(source, 'it is gone')
  else reuse.blame(source, known.facts.serviceCode ?? known.code)
  return undefined
}

function isProven({ etag, crc64, ...part }: ListedPart, sizeBytes: number, local: LocalDigest): boolean {
  return part.sizeBytes === sizeBytes && etag.toUpperCase() === local.md5 && (crc64 ?? local.crc64) === local.crc64
}

/** @returns what OSS lists of the upload; undefined where that may not be asked, so that what the answers told has to do. */
async function list(
  { bucket }: BucketUser,
  { file, uploadId }: Pick<PartsToCopy, 'file' | 'uploadId'>,
): Promise<readonly ListedPart[] | undefined> {
  try {
    return await bucket.listParts({ key: file.key, uploadId })
  } catch (error) {
    if (faultOf(error) === 'denied') return undefined
    throw error
  }
}

/** @returns the copied parts of which ListParts tells the same size, ETag and, where it tells one, CRC64. */
async function provenByListing(
  engine: BucketUser,
  upload: Pick<PartsToCopy, 'file' | 'uploadId'>,
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
