/** Sends one part, and proves that OSS has its bytes. */
import type { Part } from '../../core/bytes/parts.ts'
import { ActionError, faultOf } from '../../core/errors/errors.ts'
import type { DonePart, ListedPart } from '../../core/plan/reconcile.ts'
import { singleLine } from '../../core/text/text.ts'
import type { StoredPart } from '../../ports/objects.ts'
import type { BucketUser, PartSender, SourceFile } from '../bucket/context.ts'
import type { PartTry } from '../bucket/part-queue.ts'
import { digestRange, withCrc64 } from '../verify/digest.ts'
import { proofOf } from '../verify/verify.ts'

/** One part of one upload, to be sent. */
interface PartToSend extends PartTry {
  readonly file: SourceFile
  readonly uploadId: string
  readonly part: Part
}

/** @returns the part once OSS has acknowledged it with the CRC64 of the bytes that were sent. */
export async function sendPart(
  engine: PartSender,
  { file, uploadId, part, ...attempt }: PartToSend,
): Promise<DonePart> {
  const { number, startBytes, endBytes } = part
  const sizeBytes = endBytes - startBytes
  const { signal } = attempt
  return engine.bucket.uploadPart({
    ...{ key: file.key, uploadId, number, sizeBytes, ...attempt },
    async prepare() {
      const tap = engine.samples?.tap(file.path, part)
      const body = withCrc64(engine.files.body({ path: file.path, startBytes, endBytes, signal }), tap)
      return {
        body,
        async accept(stored, letGo) {
          const sentCrc64 = body.crc64()
          const etag = await checkPart(engine, { file, uploadId, part, stored, sentCrc64, letGo })
          return { number, sizeBytes, crc64: sentCrc64, etag }
        },
      }
    },
  })
}

/**
 * @returns the part's ETag; throws if OSS stored other bytes. An answer without CRC64 is checked by its ETag and, if that is not an MD5,
 *     by the list of parts.
 */
async function checkPart(
  engine: PartSender,
  options: {
    readonly file: SourceFile
    readonly uploadId: string
    readonly part: Part
    readonly stored: StoredPart
    readonly sentCrc64: bigint
    letGo(): void
  },
): Promise<string> {
  const { file, part, stored, sentCrc64, letGo } = options
  if (stored.crc64 === sentCrc64) return stored.etag
  if (stored.crc64 !== undefined) throw damaged(file, part)
  const { files, hashes, signal } = engine
  const local = await digestRange({ files, hashes, signal, path: file.path, ...part, md5: true, sha256: false })
  if (local.crc64 !== sentCrc64) throw damaged(file, part)
  if (proofOf(stored, local) === 'md5') return stored.etag
  letGo()
  const listed = await listedPart(engine, options)
  const proof = listed === undefined ? undefined : proofOf(listed, local)
  if (listed === undefined || proof === undefined) throw unproven(file, part)
  if (proof === 'other-bytes') throw damaged(file, part)
  return listed.etag
}

/** @returns the listed part, for one whose answer proved nothing; undefined if it is not listed with these bytes, or may not be listed. */
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
    message: `Part ${part.number} of ${singleLine(file.displayPath)} was damaged on the way: OSS stored other bytes than were sent`,
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
