/** Gives an object whose bytes are in the bucket already the headers that this step sets, if nothing is lost by that. */
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import { hasHeaders } from '../../core/naming/headers.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import { type Properties, planHeaders } from '../../core/plan/replace-headers.ts'
import { withoutRewriteHeader } from '../../core/release/feed-urls/rewrite-header.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Headers, ObjectFacts } from '../../ports.ts'
import type { Bucket } from '../bucket/bucket.ts'
import type { Engine, SourceFile } from '../bucket/context.ts'
import { byKnownEtag, headObject, isSameObject } from '../verify/verify.ts'
import type { PublishedFile } from './published-file.ts'

/** An object with the bytes of its file, and with other headers than the step sets. */
export interface OtherHeaders {
  readonly kind: 'headers'
  readonly file: SourceFile
  readonly object: PresentObject
  /** Its headers, as HEAD returned them. */
  readonly told: Headers
}

/** @returns the object with the headers that it has then. If they cannot be replaced without a loss, it keeps them, with a warning. */
export async function replaceHeaders(
  engine: Pick<Engine, 'bucket' | 'reporter'>,
  item: OtherHeaders,
): Promise<PublishedFile> {
  const { file, object, told } = item
  const plan = planHeaders({
    ...{ wanted: file.headers, told, sizeBytes: file.sizeBytes },
    properties: await propertiesOf(engine.bucket, file),
  })
  if (plan.kind === 'keep') return kept(engine, item, plan.reason)
  try {
    const stored = await engine.bucket.copyObject({ key: file.key, fromKey: file.key, headers: plan.headers })
    if (stored.crc64 !== undefined && stored.crc64 !== object.crc64)
      return kept(engine, item, 'it was replaced meanwhile')
    const head = await headObject(engine, file.key)
    if (head.kind === 'found' && !isStill(object, file, head.facts))
      return kept(engine, item, 'it was replaced meanwhile')
    return unchanged(file, { ...object, etag: stored.etag, versionId: stored.versionId })
  } catch (error) {
    const fault = faultOf(error)
    if (fault !== 'denied' && fault !== 'permanent' && fault !== 'missing') throw error
    return kept(engine, item, asActionError(error)?.facts.serviceCode ?? 'OSS refuses it')
  }
}

/** @returns whether it has the bytes that it had: by its CRC64 or, if OSS returns none, by its ETag, which a copy onto itself keeps. */
function isStill({ etag, crc64 }: PresentObject, { sizeBytes }: SourceFile, facts: ObjectFacts): boolean {
  const known = { sizeBytes, crc64, etag }
  return isSameObject(facts, known) || byKnownEtag(facts, known) !== undefined
}

async function propertiesOf(bucket: Bucket, { key, headers }: SourceFile): Promise<Properties> {
  const acl = headers['x-oss-object-acl'] ?? (await unlessDenied(bucket.getObjectAcl(key)))
  const tags = headers['x-oss-tagging'] ?? (await unlessDenied(bucket.getObjectTagging(key)))
  return { acl, tags }
}

async function unlessDenied(asked: Promise<string>): Promise<string | undefined> {
  try {
    return await asked
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'denied' || fault === 'permanent' || fault === 'missing') return undefined
    throw error
  }
}

function kept(engine: Pick<Engine, 'reporter'>, { file, object, told }: OtherHeaders, reason: string): PublishedFile {
  // Without the header of a feed a later run only fetches the feed again.
  if (!hasHeaders(told, withoutRewriteHeader(file.headers)))
    engine.reporter.warning(
      `${singleLine(file.key)} has the bytes of its file and keeps the headers that it has: ${singleLine(reason)}.`,
      'Headers not replaced',
    )
  // The manifest shows the headers that the object has.
  return unchanged({ ...file, headers: told }, object)
}

function unchanged(file: SourceFile, object: PresentObject): PublishedFile {
  return { kind: 'published', file, object, status: 'unchanged', bytesSent: 0, bytesResumed: 0 }
}
