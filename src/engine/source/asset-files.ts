/** The assets of a release as files: with the same ports as files of this machine, and fetched when they are read. */

import { downloadUrls } from '../../core/release/download-urls.ts'
import { planDisk } from '../../core/release/github/disk-budget.ts'
import { assetHint } from '../../core/release/github/near-names.ts'
import type { ReleaseAsset } from '../../core/release/github/release.ts'
import type { AssetCopies, FetchedBytes, Origin, OriginFacts, ReleaseSource } from '../../ports/release.ts'
import type { Body, FileStamp, LocalFiles, MatchedFile, Matches } from '../../ports.ts'
import { createExpectations } from './asset-sums.ts'
import { type FindReleaseOptions, type FoundRelease, findRelease } from './find-release.ts'
import { createRecheck, type Recheck } from './recheck.ts'
import { type CopyInUse, createShelf } from './shelf.ts'

interface AssetFilesOptions extends Omit<FindReleaseOptions, 'source' | 'lines'> {
  /** Files of this machine, for everything that is not an asset. */
  readonly local: LocalFiles
  /** Called once, when files are looked for. */
  readonly openSource: () => Promise<ReleaseSource>
  readonly copies: AssetCopies
  /** Copies of at most this size are kept to the end, since their objects are put in one request. */
  readonly keptUpToBytes: number
  /** Whether nothing is fetched except feeds that are merged. */
  readonly dryRun: boolean
}

export interface AssetFiles {
  readonly files: LocalFiles
  readonly origin: Origin
  /** Ends connections and fetches. */
  close(): void
}

/** Requests to GitHub count as progress of the search: each has its own deadline. */
const TICK_MS = 1_000
const TEXT_SLICE_BYTES = 64 * 1024

/** State once the release is found. */
interface Opened {
  readonly found: FoundRelease
  readonly source: ReleaseSource
  /** Wanted assets, by their path. */
  readonly byPath: ReadonlyMap<string, ReleaseAsset>
  readonly recheck: Recheck
  facts(asset: ReleaseAsset): OriginFacts
  learn(asset: ReleaseAsset, digests: { readonly sha256: string; readonly crc64: bigint }): void
  expect(assets: readonly ReleaseAsset[]): Promise<void>
  take(asset: ReleaseAsset, options: Parameters<Origin['fetch']>[1]): Promise<CopyInUse>
}

/** @returns the assets as files. No request is sent to GitHub until files are searched. */
export function createAssetFiles(options: AssetFilesOptions): AssetFiles {
  const { local, copies, clock } = options
  const closing = new AbortController()
  const signal = AbortSignal.any([closing.signal, options.signal])
  let opened: Opened | undefined

  const asset = (path: string) => opened?.byPath.get(path)

  function take(path: string, fetching: Parameters<Origin['fetch']>[1]): Promise<CopyInUse> {
    const wanted = asset(path)
    if (opened === undefined || wanted === undefined) throw new Error(`${path} is not an asset`)
    return opened.take(wanted, fetching)
  }

  return {
    files: {
      async match({ lines, onProgress = () => {} }) {
        const end = clock.every(TICK_MS, onProgress)
        try {
          opened = await openRelease({ ...options, lines, signal })
          const names = opened.found.assets.map(({ name }) => name)
          return opened.found.byLine.map((assets, index) =>
            matchesOf(assets, assetHint(lines[index]?.pattern ?? '', names)),
          )
        } finally {
          end()
        }
      },
      async stamp(path, until) {
        const wanted = asset(path)
        if (opened === undefined || wanted === undefined) return local.stamp(path, until)
        await opened.recheck(wanted, { signal: until })
        return stampOf(wanted)
      },
      ...(local.diskState === undefined ? {} : { diskState: local.diskState }),
      body: (range) => (asset(range.path) === undefined ? local.body(range) : fetchedBody(range, { local, take })),
    },
    origin: {
      mayFetch: !options.dryRun,
      facts: (path) => {
        const wanted = asset(path)
        return wanted === undefined ? undefined : opened?.facts(wanted)
      },
      learn(path, digests) {
        const wanted = asset(path)
        if (wanted !== undefined) opened?.learn(wanted, digests)
      },
      async expect(paths) {
        const assets = paths.flatMap((path) => asset(path) ?? [])
        await opened?.expect(assets)
      },
      fetch: async (path, fetching) => fetchedBytes(await take(path, fetching)),
    },
    close() {
      closing.abort(new Error('the step is over'))
      opened?.source.close()
      copies.close()
    },
  }
}

