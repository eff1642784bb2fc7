/** Carries records to and from the Actions cache. Each call runs in a child process with a deadline: @actions/cache can hang and print. */
import { fork } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CheckpointCache, Reporter } from '../ports.ts'
import { currentRecords, isSaved, markSaved, type StepRecords } from './step-state.ts'

/** The folder inside a staging folder; relative, so that the entry's version is the same on every runner. */
export const CACHED_FOLDER = 'checkpoints'
const RESTORE_DEADLINE_MS = 30_000

/** What the child process is asked. */
export type CacheOrder =
  | {
      readonly kind: 'restore'
      readonly primaryKey: string
      readonly restoreKeys: readonly string[]
      readonly deadlineMs: number
    }
  | { readonly kind: 'save'; readonly key: string; readonly deadlineMs: number }

/** What it answers. */
export type CacheReply =
  | { readonly kind: 'restored'; readonly key: string }
  | { readonly kind: 'saved' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'failed'; readonly reason: string }

export interface CheckpointCacheOptions {
  /** The step's own file, see step-state.ts. */
  readonly stepFile: string
  readonly records: StepRecords
  /** Where restored records are put. */
  readonly restoredFolder: string
  /** Path of the child's entry, `dist/cache/index.js`. */
  readonly entry: string
  readonly stateFolder: string
  readonly reporter: Reporter
  readonly env: NodeJS.ProcessEnv
}

/** @returns whether a runner offers the cache at all; asked before a process is started for it. */
export function hasActionsCache(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.ACTIONS_RUNTIME_TOKEN) && Boolean(env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL)
}

/** @returns the cache. No method throws; what goes wrong costs a notice and at most the deadline. */
export function createCheckpointCache(options: CheckpointCacheOptions): CheckpointCache {
  const { records, reporter, stepFile } = options
  let generation = 0
  let saving: Promise<void> = Promise.resolve()

  async function restore(): Promise<void> {
    if (!hasActionsCache(options.env))
      return reporter.debug('There is no Actions cache here; only records on this machine count.')
    const { cachePrefix, bucketPrefix, runId } = records
    const reply = await inStaging(options, async (staging) => {
      const primaryKey = `${cachePrefix}r${runId}-never`
      const restoreKeys = [`${cachePrefix}r${runId}-`, cachePrefix, bucketPrefix]
      const order: CacheOrder = { kind: 'restore', primaryKey, restoreKeys, deadlineMs: RESTORE_DEADLINE_MS }
      const answer = await runChild(options, staging, order)
      if (answer.kind === 'restored') keepRestored(join(staging, CACHED_FOLDER), options)
      return answer
    })
    if (reply.kind === 'restored') reporter.debug(`Restored records from the cache entry ${reply.key}.`)
    if (reply.kind === 'failed') {
      reporter.notice(
        `The Actions cache could not be read (${reply.reason}). Uploads go on from what OSS and this machine know.`,
        'No records from the cache',
      )
    }
  }

  async function save(deadlineMs: number): Promise<void> {
    if (!hasActionsCache(options.env)) return
    const { paths, fingerprint } = currentRecords(records)
    if (paths.length === 0 || isSaved(stepFile, fingerprint)) return
    generation += 1
    const { cachePrefix, runId, runAttempt } = records
    const key = `${cachePrefix}r${runId}-a${runAttempt}-g${generation}-${Date.now().toString(36)}`
    const reply = await inStaging(options, async (staging) => {
      stage(paths, join(staging, CACHED_FOLDER))
      return runChild(options, staging, { kind: 'save', key, deadlineMs })
    })
    if (reply.kind === 'saved') {
      markSaved(stepFile, fingerprint)
      reporter.debug(`Saved the records as cache entry ${key}.`)
    } else if (reply.kind === 'failed') {
      reporter.notice(
        `The upload's records could not be saved to the Actions cache (${reply.reason}). A retry on this runner goes on all the same; one on a new runner may send more than it had to.`,
        'Records not saved',
      )
    }
  }

  return {
    restore,
    save({ deadlineMs }) {
      saving = saving.then(() => save(deadlineMs))
      return saving
    },
  }
}

/** Runs with a fresh folder that is gone afterwards. A machine that cannot make one has no cache. */
async function inStaging(
  { stateFolder }: CheckpointCacheOptions,
  action: (staging: string) => Promise<CacheReply>,
): Promise<CacheReply> {
  let staging: string | undefined
  try {
    mkdirSync(stateFolder, { recursive: true })
    staging = mkdtempSync(join(stateFolder, 'staging-'))
    mkdirSync(join(staging, CACHED_FOLDER))
    return await action(staging)
  } catch (error) {
    return {
      kind: 'failed',
      reason: error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown',
    }
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true })
  }
}

function stage(paths: readonly string[], folder: string): void {
  for (const path of paths) copyFileSync(path, join(folder, basename(path)))
}

/** Only records of this step's objects are taken over; whatever else the entry holds goes with the staging folder. */
function keepRestored(folder: string, { records, restoredFolder }: CheckpointCacheOptions): void {
  mkdirSync(restoredFolder, { recursive: true })
  const from = currentRecords({ ...records, folder })
  stage(from.paths, restoredFolder)
}

/** @returns the child's answer, or a failure at the deadline, when the child and what it started are ended. */
function runChild({ entry, env }: CheckpointCacheOptions, staging: string, order: CacheOrder): Promise<CacheReply> {
  return new Promise((resolve) => {
    const child = fork(entry, [JSON.stringify(order)], {
      cwd: staging,
      env: { ...env, GITHUB_WORKSPACE: staging },
      // Its own process group: a signal for the step must not end a save under way.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    })
    let reply: CacheReply = { kind: 'failed', reason: 'the cache client ended without an answer' }
    const timer = setTimeout(() => {
      reply = { kind: 'failed', reason: `no answer within ${Math.round(order.deadlineMs / 1000)} s` }
      endGroup(child.pid)
    }, order.deadlineMs)
    child.on('message', (message) => {
      reply = message as CacheReply
    })
    const settle = () => {
      clearTimeout(timer)
      resolve(reply)
    }
    child.on('error', settle)
    child.on('exit', settle)
  })
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}
