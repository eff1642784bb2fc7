/** Everything that an attempt reaches, in memory: attempts follow one another in it as they do on one machine. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { uploadPhasesOf } from '../../src/action/upload-phases.ts'
import { createCheckpointFiles } from '../../src/adapters/disk/checkpoint-files.ts'
import { loadYaml } from '../../src/adapters/feeds/load-yaml.ts'
import { nodeHashes } from '../../src/adapters/process/hashes.ts'
import type { RunResult } from '../../src/engine/publish/run-result.ts'
import { runUpload, type UploadPorts, type UploadSettings } from '../../src/jobs/upload.ts'
import type { CheckpointCache, CheckpointStore, Reporter } from '../../src/ports.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'

export const PART_BYTES = 100 * 1024

export interface World {
  readonly store: MemoryStore
  readonly disk: MemoryDisk
  readonly clock: FakeClock
  /** All that was logged. */
  readonly log: string[]
  /** When, in the clock's time, the records were saved to the cache. */
  readonly savesMs: number[]
  /** Names of the records on this machine. */
  records(): readonly string[]
  /** Cancels the attempt under way. */
  cancel(): void
  run(more?: Partial<UploadSettings>, ports?: Partial<UploadPorts>): Promise<RunResult>
  /** Another store of records, for ports. */
  checkpoints(): CheckpointStore
}

const SETTINGS: UploadSettings = {
  match: {
    lines: [{ pattern: '**', mapping: undefined, excludes: [] }],
    includeHiddenFiles: false,
    followSymbolicLinks: true,
    layout: 'pattern-root',
    keyPrefix: '',
    reservedKeys: [],
  },
  ifNoFilesFound: 'error',
  partSize: { kind: 'fixed', sizeBytes: PART_BYTES },
  concurrency: { kind: 'fixed', limit: 4 },
  giveUpAfterMs: 900_000,
  overwrite: 'always',
  publish: 'together',
  publishLast: [],
  checksumsKey: undefined,
  index: undefined,
  dryRun: false,
  hold: false,
  shard: undefined,
  keepsCheckpoints: true,
  where: 'oss://bucket/',
  patterns: [],
  keyPrefix: '',
  moving: undefined,
  headersOf: () => ({ 'content-type': 'application/octet-stream' }),
}

/** @returns a world with these files; what it leaves on disk goes with the test. */
export function createWorld(files: Readonly<Record<string, Buffer>>): World {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'))
  const clock = createFakeClock()
  const log: string[] = []
  const savesMs: number[] = []
  let cancelling = new AbortController()
  onTestFinished(() => {
    clock.end()
    rmSync(folder, { recursive: true })
  })
  const cache: CheckpointCache = {
    isThere: true,
    restore: async () => {},
    async save() {
      savesMs.push(clock.nowMs())
      return true
    },
    close() {},
  }
  const world: World = {
    store: createMemoryStore(),
    disk: createMemoryDisk(files),
    ...{ clock, log, savesMs },
    records: () => readdirSync(folder),
    cancel: () => cancelling.abort(new Error('cancelled')),
    checkpoints: () =>
      createCheckpointFiles({
        bucket: 'bucket',
        region: 'cn-hangzhou',
        folder,
        restoredFolder: undefined,
        onWriteFailure: (error) => log.push(`records: ${String(error)}`),
      }),
    async run(more = {}, ports = {}) {
      cancelling = new AbortController()
      return runUpload(uploadPhasesOf({ ...SETTINGS, ...more }), {
        ...{ store: world.store, files: world.disk, clock, reporter: reporterTo(log), hashes: nodeHashes },
        signing: { prepare: async () => {}, correctClock() {}, canRefresh: false },
        ...{ signal: cancelling.signal, run: '1.1', scratch: async () => 'unused', yaml: loadYaml },
        openCheckpoints: () => ({ checkpoints: world.checkpoints(), cache }),
        ...ports,
      })
    },
  }
  return world
}

function reporterTo(log: string[]): Reporter {
  const keep = (text: string) => void log.push(text)
  return {
    info: keep,
    debug: keep,
    notice: keep,
    warning: keep,
    error: keep,
    group: (title, lines) => void log.push(title, ...lines),
  }
}

/** @returns different bytes at every place. */
export function bytesOf(sizeBytes: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(sizeBytes)
  let state = seed >>> 0
  for (let index = 0; index < sizeBytes; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}
