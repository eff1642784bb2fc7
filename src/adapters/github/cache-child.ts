/**
 * One call of the Actions cache. Each runs in a child process with a deadline: @actions/cache can hang, cannot be cancelled, prints
 * annotations of its own, and wants a working directory of its own. What it brings is untrusted: it is kept from writing elsewhere.
 */
import { fork } from 'node:child_process'
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder inside a staging folder; relative, so that the entry's version is the same on every runner. */
export const CACHED_FOLDER = 'checkpoints'
/** More than the records of any release take, compressed and unpacked; what is larger was not saved by this action. */
const MAX_STAGED_BYTES = 128 * 1024 ** 2
const WATCH_PERIOD_MS = 100

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

/** @returns the child's answer; a failure at the deadline, when too much is unpacked, or when the signal says so: then it and all it started are ended. */
export function runChild(
  { entry, env }: CacheCaller,
  { staging, order, signal }: { readonly staging: string; readonly order: CacheOrder; readonly signal: AbortSignal },
): Promise<CacheReply> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'failed', reason: 'the step was over' })
    const child = fork(entry, [JSON.stringify(order)], {
      cwd: staging,
      env: { ...env, GITHUB_WORKSPACE: staging, RUNNER_TEMP: staging, ...unpacking(order, staging) },
      // Its own process group: a signal for the step must not end a save under way.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    })
    let reply: CacheReply = { kind: 'failed', reason: 'the cache client ended without an answer' }
    const end = (reason: string) => {
      reply = { kind: 'failed', reason }
      endGroup(child.pid)
    }
    const timer = setTimeout(() => end(`no answer within ${Math.round(order.deadlineMs / 1000)} s`), order.deadlineMs)
    const watch = setInterval(() => {
      if (bytesIn(staging) > MAX_STAGED_BYTES) end('the entry is too large to be one of this action')
    }, WATCH_PERIOD_MS)
    const onAbort = () => end('the step was over')
    signal.addEventListener('abort', onAbort, { once: true })
    child.on('message', (message) => {
      reply = message as CacheReply
    })
    const settle = () => {
      clearTimeout(timer)
      clearInterval(watch)
      signal.removeEventListener('abort', onAbort)
      resolve(reply)
    }
    child.on('error', settle)
    child.on('exit', settle)
  })
}

/**
 * @actions/cache unpacks with `tar -P`, which follows absolute names, `..` and links to wherever the entry's maker wants. GNU tar reads this
 * variable first: every member, whatever its name, and every link's target go by their last segment into the one folder. The folder is not
 * empty, so that no member can take its place.
 */
function unpacking(order: CacheOrder, staging: string): Readonly<Record<string, string>> {
  if (order.kind === 'save') return {}
  writeFileSync(join(staging, CACHED_FOLDER, '.keep'), '')
  return { TAR_OPTIONS: `--transform=s,^(.*/)?,${CACHED_FOLDER}/,x` }
}

/** @returns the bytes of all files in a folder. Links are not followed. */
function bytesIn(folder: string): number {
  try {
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((found) => found.isFile())
    return paths.reduce((sum, { parentPath, name }) => {
      return sum + (lstatSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0)
    }, 0)
  } catch {
    return 0
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}
