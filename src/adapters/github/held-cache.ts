/** Records of what legs hold, in the Actions cache under the exact name of run and leg. */
import { lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MAX_HELD_SIZE_BYTES } from '../../core/records/held.ts'
import { claimKey, heldPrefix, heldSaveKey, releasePrefix } from '../../core/records/names.ts'
import type { HeldRecordsPort, RecordLookup } from '../../ports.ts'
import { nodeHashes } from '../process/hashes.ts'
import { type CacheCaller, hasActionsCache, inStaging, runChild } from './cache-child.ts'
import { CACHED_FOLDER } from './staging.ts'

const DEADLINE_MS = 60_000
const FILE_NAME = 'held.json'

interface HeldCacheOptions extends CacheCaller {
  /** SHA-256 of region and bucket. */
  readonly bucketId: string
  readonly runId: string
  readonly runAttempt: string
  /** Ends calls that are under way. */
  readonly signal: AbortSignal
}

/** @returns the records of this run. No method throws: a missing record is reported by the caller that needs it. */
export function createHeldCache(options: HeldCacheOptions): HeldRecordsPort {
  const { bucketId, runId, runAttempt, env, signal } = options
  const { sha256Of } = nodeHashes
  const prefixOf = (name: string) => heldPrefix(sha256Of, { bucketId, runId, name })
  const release = releasePrefix({ bucketId, runId })

  async function load(primaryKey: string, restoreKeys: readonly string[]): Promise<RecordLookup> {
    if (!hasActionsCache(env)) return { kind: 'none' }
    let text: string | undefined
    const reply = await inStaging(options, async (staging) => {
      const order = { kind: 'restore', primaryKey, restoreKeys, deadlineMs: DEADLINE_MS } as const
      const answer = await runChild(options, { staging, signal, order })
      if (answer.kind === 'restored') text = readText(join(staging, CACHED_FOLDER, FILE_NAME))
      return answer
    })
    if (text !== undefined) return { kind: 'found', text }
    return reply.kind === 'failed' ? reply : { kind: 'none' }
  }

  async function save(key: string, text: string): Promise<string | undefined> {
    if (!hasActionsCache(env)) return 'this runner has no Actions cache'
    const reply = await inStaging(options, (staging) => {
      writeFileSync(join(staging, CACHED_FOLDER, FILE_NAME), text)
      return runChild(options, { staging, signal, order: { kind: 'save', key, deadlineMs: DEADLINE_MS } })
    })
    if (reply.kind === 'saved') return undefined
    return reply.kind === 'failed' ? reply.reason : 'the cache service did not accept it'
  }

  return {
    load: (name) => load(`${prefixOf(name)}never`, [prefixOf(name)]),
    save: (name, text) => save(heldSaveKey(prefixOf(name), { runAttempt, epochMs: Date.now() }), text),
    async claim(name, text) {
      const key = claimKey(sha256Of, { bucketId, runId, name, runAttempt })
      if ((await save(key, text)) === undefined) return text
      const standing = await load(key, [])
      return standing.kind === 'found' ? standing.text : undefined
    },
    loadRelease: () => load(`${release}never`, [release]),
    saveRelease: (text) => save(heldSaveKey(release, { runAttempt, epochMs: Date.now() }), text),
  }
}

function readText(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats?.isFile() === true && stats.size <= MAX_HELD_SIZE_BYTES ? readFileSync(path, 'utf8') : undefined
}
