/** Fetches assets of releases to this machine: in ranges, several at once, with retries, and verified. */
import { createHash } from 'node:crypto'
import { createReadStream, rmSync } from 'node:fs'
import { type FileHandle, open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { crc64 } from '../../core/bytes/crc64.ts'
import { type ActionError, asActionError } from '../../core/errors/errors.ts'
import { decideRetry } from '../../core/link/retry.ts'
import { digestMismatch, diskRefused, wrongRange } from '../../core/release/github/asset-errors.ts'
import { type AssetRange, planRanges, RANGE_BYTES } from '../../core/release/github/ranges.ts'
import type { AssetCopies, AssetCopy, AssetRequest } from '../../ports/release.ts'
import type { Clock } from '../../ports.ts'
import { makeFolderLater } from '../disk/folders.ts'
import { type AddressBook, createAddressBook } from './asset-address.ts'
import { type Agents, createAgents, RangesIgnored, receiveRange } from './asset-request.ts'
import { createSlots, type Slots } from './slots.ts'

/** Requests at once, over all assets. GitHub allows a hundred; eight fill the link of its runners. */
const CONNECTIONS = 8
const HASH_SLICE_BYTES = 1024 ** 2
/** Fewer bytes in a row do not count as progress: a server that sends them slower is given up like a silent one. */
const LEAST_PROGRESS_BYTES = 4096

export interface AssetDownloadOptions {
  /** Created when it is needed. */
  readonly folder: string
  /** The environment with the proxy settings. */
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  /** How long a connection may be without data before it is dropped. */
  readonly stallTimeoutMs: number
  /** How long an asset may be without data before it fails. */
  readonly giveUpAfterMs: number
  readonly connections?: number
  readonly rangeBytes?: number
}

interface Machinery extends Required<AssetDownloadOptions> {
  readonly agents: Agents
  readonly slots: Slots
}

/** @returns copies of assets, each in a file named by its ID. Throws an ActionError if the proxy variables are wrong. */
export function createAssetCopies(options: AssetDownloadOptions): AssetCopies {
  const { folder, env, connections = CONNECTIONS, rangeBytes = RANGE_BYTES } = options
  const agents = createAgents(env, options.stallTimeoutMs)
  const machinery: Machinery = { ...options, connections, rangeBytes, agents, slots: createSlots(connections) }
  const pathOf = (assetId: number) => join(folder, String(assetId))
  return {
    async fetch(request) {
      const path = pathOf(request.asset.id)
      try {
        await makeFolderLater(folder)
        return await fetchVerified(path, request, machinery)
      } catch (error) {
        // If even this fails, the first failure is reported.
        await rm(path, { force: true }).catch(() => {})
        throw asDiskError(error, request)
      }
    },
    remove: (assetId) => rm(pathOf(assetId), { force: true }),
    async freeBytes() {
      await makeFolderLater(folder)
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
      try {
        rmSync(folder, { recursive: true, force: true })
      } catch {
        // The runner empties its folder for temporary files when the job ends.
      }
    },
  }
}

/** Wrong bytes are fetched once more: something on the way may have damaged them. The same bytes twice are not an accident. */
async function fetchVerified(path: string, request: AssetRequest, machinery: Machinery): Promise<AssetCopy> {
  const { asset, expected, signal } = request
  for (let tries = 1; ; tries += 1) {
    await fetchBytes(path, request, machinery)
    const { sha256, crc64 } = await hashOf(path, signal)
    if (expected === undefined || expected.sha256 === sha256) return { path, sha256, crc64 }
    request.onBytes?.(-asset.sizeBytes)
    if (tries === 2) throw digestMismatch(asset.name, { got: sha256, wanted: expected.sha256, saidBy: expected.saidBy })
  }
}

async function fetchBytes(path: string, request: AssetRequest, machinery: Machinery): Promise<void> {
  try {
    await fetchInRanges(path, request, { ...machinery, takesWhole: false })
  } catch (error) {
    if (!(error instanceof RangesIgnored)) throw error
    await fetchInRanges(path, request, { ...machinery, takesWhole: true })
  }
}

type Fetching = Machinery & { readonly takesWhole: boolean }

/** State that the requests for one asset share. */
interface Shared {
  readonly file: FileHandle
  readonly addresses: AddressBook
  /** Aborted by the caller, or when one of the requests has failed permanently. */
  readonly signal: AbortSignal
  lastBytesMs: number
  /** Of the first answer, where nobody says what the bytes must have: those of two states must not be mixed. */
  etag: string | undefined
}

async function fetchInRanges(path: string, request: AssetRequest, fetching: Fetching): Promise<void> {
  const { asset, onBytes } = request
  const failing = new AbortController()
  const signal = AbortSignal.any([failing.signal, request.signal])
  const addresses = createAddressBook(() => request.address({ signal }))
  let countedBytes = 0
  const file = await open(path, 'w', 0o600)
  try {
    const waiting = [...(await rangesOf(asset.sizeBytes, { addresses, fetching }))]
    const shared: Shared = { file, addresses, signal, lastBytesMs: fetching.clock.nowMs(), etag: undefined }
    const counted = (bytes: number) => {
      countedBytes += bytes
      onBytes?.(bytes)
    }
    const work = async () => {
      for (let range = waiting.shift(); range !== undefined; range = waiting.shift())
        await fetchRange(range, { ...request, onBytes: counted }, { fetching, shared })
    }
    const workers = waiting.slice(0, fetching.connections).map(async () => {
      try {
        await work()
      } catch (error) {
        failing.abort(error)
      }
    })
    await Promise.all(workers)
    signal.throwIfAborted()
  } catch (error) {
    // The counted bytes are fetched again, or not at all.
    onBytes?.(-countedBytes)
    throw error
  } finally {
    await file.close()
  }
}

/** If the API itself returns the bytes, each request counts against its rate limit: then one range per connection. */
async function rangesOf(
  sizeBytes: number,
  { addresses, fetching }: { readonly addresses: AddressBook; readonly fetching: Fetching },
): Promise<readonly AssetRange[]> {
  if (sizeBytes === 0) return []
  if (fetching.takesWhole) return planRanges(sizeBytes, sizeBytes)
  const { rangeBytes, connections } = fetching
  const isCounted = Object.keys((await addresses.current()).headers).length > 0
  return planRanges(sizeBytes, isCounted ? Math.max(rangeBytes, Math.ceil(sizeBytes / connections)) : rangeBytes)
}

/** Continues where the last request ended, until the range is complete. */
async function fetchRange(
  range: AssetRange,
  { asset, expected, onBytes }: AssetRequest,
  { fetching, shared }: { readonly fetching: Fetching; readonly shared: Shared },
): Promise<void> {
  const { clock, agents, stallTimeoutMs, takesWhole, slots } = fetching
  const { signal, addresses, file } = shared
  let atBytes = range.startBytes
  let progressBytes = 0
  let failed: Failures = { count: 0, parts: 0 }
  const take = async (bytes: Buffer) => {
    await writeAll(file, { bytes, atBytes })
    atBytes += bytes.length
    progressBytes += bytes.length
    onBytes?.(bytes.length)
    if (progressBytes < LEAST_PROGRESS_BYTES && atBytes < range.endBytes) return
    progressBytes = 0
    failed = { count: 0, parts: 0 }
    shared.lastBytesMs = clock.nowMs()
  }
  const onETag = (etag: string | undefined) => {
    shared.etag ??= etag
    if (expected === undefined && shared.etag !== etag) throw wrongRange(asset.name, 'it was changed meanwhile')
  }
  while (atBytes < range.endBytes) {
    // Calls of the API for the address have already been retried: their errors are final.
    const address = await addresses.current()
    const release = await slots.take(signal)
    try {
      const left = { startBytes: atBytes, endBytes: range.endBytes }
      const received = receiveRange({
        asset,
        address,
        range: left,
        takesWhole,
        agents,
        stallTimeoutMs,
        signal,
        onETag,
        onBytes: take,
      })
      await received.finally(release)
    } catch (caught) {
      signal.throwIfAborted()
      const error = asActionError(caught)
      if (error === undefined) throw caught
      if (error.code === 'asset-refused') addresses.drop(address)
      failed = { count: failed.count + 1, parts: failed.parts + (error.fault === 'part' ? 1 : 0) }
      await waitToRetry(error, { failed, fetching, shared })
    }
  }
}

/** Failures in a row, since the last byte. */
interface Failures {
  readonly count: number
  /** Failures that blamed the address or the bytes. */
  readonly parts: number
}

async function waitToRetry(
  error: ActionError,
  { failed, fetching, shared }: { readonly failed: Failures; readonly fetching: Fetching; readonly shared: Shared },
): Promise<void> {
  const { clock, giveUpAfterMs } = fetching
  const situation = {
    ...{ fault: error.fault, failures: failed.count, partFailures: failed.parts, repairs: 0, giveUpAfterMs },
    ...{ sinceProgressMs: clock.nowMs() - shared.lastBytesMs, answeredOnce: true, canRefreshCredentials: false },
    retryAfterMs: error.facts.retryAfterMs,
  }
  const decision = decideRetry(situation, clock.random())
  if (decision.kind !== 'retry') throw error
  await clock.sleep(decision.delayMs, shared.signal)
}

async function writeAll(
  file: FileHandle,
  { bytes, atBytes }: { readonly bytes: Buffer; readonly atBytes: number },
): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, atBytes + done)
    done += bytesWritten
  }
}

async function hashOf(path: string, signal: AbortSignal): Promise<Pick<AssetCopy, 'sha256' | 'crc64'>> {
  const hash = createHash('sha256')
  let crc = 0n
  for await (const slice of createReadStream(path, { highWaterMark: HASH_SLICE_BYTES }) as AsyncIterable<Buffer>) {
    signal.throwIfAborted()
    hash.update(slice)
    crc = crc64(slice, crc)
  }
  return { sha256: hash.digest('hex'), crc64: crc }
}

/** All other errors are of the file system: those of connections are ActionErrors by now. */
function asDiskError(error: unknown, { asset, signal }: AssetRequest): unknown {
  if (signal.aborted || !(error instanceof Error) || !('syscall' in error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'EIO'
  return diskRefused(asset.name, code, { sizeBytes: asset.sizeBytes, cause: error })
}
