/** Entry of the child process: one restore or one save of the Actions cache, in the working directory. Its parent reads the answer. */
import { spawnSync } from 'node:child_process'
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache'
import type { CacheOrder, CacheReply } from './adapters/github/cache-child.ts'
import { CACHED_FOLDER } from './adapters/github/staging.ts'
import { endProcess } from './adapters/process/ending.ts'

async function carryOut(order: CacheOrder): Promise<CacheReply> {
  if (!isFeatureAvailable()) return { kind: 'unavailable' }
  switch (order.kind) {
    case 'restore': {
      const tar = findTar()
      const options = { lookupOnly: tar !== 'gnu' }
      const key = await restoreCache([CACHED_FOLDER], order.primaryKey, [...order.restoreKeys], options, true)
      if (key === undefined)
        return said.cause === undefined ? { kind: 'nothing' } : { kind: 'failed', reason: said.cause }
      if (tar === 'gnu') return { kind: 'restored', key }
      return { kind: 'failed', reason: `unpacking it safely needs GNU tar, and ${TAR_WORDS[tar]}` }
    }
    case 'save': {
      if (findTar() === 'none') return { kind: 'failed', reason: `packing it needs tar, and ${TAR_WORDS.none}` }
      const id = await saveCache([CACHED_FOLDER], order.key, undefined, true)
      return id === -1
        ? { kind: 'failed', reason: said.cause ?? 'the cache service did not accept it' }
        : { kind: 'saved' }
    }
  }
}

/** @actions/cache catches most failures and prints them: the output shows which failure it was. It may contain URLs, and is not repeated. */
const said: { cause?: string } = {}
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [/tar failed/i, 'tar failed'],
  [/unable to (?:find|locate) (?:executable file: )?tar/i, 'tar is not installed'],
  [/already exists|another job may be creating/i, 'an entry of that name is there already'],
  [/not permit|read-only|access denied|forbidden|\b40[13]\b/i, 'the cache service refused it'],
  [/quota|storage limit|\b429\b|rate limit/i, "the repository's cache is full or throttled"],
  [/timed? ?out|ETIMEDOUT|ECONN\w+|ENOTFOUND|EAI_AGAIN|socket hang up/i, 'the cache service did not answer'],
  [/\b5\d\d\b|unavailable/i, 'the cache service is unavailable'],
]

function listenToClient(): void {
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
    const text = String(chunk)
    if (/^::(?:warning|error)|Failed to (?:save|restore)/m.test(text))
      said.cause =
        CAUSES.find(([pattern]) => pattern.test(text))?.[1] ?? said.cause ?? 'the cache service did not accept it'
    return Reflect.apply(write, process.stdout, [chunk, ...rest])
  }) as typeof process.stdout.write
}

type Tar = 'gnu' | 'other' | 'none'
const TAR_WORDS: Readonly<Record<Exclude<Tar, 'gnu'>, string>> = {
  other: 'the tar of this machine is not GNU tar',
  none: 'tar is not installed',
}

/** Other tars than GNU's ignore the options that keep members of an entry from being written outside the folder (see staging.ts). */
function findTar(): Tar {
  const programs: Partial<Record<NodeJS.Platform, readonly string[]>> = {
    // In the order in which @actions/cache looks for tar.
    win32: [`${process.env.PROGRAMFILES}\\Git\\usr\\bin\\tar.exe`, 'tar'],
    darwin: ['gtar', 'tar'],
  }
  for (const program of programs[process.platform] ?? ['tar']) {
    const { error, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', windowsHide: true })
    if (error === undefined) return stdout.toLowerCase().includes('gnu tar') ? 'gnu' : 'other'
  }
  return 'none'
}

async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '') as CacheOrder
  // The parent may be gone and unable to end this process.
  setTimeout(() => process.exit(1), order.deadlineMs + 1000).unref()
  listenToClient()
  let reply: CacheReply
  try {
    reply = await carryOut(order)
  } catch (error) {
    reply = { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown' }
  }
  process.send?.(reply, () => void endProcess(0))
}

await main()
