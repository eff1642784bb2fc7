/** Publishes a small file: sent with one request, or copied inside OSS if an earlier release has it under another key. */
import { isMd5 } from '../../core/plan/reconcile.ts'
import type { IndexedObject } from '../../core/reuse/chunk-index.ts'
import type { Engine, SourceFile, Verifier } from '../bucket/context.ts'
import type { Slot } from '../bucket/limiter.ts'
import { TooLate } from '../bucket/within.ts'
import { aside, sendingMs } from '../reuse/aside.ts'
import { refused } from '../reuse/refused.ts'
import { digestInTurn } from '../verify/digest.ts'
import { copyOnto } from './copy-file.ts'
import type { PublishedFile } from './published-file.ts'
import { type FilePutter, putFile } from './put-file.ts'

type Putting = FilePutter & Pick<Engine, 'reuse' | 'beside' | 'clock' | 'giveUpAfterMs'>

/** The longest and the shortest time for a copy: between them as long as sending would take, since what is copied whole is small. */
const COPY_MS = 60_000
const LEAST_COPY_MS = 5000

/**
 * The file does not wait for the index of earlier releases: while that is read, it is sent already. Should it turn out to be in the bucket, the rest of it
 *  is not sent: on a slow link, copying is much faster.
 * @param slot used for the first request that sends the file; undefined if it was released already
 * @returns the object
 */
export async function putOrCopy(engine: Putting, file: SourceFile, slot: Slot | undefined): Promise<PublishedFile> {
  if (engine.reuse === undefined) return putFile(engine, file, { slot })
  if (!engine.reuse.isAwaited(file)) return putUnlessFound(engine, file, slot)
  const source = await wholeSource(engine, file)
  if (source === undefined) return putFile(engine, file, { slot })
  slot?.release()
  const same = await ifSame(engine, file, source)
  return same === undefined ? putFile(engine, file) : copyOrPut(engine, file, same)
}

/** Sends the file until an object with its bytes is found that it can be copied from. What OSS has taken by then counts, however late its answer is. */
async function putUnlessFound(engine: Putting, file: SourceFile, slot: Slot | undefined): Promise<PublishedFile> {
  const stop = new AbortController()
  const finding = wholeSource(engine, file).then(async (source) => {
    const same = source === undefined ? undefined : await ifSame(engine, file, source)
    if (same !== undefined) stop.abort(new Error('An earlier release has the file.'))
    return same
  })
  finding.catch(() => {})
  try {
    const until = AbortSignal.any([engine.signal, stop.signal])
    const published = await putFile(engine, file, { slot, until })
    engine.reuse?.wasSent(file)
    return published
  } catch (error) {
    if (error !== stop.signal.reason) throw error
    const same = await finding
    return same === undefined ? putFile(engine, file) : copyOrPut(engine, file, same)
  }
}

async function copyOrPut(engine: Putting, file: SourceFile, same: SameObject): Promise<PublishedFile> {
  return (await reuseWhole(engine, file, same)) ?? putFile(engine, file)
}

/** An object of an earlier release whose ETag is the MD5 of the local bytes. */
interface SameObject {
  readonly source: IndexedObject
  readonly crc64: bigint
}

/** @returns the object if it has the bytes of the file by its ETag: what an index says of an object proves nothing. */
async function ifSame(engine: Verifier, file: SourceFile, source: IndexedObject): Promise<SameObject | undefined> {
  const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes, md5: true })
  return local.md5 === source.etag.toUpperCase() ? { source, crc64: local.crc64 } : undefined
}

/** @returns an object of an earlier release that the whole file can be copied from; undefined where there is none. */
async function wholeSource({ reuse }: Pick<Putting, 'reuse'>, file: SourceFile): Promise<IndexedObject | undefined> {
  const source = (await reuse?.planFor(file, file.sizeBytes))?.whole
  if (source === undefined || reuse?.problemOf(source) !== undefined || !isMd5(source.etag)) return undefined
  return source
}

/**
 * @returns the object; undefined if the file is to be sent. OSS copies only while the source's ETag is the MD5 of the local bytes, so that no other
 *     bytes become visible: an index alone proves nothing.
 */
async function reuseWhole(
  engine: Putting,
  file: SourceFile,
  { source, crc64 }: SameObject,
): Promise<PublishedFile | undefined> {
  try {
    const { key: fromKey, etag } = source
    const mostMs = Math.min(COPY_MS, Math.max(LEAST_COPY_MS, sendingMs(engine, file.sizeBytes) ?? COPY_MS))
    const object = await aside(engine, { mostMs, signal: engine.signal }, (bucket) =>
      copyOnto({ bucket }, file, { fromKey, etag, crc64 }),
    )
    if (object === undefined) return undefined
    engine.reuse?.copied()
    engine.progress.addReused(file.sizeBytes)
    const bytes = { bytesSent: 0, bytesResumed: 0, bytesReused: file.sizeBytes }
    return { kind: 'published', file, object, status: 'uploaded', ...bytes }
  } catch (error) {
    engine.signal.throwIfAborted()
    if (engine.reuse === undefined) throw error
    if (!(error instanceof TooLate)) return refused(engine.reuse, source, error)
    engine.reuse.unanswered(source)
    return undefined
  }
}
