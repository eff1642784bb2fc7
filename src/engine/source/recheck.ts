/** Checks a release once more before anything of it is visible: assets can be replaced while others are fetched. */
import { releaseChanged } from '../../core/release/github/missing-release.ts'
import { assetChanges, type ReleaseAsset } from '../../core/release/github/release.ts'
import type { ReleaseSource } from '../../ports/release.ts'
import type { Clock } from '../../ports.ts'
import type { FoundRelease } from './find-release.ts'

/** How long one answer is used for all assets that are checked one after the other: GitHub limits requests. */
const COUNTS_MS = 30_000

/** Throws an ActionError if the asset was replaced or removed since the release was found. */
export type Recheck = (asset: ReleaseAsset, options: { readonly signal: AbortSignal }) => Promise<void>

/** @returns the check, which sends one request for all assets that are checked within half a minute. */
export function createRecheck({
  source,
  found,
  clock,
}: {
  readonly source: ReleaseSource
  readonly found: FoundRelease
  readonly clock: Pick<Clock, 'nowMs'>
}): Recheck {
  let asked: { readonly atMs: number; readonly assets: Promise<readonly ReleaseAsset[]> } | undefined
  return async (asset, { signal }) => {
    const nowMs = clock.nowMs()
    if (asked === undefined || nowMs - asked.atMs >= COUNTS_MS)
      asked = { atMs: nowMs, assets: source.assets(found.release, { signal }) }
    const { assets } = asked
    const forget = () => {
      if (asked?.assets === assets) asked = undefined
    }
    assets.catch(forget)
    const now = (await assets).filter(({ name }) => name === asset.name)
    const [change] = assetChanges([asset], now)
    if (change !== undefined)
      throw releaseChanged({
        repository: source.repository,
        tag: found.release.tag,
        name: asset.name,
        kind: change.kind,
      })
  }
}
