/** `overwrite: never`, checked once more before anything is visible: on a bucket with versioning OSS ignores x-oss-forbid-overwrite. */
import { ActionError } from '../../core/errors/errors.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Housekeeper, Verifier } from '../bucket/context.ts'
import { abortReplaced } from '../bucket/housekeeping.ts'
import { headObject, sameAsLocal } from '../verify/verify.ts'
import type { Publishable } from './publish-wave.ts'
import type { PublishedFile, UnpublishedFile } from './published-file.ts'

type Settled = PublishedFile | UnpublishedFile

/** @returns what `overwrite: never` cannot guarantee on a bucket with versioning; undefined if the bucket has none. */
export function versioningNote(
  published: readonly Pick<PublishedFile, 'object' | 'status'>[],
  mayRead: boolean,
): string | undefined {
  if (!published.some(({ object, status }) => status !== 'unchanged' && object.versionId !== undefined))
    return undefined
  return mayRead
    ? 'This bucket has versioning, where OSS ignores x-oss-forbid-overwrite: the action looked before it published, and cannot keep another writer from publishing the same key in between.'
    : 'This bucket has versioning, where OSS ignores x-oss-forbid-overwrite, and the credentials may not look (oss:GetObject): objects of the same keys may have got a new version. The old versions are still there.'
}

/** @returns the objects that need not or must not be published: one with the same bytes exists already, or one with other bytes. */
export async function findConflicts(
  engine: Verifier & Housekeeper,
  items: readonly Publishable[],
): Promise<readonly Settled[]> {
  const settled = await Promise.all(items.map((item) => settle(engine, item)))
  return settled.filter((one) => one !== undefined)
}

async function settle(engine: Verifier & Housekeeper, item: Publishable): Promise<Settled | undefined> {
  const { file } = item
  const head = await headObject(engine, file.key)
  if (head.kind !== 'found') return undefined
  const object = await sameAsLocal(engine, file, head.facts)
  if (object !== undefined) {
    if (item.kind === 'transferred') await abortReplaced(engine, { key: file.key, uploadId: item.uploadId })
    return { kind: 'published', file, object, status: 'unchanged', bytesSent: 0, bytesResumed: 0 }
  }
  const error = new ActionError({
    code: 'object-exists',
    fault: 'exists',
    message: `${singleLine(file.key)} appeared in the bucket with other content while this step ran, and \`overwrite: never\` forbids replacing it`,
    remedy: 'Find out what else publishes this key. Nothing of this release was made visible.',
  })
  return { kind: 'failed', file, error }
}
