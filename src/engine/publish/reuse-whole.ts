/** Publishes a small file that is in the bucket under another key, from an earlier release: copied inside OSS, no byte is sent. */
import { isMd5 } from '../../core/plan/reconcile.ts'
import type { IndexedObject } from '../../core/reuse/chunk-index.ts'
import type { Engine, SourceFile, Verifier } from '../bucket/context.ts'
import { TooLate } from '../bucket/within.ts'
import { aside, sendingMs } from '../reuse/aside.ts'
import { refused } from '../reuse/refused.ts'
import { digestInTurn } from '../verify/digest.ts'
import { copyOnto } from './copy-file.ts'
import type { PublishedFile } from './published-file.ts'

type Reuser = Verifier & Pick<Engine, 'reuse' | 'beside' | 'clock' | 'giveUpAfterMs'>

/** The longest and the shortest time for a copy: between them as long as sending would take, since what is copied whole is small. */
const COPY_MS = 60_000
const LEAST_COPY_MS = 5000

/** @returns an object of an earlier release that the whole file can be copied from; undefined where there is none. */
export async function wholeSource(
  { reuse }: Pick<Reuser, 'reuse'>,
  file: SourceFile,
): Promise<IndexedObject | undefined> {
  const source = (await reuse?.planFor(file, file.sizeBytes))?.whole
  if (source === undefined || reuse?.problemOf(source) !== undefined || !isMd5(source.etag)) return undefined
  return source
}

/**
 * @returns the object; undefined if the file is to be sent. OSS copies only while the source's ETag is the MD5 of the local bytes, so that no other
 *     bytes become visible: an index alone proves nothing.
 */
export async function reuseWhole(
  engine: Reuser,
  file: SourceFile,
  source: IndexedObject,
): Promise<PublishedFile | undefined> {
  const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes, md5: true })
  if (local.md5 !== source.etag.toUpperCase()) return undefined
  try {
    const { key: fromKey, etag } = source
    const mostMs = Math.min(COPY_MS, Math.max(LEAST_COPY_MS, sendingMs(engine, file.sizeBytes) ?? COPY_MS))
    const object = await aside(engine, { mostMs, signal: engine.signal }, (bucket) =>
      copyOnto({ bucket }, file, { fromKey, etag, crc64: local.crc64 }),
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
