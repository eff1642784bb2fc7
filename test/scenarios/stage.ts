/** What most scenarios start with: an OSS server, an Actions cache, runners, files to publish. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { OssOptions } from '../../packages/oss-sandbox/src/options.ts'
import { type OssServer, SANDBOX_CREDENTIAL, startOss } from '../../packages/oss-sandbox/src/server.ts'
import { type ActionsCache, startActionsCache } from '../sandbox/actions-cache/actions-cache.ts'
import { createRunner, type Runner } from '../sandbox/runner/runner.ts'

export const BUCKET = 'release-bucket'
export const KIB = 1024
export const MIB = 1024 * 1024

export interface Stage {
  readonly oss: OssServer
  readonly cache: ActionsCache
  /** A fresh machine, gone with the stage. */
  runner(options?: Parameters<typeof createRunner>[0]): Promise<Runner>
  /** The inputs that every step needs, and those given. */
  inputs(more: Readonly<Record<string, string>>): Record<string, string>
  close(): Promise<void>
}

/** Opens the stage; close it at the end of the test. */
export async function openStage(options: OssOptions = {}): Promise<Stage> {
  const oss = await startOss({ buckets: [{ name: BUCKET, acl: 'public-read' }], ...options })
  const cache = await startActionsCache()
  const runners: Runner[] = []
  return {
    oss,
    cache,
    async runner(more = {}) {
      const runner = await createRunner({
        cache,
        schedule: { sigintMs: 7500, sigtermMs: 2500, outputMs: 5000 },
        ...more,
      })
      runners.push(runner)
      return runner
    },
    inputs: (more) => ({
      bucket: BUCKET,
      region: 'cn-hangzhou',
      endpoint: oss.endpoint,
      cname: 'true',
      'access-key-id': SANDBOX_CREDENTIAL.accessKeyId,
      'access-key-secret': SANDBOX_CREDENTIAL.accessKeySecret,
      ...more,
    }),
    async close() {
      for (const runner of runners) await runner.close()
      await cache.close()
      await oss.close()
    },
  }
}

/** @returns bytes that look random and are the same for the same seed. */
export function bytesOf(sizeBytes: number, seed = 'seed'): Buffer {
  const bytes = Buffer.alloc(sizeBytes)
  const block = 32
  for (let offset = 0, counter = 0; offset < sizeBytes; offset += block, counter += 1) {
    // One hash a 4 KiB page is random enough for digests, and quick.
    if (counter % 128 === 0) createHash('sha256').update(`${seed} ${counter}`).digest().copy(bytes, offset)
    else bytes.writeUInt32LE((counter * 2654435761) >>> 0, Math.min(offset, Math.max(0, sizeBytes - 4)))
  }
  return bytes
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, Buffer | string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}

/** @returns what a URL gives to anybody; throws unless it answers 200. */
export async function download(url: string): Promise<Buffer> {
  const response = await fetch(url)
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
