/** The index of a release, as an object beside its files (`manifest-key`): for download pages and install scripts. Pure. */
import type { PublishedEntry } from './published-entry.ts'

/** An object that a step makes itself. */
export interface MadeKey {
  readonly key: string
  /** Name in messages. */
  readonly name: 'the checksums file' | 'the index'
}

/**
 * @param version of the release, if the step has one
 * @param files with public URLs, never signed ones, since the index is valid longer than a signature. Facts about the publishing run are left out, so
 *     that the same release has the same bytes whichever run publishes it.
 * @returns JSON with a line end
 */
export function formatReleaseIndex(version: string | undefined, files: readonly PublishedEntry[]): string {
  return `${JSON.stringify({ version, files }, undefined, 2)}\n`
}
