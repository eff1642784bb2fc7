/** Phase two: objects become visible, wave after wave. A wave starts only when all of the one before it is published and verified. */

import { formatCrc64 } from '../core/crc64.ts'
import { ActionError, faultOf } from '../core/errors.ts'
import type { PresentObject } from '../core/plan.ts'
import { completeUpload } from './complete.ts'
import type { Engine, SourceFile } from './context.ts'
import { digestRange, withCrc64 } from './digest.ts'
import type { Slot } from './limiter.ts'
import type { TransferredUpload } from './upload-file.ts'
import { findPublished } from './verify.ts'

export type Publishable = { readonly kind: 'put'; readonly file: SourceFile } | TransferredUpload

/** An object that is in the bucket and equals its file. */
export interface PublishedFile {
  readonly kind: 'published'
  readonly file: SourceFile
  readonly object: PresentObject
  /** Lower-case hex, where it was computed. */
  readonly sha256: string | undefined
  readonly status: 'uploaded' | 'resumed' | 'unchanged'
  readonly bytesSent: number
  readonly bytesResumed: number
}

export interface UnpublishedFile {
  readonly kind: 'failed'
  readonly file: SourceFile
  readonly error: unknown
}

/**
 * @param waves objects that may become visible together, in the order in which they may
 * @returns what became of each object of the waves that were begun. After a failure no further object is begun, so that none shows that
 *   needs the failed one.
 */
export async function publish(
  engine: Engine,
  waves: readonly (readonly Publishable[])[],
): Promise<readonly (PublishedFile | UnpublishedFile)[]> {
  const results: (PublishedFile | UnpublishedFile)[] = []
  for (const wave of waves) {
    const published = await publishWave(engine, wave)
    results.push(...published)
    if (published.some((result) => result.kind === 'failed')) break
  }
  return results
}

async function publishWave(
  engine: Engine,
  wave: readonly Publishable[],
): Promise<readonly (PublishedFile | UnpublishedFile)[]> {
  const results: (PublishedFile | UnpublishedFile)[] = []
  const running = new Set<Promise<void>>()
  let failed = false
  for (const item of wave) {
    const slot = await acquire(engine)
    if (failed || slot === undefined) {
      slot?.release()
      break
    }
    const one = publishOne(engine, item, slot).then((result) => {
      slot.release()
      results.push(result)
      running.delete(one)
      if (result.kind === 'failed') failed = true
    })
    running.add(one)
  }
  await Promise.all(running)
  return results
}

async function acquire(engine: Engine): Promise<Slot | undefined> {
  try {
    return await engine.limiter.acquire('data', engine.signal)
  } catch {
    return undefined
  }
}

/** @returns the published object, or why it is none. Never throws. */
export async function publishOne(
  engine: Engine,
  item: Publishable,
  slot: Slot,
): Promise<PublishedFile | UnpublishedFile> {
  try {
    const published = await makeVisible(engine, item, slot)
    remember(engine, published)
    return published
  } catch (error) {
    return { kind: 'failed', file: item.file, error }
  }
}

async function makeVisible(engine: Engine, item: Publishable, slot: Slot): Promise<PublishedFile> {
  switch (item.kind) {
    case 'put':
      return putFile(engine, item.file, slot)
    case 'transferred': {
      slot.release()
      const { upload, object } = await completeUpload(engine, item)
      const { file, bytesSent, bytesResumed } = upload
      const status = bytesResumed > 0 ? 'resumed' : 'uploaded'
      return { kind: 'published', file, object, sha256: undefined, status, bytesSent, bytesResumed }
    }
  }
}

function remember(engine: Engine, { file, object }: PublishedFile): void {
  engine.checkpoints.published({
    object: file.objectId,
    sizeBytes: file.sizeBytes,
    crc64: object.crc64,
    headers: file.headersDigest,
    createdMs: engine.epochMs(),
  })
}

