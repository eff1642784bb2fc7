/** Asks for objects by their public URLs until readers get all of them right, or the time is over. */
import { describeWait, type WrongObject } from '../../core/readers/explain.ts'
import type { Finding, ReadableObject } from '../../core/readers/finding.ts'
import type { Readers } from '../../ports/readers.ts'
import type { Engine } from '../bucket/context.ts'
import { createLimiter } from '../bucket/limiter.ts'
import { within } from '../bucket/within.ts'
import { lookAsReader } from './look.ts'

export interface CheckOptions {
  readonly objects: readonly ReadableObject[]
  readonly durationMs: number
  /** Whether each object is read whole. */
  readonly whole: boolean
  /** Called once for each object that a cache says does not exist. */
  onMissing?(keys: readonly string[]): Promise<void>
  /** @returns how far a refresh of the cache is, as the end of a line; empty where that is not known */
  howFar?(): string
  /** @returns true once, when a cache says that its refresh is done: the next look then comes soon */
  isJustRefreshed?(): Promise<boolean>
}

interface CheckResult {
  /** Objects that are still wrong at the end. */
  readonly wrong: readonly WrongObject[]
  readonly waitedMs: number
}

/** Public URLs that are requested at the same time. */
const ASKED_AT_ONCE = 64
const FIRST_PAUSE_MS = 1000
const MAX_PAUSE_MS = 30_000
const LINES_EVERY_MS = 30_000
/** How long to wait for the last answers when the time is over. */
const LAST_LOOK_MS = 10_000

type Checker = Pick<Engine, 'clock' | 'reporter' | 'signal' | 'progress'>

/** @returns the objects that are still wrong when the time is over; none as soon as all are right. Rejects with the signal's reason. */
export async function checkAsReader(engine: Checker, readers: Readers, options: CheckOptions): Promise<CheckResult> {
  const { clock, reporter, signal, progress } = engine
  const { objects, durationMs, whole } = options
  const startedMs = clock.nowMs()
  const leftMs = () => Math.max(0, startedMs + durationMs - clock.nowMs())
  const missed = new Set<string>()
  let open = objects
  let wrong: readonly WrongObject[] = []
  const endLines = clock.every(LINES_EVERY_MS, () => {
    if (wrong.length === 0) return
    reporter.info(`${describeWait(wrong, { count: objects.length, leftMs: leftMs() })}${options.howFar?.() ?? ''}`)
  })
  // Waiting for readers counts as progress: OSS is not silent.
  const endMoves = clock.every(MOVES_EVERY_MS, () => progress.moved())
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
      const found = await lookAtAll(engine, readers, {
        objects: open,
        whole,
        endsInMs: Math.max(LAST_LOOK_MS, leftMs()),
      })
      progress.moved()
      const still = open.flatMap((object, index) => {
        const finding = found[index]
        return finding === undefined || finding.kind === 'right' ? [] : [{ object, finding }]
      })
      open = still.map(({ object }) => object)
      const isFirst = wrong.length === 0
      wrong = still.map(({ object, finding }) => ({ url: readers.shownUrl(object.key), finding }))
      if (wrong.length === 0 || leftMs() === 0) return { wrong, waitedMs: clock.nowMs() - startedMs }
      const missing = still.filter(({ object, finding }) => finding.kind === 'missing' && !missed.has(object.key))
      for (const { object } of missing) missed.add(object.key)
      if (missing.length > 0) await options.onMissing?.(missing.map(({ object }) => object.key))
      if (isFirst) reporter.info(describeWait(wrong, { count: objects.length, leftMs: leftMs() }))
      if (await options.isJustRefreshed?.()) pauseMs = FIRST_PAUSE_MS
      await clock.sleep(Math.min(pauseMs, leftMs()), signal)
    }
  } finally {
    endLines()
    endMoves()
  }
}

const MOVES_EVERY_MS = 500

interface LookAtAll {
  readonly objects: readonly ReadableObject[]
  readonly whole: boolean
  /** How long to wait for answers, in milliseconds. */
  readonly endsInMs: number
}

/** @returns the finding for each object, in their order. */
function lookAtAll(
  { clock, signal }: Checker,
  readers: Readers,
  { objects, whole, endsInMs }: LookAtAll,
): Promise<readonly Finding[]> {
  const limiter = createLimiter({ kind: 'fixed', limit: ASKED_AT_ONCE })
  return within(clock, { deadlineMs: endsInMs, signal }, (inTime) =>
    Promise.all(
      objects.map(async (object): Promise<Finding> => {
        const slot = await limiter.acquire('control', signal)
        try {
          return await lookAsReader(readers, object, { whole, signal: inTime })
        } catch (error) {
          if (signal.aborted || !inTime.aborted) throw error
          return { kind: 'unreachable', code: 'ETIMEDOUT' }
        } finally {
          slot.release()
        }
      }),
    ),
  )
}
