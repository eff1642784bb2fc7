/** A world whose files are the assets of a release: GitHub, and the disk that copies go to, in memory. */
import { createHash } from 'node:crypto'
import { crc64 } from '../../../src/core/bytes/crc64.ts'
import { digestMismatch } from '../../../src/core/release/github/asset-errors.ts'
import type { Release, ReleaseAsset } from '../../../src/core/release/github/release.ts'
import type { MatchSettings } from '../../../src/engine/prepare/match.ts'
import type { RunResult } from '../../../src/engine/publish/run-result.ts'
import { type AssetFiles, createAssetFiles } from '../../../src/engine/source/asset-files.ts'
import type { UploadSettings } from '../../../src/jobs/upload.ts'
import { createWorld, PART_BYTES, type World } from '../world.ts'

export interface ReleaseWorld extends World {
  /** Names of the assets that were fetched, in order. */
  readonly fetched: string[]
  /** The most bytes that copies took at once. */
  readonly mostBytes: () => number
  /** What GitHub lists; replace it to change the release. */
  assets: ReleaseAsset[]
  release: Release
  /** Called before each answer to the list of assets, with its number from 1. */
  onList: (nth: number) => void
  /** Whether fetched bytes are damaged. */
  damages: (name: string) => boolean
  asset(name: string, bytes: Buffer, more?: Partial<ReleaseAsset>): ReleaseAsset
  runRelease(
    more?: Partial<UploadSettings> & {
      readonly freeBytes?: number
      readonly lines?: readonly string[]
      readonly oneKey?: string
    },
  ): Promise<RunResult>
}

export function createReleaseWorld(): ReleaseWorld {
  const world = createWorld({})
  const contents = new Map<number, Buffer>()
  const here = new Map<number, number>()
  let lastId = 0
  let mostBytes = 0
  let lists = 0
  const self: ReleaseWorld = {
    ...world,
    fetched: [],
    mostBytes: () => mostBytes,
    assets: [],
    release: { id: 1, tag: 'v1', isDraft: false, publishedAtMs: world.clock.epochMs() },
    onList() {},
    damages: () => false,
    asset(name, bytes, more = {}) {
      lastId += 1
      contents.set(lastId, bytes)
      const about = { contentType: undefined, browserUrl: undefined, updatedAt: '', state: 'uploaded' }
      return { id: lastId, name, sizeBytes: bytes.length, sha256: sha256Of(bytes), ...about, ...more }
    },
    async runRelease({ freeBytes = 1e9, lines, oneKey, ...more } = {}) {
      const files = openAssets(freeBytes, more)
      try {
        const names = oneKey === undefined ? (lines ?? ['*']) : self.assets.map(({ name }) => name)
        const mapping = oneKey === undefined ? undefined : ({ kind: 'key', key: oneKey } as const)
        const patterns = names.map((pattern) => ({ pattern, mapping, excludes: [] }))
        const match: MatchSettings = {
          ...{ lines: patterns, includeHiddenFiles: false, followSymbolicLinks: true },
          ...{ layout: 'pattern-root', keyPrefix: '', reservedKeys: [] },
        }
        return await world.run({ match, ...more }, { files: files.files, origin: files.origin, scratch })
      } finally {
        files.close()
      }
    },
  }

  async function scratch(text: string): Promise<string> {
    world.disk.write('made', Buffer.from(text))
    return 'made'
  }

  function openAssets(freeBytes: number, { dryRun = false, hold = false }: Partial<UploadSettings>): AssetFiles {
    return createAssetFiles({
      ...{ local: world.disk, clock: world.clock, dryRun, giveUpAfterMs: 900_000, needsAll: true },
      choice: { kind: 'tag', tag: 'v1' },
      keptUpToBytes: hold ? 0 : PART_BYTES,
      expand: (line) => [line],
      reporter: reporterOf(world.log),
      onRelease() {},
      signal: new AbortController().signal,
      openSource: async () => ({
        repository: 'octo/app',
        find: async () => self.release,
        async assets() {
          lists += 1
          self.onList(lists)
          return self.assets
        },
        address: async () => ({ url: new URL('https://storage.example.com/secret'), headers: {} }),
        close() {},
      }),
      copies: {
        async fetch({ asset, expected }) {
          self.fetched.push(asset.name)
          here.set(asset.id, asset.sizeBytes)
          mostBytes = Math.max(
            mostBytes,
            [...here.values()].reduce((sum, bytes) => sum + bytes, 0),
          )
          const bytes = Buffer.from(contents.get(asset.id) ?? '')
          if (self.damages(asset.name)) bytes[0] = (bytes[0] ?? 0) ^ 1
          await new Promise(setImmediate)
          const sha256 = sha256Of(bytes)
          if (expected !== undefined && expected.sha256 !== sha256) {
            here.delete(asset.id)
            throw digestMismatch(asset.name, { got: sha256, wanted: expected.sha256, saidBy: expected.saidBy })
          }
          const path = `copy-${asset.id}`
          world.disk.write(path, bytes)
          return { path, sha256, crc64: crc64(bytes, 0n) }
        },
        async remove(assetId) {
          here.delete(assetId)
          world.disk.remove(`copy-${assetId}`)
        },
        freeBytes: async () => freeBytes,
        close() {},
      },
    })
  }
  return self
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function reporterOf(log: string[]) {
  const keep = (text: string) => void log.push(text)
  return { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep }
}
