/** Entry of the child process: one restore or one save of the Actions cache, in the working directory. Its parent reads the answer. */
import { spawnSync } from 'node:child_process'
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache'
import { CACHED_FOLDER, type CacheOrder, type CacheReply } from './adapters/github/cache-child.ts'

async function carryOut(order: CacheOrder): Promise<CacheReply> {
  if (!isFeatureAvailable()) return { kind: 'unavailable' }
  switch (order.kind) {
    case 'restore': {
      if (!isGnuTar()) return { kind: 'failed', reason: 'unpacking safely needs GNU tar' }
      const key = await restoreCache([CACHED_FOLDER], order.primaryKey, [...order.restoreKeys], undefined, true)
      return key === undefined ? { kind: 'nothing' } : { kind: 'restored', key }
    }
    case 'save': {
      const id = await saveCache([CACHED_FOLDER], order.key, undefined, true)
      return id === -1 ? { kind: 'failed', reason: 'the cache service did not take the entry' } : { kind: 'saved' }
    }
  }
}

/** Others do not heed what keeps members of an entry from being written outside the folder (see cache-child.ts). */
function isGnuTar(): boolean {
  const programs: Partial<Record<NodeJS.Platform, readonly string[]>> = {
    // The order in which @actions/cache looks.
    win32: [`${process.env.PROGRAMFILES}\\Git\\usr\\bin\\tar.exe`, 'tar'],
    darwin: ['gtar', 'tar'],
  }
  for (const program of programs[process.platform] ?? ['tar']) {
    const { error, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', windowsHide: true })
    if (error === undefined) return stdout.toLowerCase().includes('gnu tar')
  }
  return false
}

async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '') as CacheOrder
  // The parent may be gone and cannot end this process any more.
  setTimeout(() => process.exit(1), order.deadlineMs + 1000).unref()
  let reply: CacheReply
  try {
    reply = await carryOut(order)
  } catch (error) {
    reply = { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown' }
  }
  process.send?.(reply, () => process.exit(0))
}

await main()
