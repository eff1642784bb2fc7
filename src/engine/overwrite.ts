/** `overwrite: never`, once more before anything shows: on a bucket with versioning OSS ignores x-oss-forbid-overwrite. */
import { ActionError } from '../core/errors.ts'
import { singleLine } from '../core/text.ts'
import type { Engine, SourceFile } from './context.ts'
import type { Publishable, PublishedFile } from './publish.ts'
import type { FailedFile } from './run-result.ts'
import { headObject, sameAsLocal } from './verify.ts'

type Settled = PublishedFile | (FailedFile & { readonly kind: 'failed' })

/** @returns what need not or must not be published: an object with the same bytes is there already, or one with others. */
export async function findConflicts(engine: Engine, items: readonly Publishable[]): Promise<readonly Settled[]> {
  const settled = await Promise.all(items.map(({ file }) => settle(engine, file)))
  return settled.filter((one) => one !== undefined)
}

async function settle(engine: Engine, file: SourceFile): Promise<Settled | undefined> {
  const head = await headObject(engine, file.key)
  if (head.kind !== 'found') return undefined
  const object = await sameAsLocal(engine, file, head.facts)
  if (object !== undefined) {
    return { kind: 'published', file, object, status: 'unchanged', bytesSent: 0, bytesResumed: 0 }
  }
  const error = new ActionError({
    code: 'object-exists',
    fault: 'exists',
    message: `${singleLine(file.key)} appeared in the bucket with other content while this step ran, and \`overwrite: never\` forbids to replace it`,
    remedy: 'Find out what else publishes this key. Nothing of this release is shown.',
  })
  return { kind: 'failed', file, error }
}
