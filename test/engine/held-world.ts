/** What legs hold in a world, and the step that publishes or abandons it. */
import { randomUUID } from 'node:crypto'
import { loadYaml } from '../../src/adapters/feeds/load-yaml.ts'
import { nodeHashes } from '../../src/adapters/process/hashes.ts'
import { keyMatcher } from '../../src/core/naming/key-pattern.ts'
import type { HeldRecord } from '../../src/core/records/held.ts'
import type { HeldSource } from '../../src/core/records/held-sources.ts'
import type { HeldPorts, HeldSettings } from '../../src/jobs/publish-held.ts'
import type { UploadSettings } from '../../src/jobs/upload.ts'
import { createMemoryHeldCache } from './held-cache.ts'
import type { World } from './world.ts'

export const BUCKET_ID = 'bucket-id'

export type RecordSource = Extract<HeldSource, { readonly kind: 'record' }>

/** @returns every file of the world, held by one leg. */
export async function heldBy(world: World, more: Partial<UploadSettings> = {}): Promise<RecordSource> {
  const { held = [] } = await world.run({ hold: true, publish: 'hold', checksumsKey: 'SUMS', ...more })
  const record: HeldRecord = {
    ...{ bucket: BUCKET_ID, runId: '1', runAttempt: '1', name: 'leg', job: 'job', createdMs: 1 },
    objects: held,
  }
  return { kind: 'record', text: '', record }
}

/** @returns settings that publish what these sources hold. */
export function settingsOf(sources: readonly HeldSource[], more: Partial<HeldSettings> = {}): HeldSettings {
  return {
    ...{ sources, bucketId: BUCKET_ID, runId: '1', publishLast: [keyMatcher('latest.yml')] },
    ...{
      checksumsKey: undefined,
      headersOf: () => ({}),
      index: undefined,
      moving: undefined,
      madeKeys: [],
      dryRun: false,
      patterns: [],
      keyPrefix: '',
    },
    ...{ concurrency: { kind: 'fixed', limit: 4 }, giveUpAfterMs: 900_000, overwrite: 'always', ...more },
  }
}

/** @returns the world as the step that publishes reaches it; its log is the world's. */
export function portsOf(world: World, more: Partial<HeldPorts> = {}): HeldPorts {
  const keep = (text: string) => void world.log.push(text)
  return {
    ...{ store: world.store, files: world.disk, clock: world.clock, hashes: nodeHashes, run: '1.2' },
    signing: { prepare: async () => {}, correctClock() {}, canRefresh: false },
    reporter: { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep },
    signal: new AbortController().signal,
    checkpoints: world.checkpoints(),
    records: createMemoryHeldCache(),
    yaml: loadYaml,
    onRelease() {},
    async scratch(content) {
      const name = `scratch-${randomUUID()}`
      world.disk.write(name, Buffer.from(content as Uint8Array))
      return name
    },
    ...more,
  }
}
