/** Publishes one small file with one request. */
import { formatCrc64 } from '../../core/bytes/crc64.ts'
import { ActionError, faultOf } from '../../core/errors/errors.ts'
import { digestHeaders } from '../../core/plan/digest-headers.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import { singleLine } from '../../core/text/text.ts'
import type { StoredObject } from '../../ports/objects.ts'
import type { Engine, SourceFile, Verifier } from '../bucket/context.ts'
import type { Slot } from '../bucket/limiter.ts'
import { assertUnchanged, changed, isSameStamp } from '../verify/changed.ts'
import { type ChecksummedBody, digestRange, type FileDigest, withCrc64 } from '../verify/digest.ts'
import { inMemory } from '../verify/in-memory.ts'
import { type DigestedWhole, type ReadAhead, readDigested } from '../verify/read-ahead.ts'
import { findSameBytes, proofOf } from '../verify/verify.ts'
import type { PublishedFile } from './published-file.ts'

export type FilePutter = Verifier &
  Pick<Engine, 'plannedCrc64s'> & {
    /** Has the next files of a wave. */
    readonly ahead?: Pick<ReadAhead, 'take'>
  }

interface PutOptions {
  /** Used for the first try. */
  readonly slot?: Slot | undefined
  /** Ends the request, whose object may be there all the same. */
  readonly until?: AbortSignal
}

/**
 * @returns the object. OSS refuses a body that does not have the announced MD5, so only the file's own bytes can become visible. An object
 *   that must not be overwritten and has these bytes is success.
 */
export async function putFile(
  engine: FilePutter,
  file: SourceFile,
  { slot, until = engine.signal }: PutOptions = {},
): Promise<PublishedFile> {
  let isSent = false
  const mark = engine.origin?.facts(file.path)?.mark
  const object = await engine.bucket
    .putObject<PresentObject>({
      ...{ key: file.key, sizeBytes: file.sizeBytes, headers: file.headers, slot, signal: until },
      async prepare() {
        const { digest, body, release } = await bodyOf(engine, file)
        return {
          body,
          headers: { 'content-md5': digest.contentMd5, ...digestHeaders({ ...digest, mark }, file.headers) },
          async accept(stored, letGo) {
            const object = await checkPut(engine, file, { stored, sentCrc64: body.crc64(), local: digest, letGo })
            isSent = true
            release?.()
            return object
          },
        }
      },
    })
    .catch(async (error: unknown) => {
      const present = faultOf(error) === 'exists' ? await findSameBytes(engine, file) : undefined
      if (present === undefined) throw error
      return present
    })
  const status = isSent ? 'uploaded' : 'unchanged'
  return { kind: 'published', file, object, status, bytesSent: isSent ? file.sizeBytes : 0, bytesResumed: 0 }
}

interface DigestedBody {
  readonly body: ChecksummedBody
  readonly digest: FileDigest & { readonly contentMd5: string }
  /** Frees the memory once OSS has the bytes. */
  release?(): void
}

/**
 * A small file is read once, into memory; a larger one twice, since its digests must be known before it is sent.
 * @returns the body to send and its digests. Throws `file-changed` if it is not what was planned.
 */
async function bodyOf(engine: FilePutter, file: SourceFile): Promise<DigestedBody> {
  const { files, hashes, signal, ahead } = engine
  const range = { path: file.path, startBytes: 0, endBytes: file.sizeBytes }
  const tap = engine.samples?.tap(file.path, range)
  const reading = ahead?.take(file) ?? readDigested(engine, file)
  if (reading !== undefined) {
    const whole = await reading
    tap?.(whole.bytes)
    return wholeBody(engine, file, whole)
  }
  const digest = await digestRange({ files, hashes, signal, ...range, md5: true, sha256: true })
  if (digest.crc64 !== engine.plannedCrc64s.get(file.objectId)) await assertUnchanged(engine, file)
  return {
    body: withCrc64(files.body({ ...range, signal }), tap),
    digest: { ...digest, contentMd5: contentMd5Of(digest.md5) },
  }
}

function wholeBody({ plannedCrc64s }: FilePutter, file: SourceFile, whole: DigestedWhole): DigestedBody {
  const { bytes, crc64, md5, stamp, release } = whole
  if (crc64 !== plannedCrc64s.get(file.objectId) && !isSameStamp(stamp, file.stamp)) throw changed(file)
  const texts = { md5: md5.toString('hex').toUpperCase(), sha256: whole.sha256.toString('hex') }
  return {
    body: { ...inMemory(bytes), crc64: () => crc64 },
    digest: { crc64, ...texts, contentMd5: md5.toString('base64') },
    ...(release === undefined ? {} : { release }),
  }
}

function contentMd5Of(md5 = ''): string {
  return Buffer.from(md5, 'hex').toString('base64')
}

/** @returns the object; throws if OSS stored other bytes. If the answer proves nothing, HEAD has to. */
async function checkPut(
  engine: Verifier,
  file: SourceFile,
  {
    stored,
    sentCrc64,
    local,
    letGo,
  }: {
    readonly stored: StoredObject
    readonly sentCrc64: bigint
    readonly local: { readonly crc64: bigint; readonly md5: string | undefined }
    letGo(): void
  },
): Promise<PresentObject> {
  const { etag, versionId } = stored
  const proof = sentCrc64 === local.crc64 ? proofOf(stored, local) : 'other-bytes'
  switch (proof) {
    case 'crc64':
      return { etag, crc64: local.crc64, versionId }
    case 'md5':
      return { etag, crc64: local.crc64, versionId, proof }
    case 'other-bytes':
      throw damaged(file, { found: stored.crc64, wanted: local.crc64 })
    case undefined: {
      letGo()
      const object = await findSameBytes(engine, file)
      if (object === undefined) throw unproven(file)
      return object
    }
  }
}

function damaged(file: SourceFile, { found, wanted }: { readonly found: bigint | undefined; readonly wanted: bigint }) {
  return new ActionError({
    code: 'object-damaged',
    fault: 'part',
    message: `OSS holds ${singleLine(file.key)} with other bytes than the file has (CRC64 ${found === undefined ? 'unknown' : formatCrc64(found)} instead of ${formatCrc64(wanted)})`,
    remedy: 'If this repeats, a proxy or the network between the runner and OSS changes what passes through it.',
  })
}

function unproven(file: SourceFile): ActionError {
  return new ActionError({
    code: 'unproven',
    fault: 'part',
    message: `${singleLine(file.key)} was acknowledged without anything that proves its bytes: neither a CRC64 nor an ETag that is their MD5, and HEAD shows neither`,
    remedy:
      'If this repeats, a proxy on the way drops headers of OSS: let it pass `x-oss-hash-crc64ecma` and `ETag` unchanged, or allow `oss:GetObject`.',
  })
}
