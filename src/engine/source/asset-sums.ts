/** What the bytes of assets must have, where GitHub tells no digest: what files of checksums among the assets say. */
import { sumsContradict } from '../../core/release/github/asset-errors.ts'
import type { ReleaseAsset } from '../../core/release/github/release.ts'
import { isSumsName, parseSums, type Sums, sumOfAsset } from '../../core/release/github/sums.ts'
import type { AssetRequest } from '../../ports/release.ts'

/** A file of checksums is not larger. */
const MAX_SUMS_BYTES = 4 * 1024 ** 2

interface Expectations {
  /** @returns the files of checksums that have to be read for these assets: none where GitHub tells the digest of each. */
  readFor(assets: readonly ReleaseAsset[]): readonly ReleaseAsset[]
  /** @returns what the asset's bytes must have, and who says so; undefined where nobody does. Throws an ActionError where files of checksums contradict each other. */
  of(asset: ReleaseAsset): Promise<AssetRequest['expected']>
}

/**
 * @param assets all of the release, whether they are published or not
 * @param read gives the text of an asset
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
          return { sha256: sum.sha256, saidBy: 'a file of checksums of the release' }
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
