/**
 * One call of the Actions cache. Each runs in a child process with a deadline: @actions/cache can hang, cannot be cancelled, prints
 * its own annotations, and needs its own working directory. What it restores is untrusted: it is kept from writing elsewhere.
 */
import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { childEnvironment } from './child-environment.ts'
import { CACHED_FOLDER, closeStaging, openStaging, UNPACKING, watchSize } from './staging.ts'

/** How long to wait for a process that was ended, in milliseconds. */
const ENDING_MS = 300

/** The request to the child process. */
export type CacheOrder =
  | {
      readonly kind: 'restore'
      readonly primaryKey: string
      readonly restoreKeys: readonly string[]
      readonly deadlineMs: number
    }
  | { readonly kind: 'save'; readonly key: string; readonly deadlineMs: number }

/** Its answer. */
export type CacheReply =
  | { readonly kind: 'restored'; readonly key: string }
  | { readonly kind: 'saved' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'failed'; readonly reason: string }

/** What a caller of the cache has to know about this step. */
export interface CacheCaller {
  /** Path of the child's entry, `dist/cache/index.js`. */
  readonly entry: string
  /** Folder of this action under RUNNER_TEMP. */
  readonly stateFolder: string
  readonly env: NodeJS.ProcessEnv
}

/** @returns whether the runner has a cache at all; checked before a process is started for it. */
export function hasActionsCache(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.ACTIONS_RUNTIME_TOKEN) && Boolean(env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL)
}

/** @returns the reply of an action with a new folder, which is removed afterwards. A machine that cannot make one has no cache. Never throws. */
export async function inStaging(
  { stateFolder, env }: CacheCaller,
  action: (staging: string) => Promise<CacheReply>,
): Promise<CacheReply> {
  let staging: string | undefined
  try {
    staging = openStaging(stateFolder, env)
    return await action(staging)
  } catch (error) {
    return {
      kind: 'failed',
      reason: error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown',
    }
  } finally {
    if (staging !== undefined) closeStaging(staging)
  }
}

/** @returns the child's answer; a failure at the deadline, if too much is unpacked, or if the signal is aborted: then it and its own children are ended. */
export function runChild(
  { entry, env }: CacheCaller,
  { staging, order, signal }: { readonly staging: string; readonly order: CacheOrder; readonly signal: AbortSignal },
): Promise<CacheReply> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'failed', reason: 'the step was over' })
    const child = fork(entry, [JSON.stringify(order)], {
      cwd: staging,
      env: { ...childEnvironment(env), GITHUB_WORKSPACE: staging, RUNNER_TEMP: staging, ...unpacking(order, staging) },
      // Its own process group: a signal for the step must not end a save under way.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    })
    let reply: CacheReply = { kind: 'failed', reason: 'the cache client ended without an answer' }
    const end = (reason: string) => {
      reply = { kind: 'failed', reason }
      endGroup(child.pid)
      // A process that waits for a dead file system does not even end on SIGKILL.
      setTimeout(settle, ENDING_MS).unref()
    }
    const timer = setTimeout(() => end(`no answer within ${Math.round(order.deadlineMs / 1000)} s`), order.deadlineMs)
    const endWatch =
      order.kind === 'restore'
        ? watchSize(staging, () => end('the entry is too large to be one of this action'))
        : () => {}
    const onAbort = () => end('the step was over')
    signal.addEventListener('abort', onAbort, { once: true })
    child.on('message', (message) => {
      reply = message as CacheReply
    })
    const settle = () => {
      clearTimeout(timer)
      endWatch()
      signal.removeEventListener('abort', onAbort)
      resolve(reply)
    }
    child.on('error', settle)
    // The answer may arrive after the process has ended, but not after the channel is closed.
    child.on('exit', () => {
      if (!child.connected) return settle()
      const late = setTimeout(settle, ENDING_MS)
      child.on('disconnect', () => {
        clearTimeout(late)
        settle()
      })
    })
  })
}

function unpacking({ kind }: CacheOrder, staging: string): Readonly<Record<string, string>> {
  if (kind === 'save') return {}
  writeFileSync(join(staging, CACHED_FOLDER, '.keep'), '')
  return UNPACKING
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
