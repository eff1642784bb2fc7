/** The expected digests of assets: GitHub's or, if it has none, those of checksums files among the assets. */
import { sumsContradict } from '../../core/release/github/asset-errors.ts'
import type { ReleaseAsset } from '../../core/release/github/release.ts'
import { isSumsName, MAX_SUMS_BYTES, parseSums, type Sums, sumOfAsset } from '../../core/release/github/sums.ts'
import type { AssetRequest } from '../../ports/release.ts'

interface Expectations {
  /** @returns the files of checksums that have to be read for these assets: none where GitHub tells the digest of each. */
  readFor(assets: readonly ReleaseAsset[]): readonly ReleaseAsset[]
  /** @returns the expected SHA-256 of an asset and its source; undefined if there is none. Throws an ActionError if checksums files contradict each other. */
  of(asset: ReleaseAsset): Promise<AssetRequest['expected']>
}

/**
 * @param assets all assets of the release, also those that are not published
 * @param read returns the text of an asset
 * @returns the expected digests; no file of checksums is read yet
 */
export function createExpectations(
  assets: readonly ReleaseAsset[],
  read: (asset: ReleaseAsset) => Promise<string>,
): Expectations {
  let sums: Promise<readonly Sums[]> | undefined
  const files = assets.filter(
    ({ name, sizeBytes, state }) => isSumsName(name) && sizeBytes <= MAX_SUMS_BYTES && state === 'uploaded',
  )
  async function readAll(): Promise<readonly Sums[]> {
    return await Promise.all(files.map(async (asset) => parseSums(await read(asset), asset.name)))
  }
  return {
    readFor: (wanted) => (wanted.some(needsSums) ? files : []),
    async of(asset) {
      const { name, sha256 } = asset
      if (sha256 !== undefined) return { sha256, saidBy: 'GitHub' }
      if (!needsSums(asset)) return undefined
      sums ??= readAll()
      const sum = sumOfAsset(name, await sums)
      switch (sum.kind) {
        case 'digest':
          return { sha256: sum.sha256, saidBy: 'a checksums file of the release' }
        case 'none':
          return undefined
        case 'ambiguous':
          throw sumsContradict(name)
      }
    },
  }
}

/** Nobody vouches for files of checksums but GitHub. */
function needsSums({ name, sha256 }: ReleaseAsset): boolean {
  return sha256 === undefined && !isSumsName(name)
}
