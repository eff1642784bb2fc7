/** The index of a release, as an object beside its files (`manifest-key`): for download pages and install scripts. Pure. */
import { formatCrc64 } from '../bytes/crc64.ts'

/** An object that a step makes itself. */
export interface MadeKey {
  readonly key: string
  /** Name in messages. */
  readonly name: 'the checksums file' | 'the index'
}

/** An object that the index names. */
interface IndexEntry {
  readonly path: string
  readonly key: string
  /** Public and never signed, since the index is valid longer than a signature. */
  readonly url: string
  readonly sizeBytes: number
  readonly crc64: bigint
  /** Lower-case hex, if it is known. */
  readonly sha256: string | undefined
  readonly etag: string
  readonly versionId: string | undefined
  readonly contentType: string
  /** Whether URLs in it were rewritten. */
  readonly isRewritten?: boolean | undefined
}

/**
 * @param version of the release, if the step has one
 * @returns JSON with a line end. Facts about the publishing run are left out, so that the same release has the same bytes
 *     whichever run publishes it.
 */
export function formatReleaseIndex(version: string | undefined, objects: readonly IndexEntry[]): string {
  const files = objects.map(({ path, key, url, sizeBytes, crc64, sha256, etag, versionId, contentType, ...more }) => {
    const rewritten = more.isRewritten === true ? true : undefined
    const digests = { size: sizeBytes, crc64: formatCrc64(crc64), sha256 }
    return { path, key, url, ...digests, etag, versionId, contentType, rewritten }
  })
  return `${JSON.stringify({ version, files }, undefined, 2)}\n`
}
