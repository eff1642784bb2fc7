/** Records of what legs hold, in the Actions cache under the exact name of run and leg. */
import { lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MAX_HELD_SIZE_BYTES } from '../../core/records/held.ts'
import { heldPrefix, heldSaveKey } from '../../core/records/names.ts'
import type { HeldRecordsPort } from '../../ports.ts'
import { nodeHashes } from '../process/hashes.ts'
import { CACHED_FOLDER, type CacheCaller, hasActionsCache, inStaging, runChild } from './cache-child.ts'

const DEADLINE_MS = 60_000
const FILE_NAME = 'held.json'

export interface HeldCacheOptions extends CacheCaller {
  /** SHA-256 of region and bucket. */
  readonly bucketId: string
  readonly runId: string
  readonly runAttempt: string
  /** Ends what is under way. */
  readonly signal: AbortSignal
}

/** @returns the records of this run. No method throws: who needs a record that is not there says so. */
export function createHeldCache(options: HeldCacheOptions): HeldRecordsPort {
  const { bucketId, runId, runAttempt, env, signal } = options
  const prefix = (name: string) => heldPrefix(nodeHashes.sha256Of, { bucketId, runId, name })
  return {
    async load(name) {
      if (!hasActionsCache(env)) return undefined
      let text: string | undefined
      await inStaging(options, async (staging) => {
        const primaryKey = `${prefix(name)}never`
        const answer = await runChild(options, {
          staging,
          signal,
          order: { kind: 'restore', primaryKey, restoreKeys: [prefix(name)], deadlineMs: DEADLINE_MS },
        })
        if (answer.kind === 'restored') text = readText(join(staging, CACHED_FOLDER, FILE_NAME))
        return answer
      })
      return text
    },
    async save(name, text) {
      if (!hasActionsCache(env)) return 'this runner has no Actions cache'
      const key = heldSaveKey(prefix(name), { runAttempt, epochMs: Date.now() })
      const reply = await inStaging(options, (staging) => {
        writeFileSync(join(staging, CACHED_FOLDER, FILE_NAME), text)
        return runChild(options, { staging, signal, order: { kind: 'save', key, deadlineMs: DEADLINE_MS } })
      })
      if (reply.kind === 'saved') return undefined
      return reply.kind === 'failed' ? reply.reason : 'the cache service did not take it'
    },
  }
}

function readText(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats?.isFile() === true && stats.size <= MAX_HELD_SIZE_BYTES ? readFileSync(path, 'utf8') : undefined
}