/** @returns the release with what is needed to fetch its assets. Throws an ActionError if it does not exist, or is not complete. */
async function openRelease(options: AssetFilesOptions & Pick<FindReleaseOptions, 'lines'>): Promise<Opened> {
  const { openSource, copies, local, clock, signal } = options
  const source = await openSource()
  const found = await findRelease({ ...options, source })
  const byPath = new Map(found.byLine.flat().map((asset) => [pathOf(asset), asset]))
  const known = new Map<number, Pick<OriginFacts, 'sha256' | 'crc64'>>()
  const expectations = createExpectations(found.assets, async (asset) => {
    const { copy, drop } = await shelf.take(asset, { signal, onBytes() {} })
    // Small ones stay once they are here, and this one is not counted among those that do.
    return await textOf(local, { path: copy.path, sizeBytes: asset.sizeBytes, signal }).finally(drop)
  })
  let limitBytes: number | undefined
  const shelf = createShelf({
    limitBytes: () => limitBytes ?? 0,
    ...{ signal, keptUpToBytes: options.keptUpToBytes },
    remove: (assetId) => copies.remove(assetId),
    async fetch(asset, fetching) {
      const expected = await expectations.of(asset)
      const copy = await copies.fetch({
        ...{ asset, expected, ...fetching },
        address: (signalled) => source.address(asset.id, signalled),
      })
      known.set(asset.id, copy)
      return copy
    },
  })
  return {
    ...{ found, source, byPath },
    recheck: createRecheck({ source, found, clock }),
    facts(asset) {
      const { id, sha256, contentType } = asset
      const mark = sha256 === undefined ? markOf(asset) : undefined
      const urls = downloadUrls(asset, found.release)
      return { sha256, crc64: undefined, ...known.get(id), contentType, mark, urls }
    },
    learn: ({ id }, digests) => void known.set(id, digests),
    async expect(assets) {
      limitBytes = await roomFor([...new Set([...assets, ...expectations.readFor(assets)])], options)
    },
    async take(asset, fetching) {
      if (limitBytes === undefined) throw new Error('nothing was going to be fetched')
      // Determined before the asset's turn, since checksums files need a turn themselves.
      await expectations.of(asset)
      return await shelf.take(asset, fetching)
    },
  }
}

/** @returns the limit for copies. Throws an ActionError if an asset can never be fetched within it. */
async function roomFor(
  assets: readonly ReleaseAsset[],
  { copies, keptUpToBytes }: Pick<AssetFilesOptions, 'copies' | 'keptUpToBytes'>,
): Promise<number> {
  const plan = planDisk({ freeBytes: await copies.freeBytes(), assets, keptUpToBytes })
  if (plan.kind === 'error') throw plan.error
  return plan.budget.limitBytes
}

/** A virtual path that only this process uses; it is not on the disk. */
function pathOf({ id }: ReleaseAsset): string {
  return `asset:${id}`
}

/** Without a time the ID could be one of a server that was set up again. */
function markOf({ id, updatedAt }: ReleaseAsset): string | undefined {
  return /^[0-9TZ:.+-]{1,40}$/.test(updatedAt) ? `${id} ${updatedAt}` : undefined
}

/** An asset with the same ID never changes. */
function stampOf({ id, sizeBytes }: ReleaseAsset): FileStamp {
  return { sizeBytes, mtimeNs: 0n, ctimeNs: 0n, inode: BigInt(id) }
}

/** @param hint what may be wrong with the pattern if it matches nothing */
function matchesOf(assets: readonly ReleaseAsset[], hint: string | undefined): Matches {
  const files = assets.map((asset): MatchedFile => {
    const { name } = asset
    const names = { displayPath: name, fromPatternRoot: name, fromWorkspace: name }
    return { path: pathOf(asset), ...names, readable: true, stamp: stampOf(asset) }
  })
  return { files, danglingLinks: [], assets: { hint } }
}

function fetchedBytes({ copy: { sha256, crc64 }, release, drop }: CopyInUse): FetchedBytes {
  return { sha256, crc64, release, drop }
}

type BodyRange = Parameters<LocalFiles['body']>[0]

/** @returns a range of an asset, which is fetched at the first read unless it is on this machine. */
function fetchedBody(
  range: BodyRange,
  {
    local,
    take,
  }: { readonly local: LocalFiles; take(path: string, options: Parameters<Origin['fetch']>[1]): Promise<CopyInUse> },
): Body {
  const { startBytes, endBytes, signal } = range
  let opening: Promise<{ readonly body: Body; readonly used: CopyInUse }> | undefined
  const open = async () => {
    const used = await take(range.path, { signal, onBytes() {} })
    return { used, body: local.body({ ...range, path: used.copy.path }) }
  }
  return {
    sizeBytes: endBytes - startBytes,
    async read(into) {
      opening ??= open()
      return (await opening).body.read(into)
    },
    async close() {
      const done = opening
      opening = undefined
      await done?.then(
        async ({ body, used }) => {
          used.release()
          await body.close()
        },
        () => {},
      )
    },
  }
}

async function textOf(
  local: LocalFiles,
  { path, sizeBytes, signal }: { readonly path: string; readonly sizeBytes: number; readonly signal: AbortSignal },
): Promise<string> {
  const body = local.body({ path, startBytes: 0, endBytes: sizeBytes, signal })
  const bytes = new Uint8Array(sizeBytes)
  try {
    for (let at = 0; at < sizeBytes; ) at += await body.read(bytes.subarray(at, at + TEXT_SLICE_BYTES))
  } finally {
    await body.close()
  }
  return new TextDecoder().decode(bytes)
}
