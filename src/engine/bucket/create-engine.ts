/** Makes what the functions of one attempt share. */
import type { Samples } from '../../core/bytes/sample.ts'
import type { ConcurrencySetting } from '../../core/link/concurrency.ts'
import type { CdnRefresh, Readers } from '../../ports/readers.ts'
import type { Origin } from '../../ports/release.ts'
import type {
  CheckpointStore,
  Clock,
  Hashes,
  Headers,
  LocalFiles,
  ObjectStore,
  Reporter,
  Signing,
} from '../../ports.ts'
import { createBucket } from './bucket.ts'
import type { Engine } from './context.ts'
import { createLimiter } from './limiter.ts'
import { createOwnUploads } from './own-uploads.ts'
import { createPartQueue } from './part-queue.ts'
import { createProgress } from './progress.ts'
import { createRequester } from './requester.ts'

export interface EnginePorts {
  readonly store: ObjectStore
  readonly signing: Signing
  readonly files: LocalFiles
  readonly hashes: Hashes
  readonly clock: Clock
  readonly reporter: Reporter
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal
  /** `<run id>.<attempt>`. */
  readonly run: string
  /** Requests to the public address; undefined if it is not checked. */
  readonly readers?: Readers | undefined
  /** The origin of files that are fetched before they are read; undefined if all files are on this machine. */
  readonly origin?: Origin | undefined
  /** The CDN in front of the bucket; undefined if none is to be refreshed. */
  readonly cdn?: CdnRefresh | undefined
  /** Called when an object becomes visible. */
  onPublished?(key: string): void
}

export interface EngineSettings {
  readonly concurrency: ConcurrencySetting
  readonly giveUpAfterMs: number
  readonly overwrite: Overwrite
  /** How long to wait for readers, in milliseconds; undefined: no check. */
  readonly checkPublicMs?: number | undefined
  /** `publish: hold`. */
  readonly hold?: boolean
}

export type Overwrite = 'always' | 'never' | 'if-changed'

/** Files that are read at the same time for their digests: more would only make the disk seek. */
const DISK_READERS = 4

/** Simultaneous requests of `beside`, which are mostly copies inside OSS. */
export const ASIDE_AT_ONCE = 8

/** @returns the engine of one attempt. */
export function createEngine(
  ports: EnginePorts & { readonly checkpoints: CheckpointStore; readonly samples?: Samples | undefined },
  { concurrency, giveUpAfterMs, overwrite, hold = false }: EngineSettings,
): Engine {
  const { store, files, hashes, checkpoints, reporter, clock, signing, run } = ports
  const ending = new AbortController()
  const progress = createProgress(clock, files)
  const limiter = createLimiter(concurrency)
  const requester = createRequester({ limiter, progress, clock, signing, reporter, giveUpAfterMs })
  const ownUploads = createOwnUploads()
  const { signal } = ending
  // Not `AbortSignal.any`: thousands of requests ask it, and what is composed costs more each time.
  follow(ports.signal, ending)
  const mustNotOverwrite = overwrite === 'never'
  const guard: Headers = mustNotOverwrite ? { 'x-oss-forbid-overwrite': 'true' } : {}
  const own = { store, ownUploads, clock, guard }
  const aside = createRequester({
    limiter: createLimiter({ kind: 'fixed', limit: ASIDE_AT_ONCE }),
    // The caller has a deadline, after which the step continues without the answer: waiting for it is not a lack of progress.
    progress: { ...progress, begin() {}, end() {}, retried() {}, trying: () => () => {} },
    ...{ clock, signing, reporter, giveUpAfterMs },
  })
  return {
    ...{ files, hashes, checkpoints, reporter, clock, run, progress, limiter, ownUploads, signal, mustNotOverwrite },
    giveUpAfterMs,
    isHolding: hold,
    samples: ports.samples,
    origin: ports.origin,
    staleKeys: new Set(),
    plannedCrc64s: new Map(),
    bucket: createBucket({ ...own, requester, signal }),
    beside: (until) => createBucket({ ...own, requester: aside, signal: until }),
    reuse: undefined,
    onPublished: (key) => ports.onPublished?.(key),
    queue: createPartQueue({ limiter, clock }),
    giveUp: (reason) => ending.abort(reason),
    epochMs: () => clock.epochMs(),
    disk: createLimiter({ kind: 'fixed', limit: DISK_READERS }),
  }
}

/** Aborts with the signal, and with its reason. */
function follow(signal: AbortSignal, controller: AbortController): void {
  const abort = () => controller.abort(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
}
