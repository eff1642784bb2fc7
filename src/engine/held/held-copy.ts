/** Held objects that are copies of others: their bytes are in OSS once, and are copied there when the release is published. */
import { ActionError } from '../../core/errors/errors.ts'
import { hasHeaders } from '../../core/naming/headers.ts'
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import type { NamedObject, PresentObject } from '../../core/plan/plan.ts'
import { waveOf } from '../../core/plan/waves.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import { singleLine } from '../../core/text/text.ts'
import type { BucketUser } from '../bucket/context.ts'
import { copyOnto } from '../publish/copy-file.ts'
import type { PublishedFile, UnpublishedFile } from '../publish/published-file.ts'
import { byKnownEtag, headObject, isSameObject } from '../verify/verify.ts'

/** A held object that is to be copied. */
export interface CopyItem {
  readonly kind: 'copy'
  readonly held: HeldObject
  readonly file: NamedObject
  readonly fromKey: string
}

type Published = PublishedFile<NamedObject>

/** Headers that HEAD does not return: whether an object has them cannot be checked. */
const UNTOLD = ['x-oss-object-acl', 'x-oss-tagging']

/** @returns the object if it exists with the right bytes and headers, else the copy to make; an error if HEAD is denied, since copying is denied then, too. */
export async function checkCopy(
  engine: BucketUser,
  { held, file, fromKey }: Omit<CopyItem, 'kind'>,
): Promise<CopyItem | Published | UnpublishedFile> {
  try {
    const head = await headObject(engine, held.key)
    if (head.kind === 'denied') throw needsRead(held.key, head.error)
    const isThere =
      head.kind === 'found' &&
      isSameObject(head.facts, held) &&
      hasHeaders(head.facts.headers, file.headers) &&
      !UNTOLD.some((name) => name in file.headers)
    if (!isThere) return { kind: 'copy', held, file, fromKey }
    const { etag, versionId } = head.facts
    return copied(file, { etag, crc64: held.crc64, versionId }, 'unchanged')
  } catch (error) {
    return { kind: 'failed', file, error }
  }
}

/**
 * @param source what this step has made visible under the key that is copied
 * @returns the copy, whose CRC64 is that of the record or, if OSS returns none, whose ETag is that of the source. Throws an ActionError if OSS does not allow it.
 */
export async function copyHeld(
  engine: BucketUser,
  { held, file, fromKey }: CopyItem,
  source: PresentObject | undefined,
): Promise<Published> {
  const { crc64 } = held
  const object = (await copyOnto(engine, file, { fromKey, crc64 })) ?? (await untoldCopy(engine, held, source))
  if (object !== undefined) return copied(file, object, 'uploaded')
  throw new ActionError({
    code: 'unproven',
    message: `${singleLine(held.key)} was copied inside OSS, and OSS returned no CRC64 of the copy`,
    remedy:
      'A proxy on the way may drop headers of OSS: let it pass `x-oss-hash-crc64ecma` unchanged. Then run this job again.',
  })
}

/** OSS keeps the ETag of what it copies: it is made of the MD5s of its bytes or parts. */
async function untoldCopy(
  engine: BucketUser,
  held: HeldObject,
  source: PresentObject | undefined,
): Promise<PresentObject | undefined> {
  const head = await headObject(engine, held.key)
  // One that is copied onto itself, for its version, has its own.
  return head.kind === 'found' ? byKnownEtag(head.facts, { ...held, etag: source?.etag || held.etag }) : undefined
}

function copied(file: NamedObject, object: Published['object'], status: Published['status']): Published {
  return { kind: 'published', file, object, status, bytesSent: 0, bytesResumed: 0 }
}

/**
 * Throws an ActionError if a copy would become visible before its source: there would be nothing to copy.
 * @param publishLast of the step that publishes; the job that holds chose the source by its own `publish-last`
 */
export function assertCopyOrder(objects: readonly HeldObject[], publishLast: readonly KeyMatcher[]): void {
  const held = new Map(objects.map((one) => [one.key, one]))
  const wrong = objects.find(({ key, copyOf }) => {
    const origin = copyOf === undefined ? undefined : held.get(copyOf)
    return origin?.upload !== undefined && waveOf(key, publishLast) < waveOf(origin.key, publishLast)
  })
  if (wrong?.copyOf === undefined) return
  const [first, last] = [singleLine(wrong.key, 200), singleLine(wrong.copyOf, 200)]
  throw new ActionError({
    code: 'held-order',
    message: `${first} has the bytes of ${last} and is to be copied from it, and \`publish-last\` shows ${last} after it`,
    remedy:
      'Nothing was made visible. Write the same `publish-last` in the steps with `publish: hold`, or name the key that shows first in an earlier line of `path` there. Then run the workflow again.',
  })
}

function needsRead(key: string, cause: unknown): ActionError {
  return new ActionError({
    code: 'copy-needs-read',
    fault: 'denied',
    message: `${singleLine(key)} is to be copied from another object of the release, and the credentials may not read objects`,
    remedy:
      'Nothing was made visible. Allow the credentials `oss:GetObject` on these keys in RAM, or deny it to the job that holds, too: then it sends such files twice.',
    cause,
  })
}
