/** Recognises an object that OSS assembled of known parts by its ETag, if OSS returns no CRC64 of it: one with copied parts may have none. */
import { combineCrc64 } from '../../core/bytes/crc64.ts'
import type { Part } from '../../core/bytes/parts.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import { isMd5 } from '../../core/plan/reconcile.ts'
import { formatLayout } from '../../core/records/layout.ts'
import type { Hashes, ObjectFacts } from '../../ports.ts'
import type { FileReader, SourceFile } from '../bucket/context.ts'
import { digestInTurn } from './digest.ts'

/** An MD5 over the ETags of the parts, and how many these are. */
const ASSEMBLED = /^([0-9A-F]{32})-([0-9]{1,5})$/i

/**
 * OSS does not document how this ETag is computed. An equal one proves that the object has exactly these parts; another one proves nothing.
 * @param partEtags in order of part number, quotes removed
 * @returns whether the ETag is the MD5 of the parts' ETags: of their text in one case of letters, or of the bytes that it stands for
 */
export function isAssembledOf(
  { hashes }: { readonly hashes: Pick<Hashes, 'md5OfBytes'> },
  etag: string,
  partEtags: readonly string[],
): boolean {
  const [, digest = '', count] = ASSEMBLED.exec(etag) ?? []
  if (partEtags.length === 0 || Number(count) !== partEtags.length) return false
  const text = partEtags.join('')
  const forms = [Buffer.from(text.toUpperCase()), Buffer.from(text.toLowerCase())]
  if (partEtags.every(isMd5)) forms.push(Buffer.from(text, 'hex'))
  const wanted = Buffer.from(digest, 'hex')
  return forms.some((bytes) => wanted.equals(hashes.md5OfBytes(bytes)))
}

/**
 * @param parts of the whole file
 * @returns the object if OSS assembled it of parts with the bytes that the local file has there. The file is read only if the number of parts agrees.
 */
export async function assembledAsLocal(
  engine: FileReader,
  file: SourceFile,
  { facts, parts }: { readonly facts: Pick<ObjectFacts, 'etag' | 'versionId'>; readonly parts: readonly Part[] },
): Promise<PresentObject | undefined> {
  const { etag, versionId } = facts
  if (Number(ASSEMBLED.exec(etag)?.[2]) !== parts.length) return undefined
  const md5s: string[] = []
  let crc64 = 0n
  for (const { startBytes, endBytes } of parts) {
    const local = await digestInTurn(engine, { path: file.path, startBytes, endBytes, md5: true })
    md5s.push(local.md5 ?? '')
    crc64 = combineCrc64(crc64, local.crc64, endBytes - startBytes)
  }
  if (!isAssembledOf(engine, etag, md5s)) return undefined
  return { etag, crc64, versionId, ...provenByParts(parts) }
}

/** @returns how an object that consists of these parts is proven, and what a later attempt needs to recognise it. */
export function provenByParts(
  parts: readonly Part[],
): Required<Pick<PresentObject, 'layout'>> & { readonly proof: 'parts' } {
  return { proof: 'parts', layout: formatLayout(parts) }
}
