/** What the bytes of assets must have, where GitHub tells no digest: what files of checksums among the assets say. */
import { sumsContradict } from '../../core/release/github/asset-errors.ts'
import type { ReleaseAsset } from '../../core/release/github/release.ts'
import { isSumsName, parseSums, type Sums, sumOfAsset } from '../../core/release/github/sums.ts'
import type { AssetRequest } from '../../ports/release.ts'

/** A file of checksums is not larger. */
const MAX_SUMS_BYTES = 4 * 1024 ** 2

interface Expectations {
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
  async function readAll(): Promise<readonly Sums[]> {
    const files = assets.filter(
      ({ name, sizeBytes, state }) => isSumsName(name) && sizeBytes <= MAX_SUMS_BYTES && state === 'uploaded',
    )
    return await Promise.all(files.map(async (asset) => parseSums(await read(asset), asset.name)))
  }
  return {
    async of({ name, sha256 }) {
      if (sha256 !== undefined) return { sha256, saidBy: 'GitHub' }
      // Nobody vouches for them but GitHub.
      if (isSumsName(name)) return undefined
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
