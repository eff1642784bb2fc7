/** Publishes a small file that is in the bucket under another key, from an earlier release: copied inside OSS, no byte is sent. */
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import { isMd5 } from '../../core/plan/reconcile.ts'
import type { Engine, SourceFile, Verifier } from '../bucket/context.ts'
import { digestInTurn } from '../verify/digest.ts'
import { copyOnto } from './copy-file.ts'
import type { PublishedFile } from './file-result.ts'

/**
 * @returns the object; undefined where the file is to be sent. OSS copies only while the source's ETag is the MD5 of the local bytes, so that nothing else
 *   ever shows: an index alone proves nothing.
 */
export async function reuseWhole(
  engine: Verifier & Pick<Engine, 'reuse'>,
  file: SourceFile,
): Promise<PublishedFile | undefined> {
  const { reuse } = engine
  const source = (await reuse?.planFor(file, file.sizeBytes))?.whole
  if (reuse === undefined || source === undefined || reuse.problemOf(source) !== undefined) return undefined
  if (!isMd5(source.etag)) return undefined
  const local = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes, md5: true })
  if (local.md5 !== source.etag.toUpperCase()) return undefined
  try {
    const { key: fromKey, etag } = source
    const object = await copyOnto(engine, file, { fromKey, etag, crc64: local.crc64 })
    if (object === undefined) return undefined
    engine.progress.addReused(file.sizeBytes)
    const bytes = { bytesSent: 0, bytesResumed: 0, bytesReused: file.sizeBytes }
    return { kind: 'published', file, object, status: 'uploaded', ...bytes }
  } catch (error) {
    const fault = faultOf(error)
    if (fault !== 'denied' && fault !== 'permanent' && fault !== 'missing') throw error
    const { facts } = asActionError(error) ?? {}
    if (facts?.status === undefined) throw error
    reuse.blame(source, facts.serviceCode ?? `HTTP ${facts.status}`)
    return undefined
  }
}
