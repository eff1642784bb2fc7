/**
 * Whether a disk answers so fast that waking a thread for it costs more than the answer. The main thread waits only for a local disk
 *  that has answered at once before, never for a network disk.
 */
import { statfs } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { DiskState } from '../../ports.ts'

export interface QuickDisk {
  /**
   * @param now asks on this thread; if it throws, `later` asks again
   * @param later asks on another thread
   */
  ask<T>(path: string, now: () => T, later: () => Promise<T>): Promise<T>
  /** Counts what another thread does as a request that has no answer yet. */
  watch<T>(answer: Promise<T>): Promise<T>
  state(): DiskState
}

interface QuickDiskOptions {
  /** @returns whether the folder is on a local disk */
  isLocal(folder: string): Promise<boolean>
  nowMs(): number
  /** Lets timers, sockets and signals be handled. */
  breathe(): Promise<void>
}

/** For how long calls are made on this thread before other events are handled. */
const BREATH_MS = 4
/** Number of answers of threads within `FAST_MS` after which the disk counts as quick; on a busy machine not every answer is, since a thread has to be woken. */
const ENOUGH = 2
const FAST_MS = 5
/** The main thread may wait this long now and then, on a busy machine, but not several times in a row. */
const SLOW_MS = 10
const MOST_SLOW = 3
const REST_MS = 5000
/** After a wait this long the disk counts as slow, and threads are used for a long time. */
const VERY_SLOW_MS = 50
const LONG_REST_MS = 60_000
/** An answer that takes longer does not come from memory. */
const WAIT_MS = 0.5
/** The main thread waits no more than this part of the time, looked at over so long. */
const MOST_WAITING = 0.4
const LOOK_MS = 1000

/** @returns a disk of unknown speed: it is asked on other threads at first. */
export function createQuickDisk({ isLocal, nowMs, breathe }: QuickDiskOptions = SYSTEM): QuickDisk {
  const folders = new Map<string, boolean>()
  let fast = 0
  let slowInARow = 0
  let restUntilMs = 0
  let breathedMs = 0
  let breath: Promise<void> | undefined
  let blockedMs = 0
  let look = { fromMs: 0, blockedMs: 0 }
  const unanswered = new Set<{ readonly sinceMs: number }>()

  function isQuick(path: string): boolean {
    const folder = dirname(path)
    const known = folders.get(folder)
    if (known !== undefined) return known && fast >= ENOUGH && nowMs() >= restUntilMs
    folders.set(folder, false)
    isLocal(folder).then(
      (local) => folders.set(folder, local),
      () => {},
    )
    return false
  }

  function judge(tookMs: number): void {
    slowInARow = tookMs > SLOW_MS ? slowInARow + 1 : 0
    if (tookMs > WAIT_MS) blockedMs += tookMs
    if (nowMs() - look.fromMs > LOOK_MS) look = { fromMs: nowMs() - tookMs, blockedMs: blockedMs - tookMs }
    const waitsOften = blockedMs - look.blockedMs > LOOK_MS * MOST_WAITING
    if (tookMs <= VERY_SLOW_MS && slowInARow < MOST_SLOW && !waitsOften) return
    look = { fromMs: nowMs(), blockedMs }
    restUntilMs = nowMs() + (tookMs > VERY_SLOW_MS ? LONG_REST_MS : REST_MS)
    fast = 0
    slowInARow = 0
  }

  /** What is asked for meanwhile continues with the others, so that it can be computed together. */
  async function takeBreath(): Promise<void> {
    breath ??= breathe().finally(() => {
      breathedMs = nowMs()
      breath = undefined
    })
    await breath
  }

  async function watch<T>(answer: Promise<T>): Promise<T> {
    const request = { sinceMs: nowMs() }
    unanswered.add(request)
    try {
      return await answer
    } finally {
      unanswered.delete(request)
    }
  }

  return {
    watch,
    state() {
      const [oldest] = unanswered
      return { unansweredMs: oldest === undefined ? 0 : nowMs() - oldest.sinceMs, blockedMs }
    },
    async ask(path, now, later) {
      const isNow = isQuick(path)
      if (isNow && nowMs() - breathedMs > BREATH_MS) await takeBreath()
      const startedMs = nowMs()
      try {
        if (isNow) return now()
      } catch {
        // Said once more, in the way that all failures are.
      } finally {
        if (isNow) judge(nowMs() - startedMs)
      }
      const answer = await watch(later())
      if (nowMs() - startedMs <= FAST_MS) fast += 1
      return answer
    },
  }
}

/** ext, XFS, Btrfs, tmpfs, overlay, F2FS, ZFS. Source: https://man7.org/linux/man-pages/man2/statfs.2.html */
const LOCAL_TYPES = new Set([0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0xf2f52010, 0x2fc12fc1])

/** @returns whether a file system of this type is on this machine. */
export function isLocalType(type: number): boolean {
  return LOCAL_TYPES.has(type)
}

const SYSTEM: QuickDiskOptions = {
  isLocal: (folder) =>
    new Promise((resolve) => {
      // Other systems have other numbers for file systems.
      if (process.platform !== 'linux') resolve(false)
      else statfs(folder, (error, stats) => resolve(error === null && isLocalType(stats.type)))
    }),
  nowMs: () => performance.now(),
  breathe: () => setImmediate(),
}