async function putFile(engine: Engine, file: SourceFile, slot: Slot): Promise<PublishedFile> {
  let bytesSent = 0
  let sha256: string | undefined
  const object = await engine.requester
    .run<PresentObject>({
      what: file.key,
      lane: 'data',
      sizeBytes: file.sizeBytes,
      signal: engine.signal,
      slot,
      async send({ signal, sending }) {
        const digest = await digestUnchanged(engine, file)
        sha256 = digest.sha256
        const body = withCrc64(engine.files.body({ path: file.path, startBytes: 0, endBytes: file.sizeBytes }))
        try {
          const headers = {
            ...file.headers,
            ...engine.guard,
            'content-md5': Buffer.from(digest.md5, 'hex').toString('base64'),
          }
          const stored = await engine.store.putObject({ key: file.key, body, headers, signal, sending })
          checkPut(file, { found: stored.crc64, sent: body.crc64(), local: digest.crc64 })
          bytesSent = file.sizeBytes
          return { etag: stored.etag, crc64: digest.crc64, versionId: stored.versionId }
        } finally {
          await body.close()
        }
      },
    })
    .catch(async (error: unknown) => {
      const present = faultOf(error) === 'exists' ? await findPublished(engine, file) : undefined
      if (present === undefined) throw error
      return present
    })
  const status = bytesSent === file.sizeBytes ? 'uploaded' : 'unchanged'
  return { kind: 'published', file, object, sha256, status, bytesSent, bytesResumed: 0 }
}

/** OSS refuses a body that does not have the announced MD5, so nothing but the planned bytes can become visible. */
async function digestUnchanged(engine: Engine, file: SourceFile) {
  const { files, hashes, signal, sha256 } = engine
  const range = { path: file.path, startBytes: 0, endBytes: file.sizeBytes }
  const digest = await digestRange({ files, hashes, signal, sha256, ...range, md5: true })
  await assertUnchanged(engine, file)
  return { ...digest, md5: digest.md5 ?? '' }
}

function checkPut(
  file: SourceFile,
  { found, sent, local }: { readonly found: bigint | undefined; readonly sent: bigint; readonly local: bigint },
): void {
  if (sent === local && (found === undefined || found === local)) return
  throw new ActionError({
    code: 'object-damaged',
    fault: 'part',
    message: `OSS holds ${file.key} with other bytes than the file has (CRC64 ${found === undefined ? 'unknown' : formatCrc64(found)} instead of ${formatCrc64(local)})`,
    remedy: 'If this repeats, a proxy or the network between the runner and OSS changes what passes through it.',
  })
}

/** Throws `file-changed` where the file is not in the state any more in which it was planned. */
export async function assertUnchanged(engine: Engine, file: SourceFile): Promise<void> {
  const now = await engine.files.stamp(file.path)
  const { stamp } = file
  const same =
    now.sizeBytes === stamp.sizeBytes &&
    now.mtimeNs === stamp.mtimeNs &&
    now.ctimeNs === stamp.ctimeNs &&
    now.inode === stamp.inode
  if (same) return
  throw changed(file)
}

/**
 * Throws `file-changed` where a transferred file's bytes are not the ones that were sent. A file that was only touched is read again: what
 * counts is the bytes.
 */
export async function assertSameBytes(engine: Engine, { file, crc64 }: TransferredUpload): Promise<void> {
  try {
    await assertUnchanged(engine, file)
  } catch (error) {
    const now = await engine.files.stamp(file.path)
    if (now.sizeBytes !== file.sizeBytes) throw error
    const { files, hashes, signal } = engine
    const range = { path: file.path, startBytes: 0, endBytes: file.sizeBytes }
    const local = await digestRange({ files, hashes, signal, ...range, md5: false, sha256: false })
    if (local.crc64 !== crc64) throw error
  }
}

function changed(file: SourceFile): ActionError {
  return new ActionError({
    code: 'file-changed',
    message: `${file.displayPath} changed while it was being uploaded; it is not published`,
    remedy: 'Let nothing write to the file while this step runs. The next attempt sends only the parts that differ.',
  })
}
