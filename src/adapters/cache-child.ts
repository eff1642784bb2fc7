/**
 * One call of the Actions cache. Each runs in a child process with a deadline: @actions/cache can hang, cannot be cancelled, prints
 * annotations of its own, and wants a working directory of its own.
 */
import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The folder inside a staging folder; relative, so that the entry's version is the same on every runner. */
export const CACHED_FOLDER = 'checkpoints'

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

/** What a caller of the cache has to know of this step. */
export interface CacheCaller {
  /** Path of the child's entry, `dist/cache/index.js`. */
  readonly entry: string
  /** Folder of this action under RUNNER_TEMP. */
  readonly stateFolder: string
  readonly env: NodeJS.ProcessEnv
}

/** @returns whether a runner offers the cache at all; asked before a process is started for it. */
export function hasActionsCache(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.ACTIONS_RUNTIME_TOKEN) && Boolean(env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL)
}

/** Runs with a fresh folder that is gone afterwards. A machine that cannot make one has no cache. */
export async function inStaging(
  { stateFolder }: CacheCaller,
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

/** @returns the child's answer, or a failure at the deadline, when the child and what it started are ended. */
export function runChild({ entry, env }: CacheCaller, staging: string, order: CacheOrder): Promise<CacheReply> {
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
