/** The index of what a step has published, made when all of it is visible and before anything points to it. */

import { ActionError } from '../../core/errors/errors.ts'
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import { waveOf } from '../../core/plan/waves.ts'
import { publishedEntry } from '../../core/release/published-entry.ts'
import { formatReleaseIndex } from '../../core/release/release-index.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Scratch } from '../../ports/scratch.ts'
import type { Headers } from '../../ports.ts'
import type { BucketUser, Engine, Verifier } from '../bucket/context.ts'
import { headObject } from '../verify/verify.ts'
import { makeLate } from './checksums.ts'
import type { PublishedFile } from './published-file.ts'
import type { LateObject } from './publisher.ts'

export interface IndexSettings {
  /** Object key, `key-prefix` included. */
  readonly key: string
  readonly version: string | undefined
  /** @returns the public URL of an object */
  urlOf(key: string): string
}

interface IndexOptions {
  readonly index: IndexSettings
  /** Objects that become visible after the index, which does not name them, whichever attempt published them. */
  readonly publishLast: readonly KeyMatcher[]
  /** Key of the checksums file, which the index does not name. */
  readonly checksumsKey: string | undefined
  /** By key. */
  readonly sha256: ReadonlyMap<string, string>
  readonly headersOf: (key: string) => Headers
  readonly scratch: Scratch
}

/** @returns a function that makes the index of visible objects; if that fails, the index is a failed object. */
export function indexMaker(
  engine: Verifier & Pick<Engine, 'checkpoints'>,
  { index: { key, version, urlOf }, publishLast, checksumsKey, sha256, ...made }: IndexOptions,
): (published: readonly PublishedFile<NamedObject>[]) => Promise<LateObject> {
  return (published) => {
    const files = published
      .filter(({ file }) => file.key !== checksumsKey && waveOf(file.key, publishLast) === 0)
      .map(({ file, object }) => publishedEntry({ file, object, url: urlOf(file.key), sha256: sha256.get(file.key) }))
    return makeLate(engine, () => formatReleaseIndex(version, files), { key, ...made })
  }
}

/**
 * `overwrite: never`. Throws an ActionError if there is an index already but not every object that it would name: it is the index of another release.
 * @param objects those that the index would name
 */
export async function assertIndexIsFree(
  engine: BucketUser,
  key: string,
  objects: readonly { readonly kind: string }[],
): Promise<void> {
  if (objects.every(({ kind }) => kind === 'present')) return
  if ((await headObject(engine, key)).kind !== 'found') return
  throw new ActionError({
    code: 'object-exists',
    fault: 'exists',
    message: `${singleLine(key)} is in the bucket already, with the index of other files, and \`overwrite: never\` forbids replacing it`,
    remedy:
      'Give each release an index of its own: write a `manifest-key` or `key-prefix` with the version. Nothing was sent.',
  })
}
