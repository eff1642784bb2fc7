/** A release with one asset, and a folder that it is fetched to. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type AssetDownloadOptions, createAssetCopies } from '../../../src/adapters/releases/asset-download.ts'
import type { AssetCopies, AssetRequest, ReleaseSource } from '../../../src/ports/release.ts'
import type { GithubOptions, GithubRequest } from '../../sandbox/github/github.ts'
import { type Asset, type Release, sha256Of } from '../../sandbox/github/state.ts'
import { type GithubStage, startGithubStage } from './github-stage.ts'

const SIZE_BYTES = 1_000_003
const RANGE_BYTES = 100_000
export const BYTES = Buffer.from(
  Uint8Array.from({ length: SIZE_BYTES }, (_, index) => (index * 7 + (index >> 8)) & 0xff),
)

export interface AssetStage extends Omit<GithubStage, 'open'> {
  readonly folder: string
  readonly source: ReleaseSource
  readonly release: Release
  readonly asset: Asset
  /** What `onBytes` was told in all. */
  readonly counted: { bytes: number }
  open(change?: Partial<AssetDownloadOptions>): AssetCopies
  request(change?: Partial<AssetRequest>): AssetRequest
  /** Fetches the asset: it must be whole, right, and counted once. */
  expectWhole(change?: Partial<AssetDownloadOptions>): Promise<void>
  /** Requests for bytes, and for addresses. */
  readonly byteRequests: () => readonly GithubRequest[]
  readonly addressRequests: () => readonly GithubRequest[]
}

export async function startAssetStage(options: GithubOptions = {}): Promise<AssetStage> {
  const folder = await mkdtemp(join(tmpdir(), 'assets-'))
  const stage = await startGithubStage(options)
  const source = stage.open()
  const release = stage.github.addRelease(stage.app, { tag: 'v1' })
  const asset = stage.github.addAsset(release, { name: 'app.exe', content: BYTES })
  const counted = { bytes: 0 }
  const opened: AssetCopies[] = []
  const requestsFor = (wanted: GithubRequest['operation']) => () =>
    stage.github.requests.filter(({ operation }) => operation === wanted)

  function open(change: Partial<AssetDownloadOptions> = {}): AssetCopies {
    const copies = createAssetCopies({
      ...{ folder, env: {}, clock: stage.clock, stallTimeoutMs: 5_000, giveUpAfterMs: 900_000 },
      ...{ connections: 4, rangeBytes: RANGE_BYTES, ...change },
    })
    opened.push(copies)
    return copies
  }

  function request(change: Partial<AssetRequest> = {}): AssetRequest {
    return {
      asset: { id: asset.id, name: '../app.exe', sizeBytes: SIZE_BYTES },
      expected: { sha256: sha256Of(asset.content), saidBy: 'GitHub' },
      address: (signalled) => source.address(asset.id, signalled),
      onBytes: (bytes) => {
        counted.bytes += bytes
      },
      signal: new AbortController().signal,
      ...change,
    }
  }

  return {
    ...stage,
    ...{ folder, source, release, asset, counted, open, request },
    byteRequests: requestsFor('bytes'),
    addressRequests: requestsFor('getAsset'),
    async expectWhole(change = {}) {
      const { path, sha256 } = await open(change).fetch(request())
      expect(path).toBe(join(folder, String(asset.id)))
      expect((await readFile(path)).equals(BYTES)).toBe(true)
      expect(sha256).toBe(sha256Of(asset.content))
      expect(counted.bytes).toBe(SIZE_BYTES)
    },
    async close() {
      for (const copies of opened) copies.close()
      await stage.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
