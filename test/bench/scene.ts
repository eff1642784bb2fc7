/** What a bench runs in: an OSS server that throws bodies away, a link before it, and a folder for files; each server in its own process. */
import { closeSync, fsyncSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RemoteOss, spawnOss } from '../../packages/oss-sandbox/src/connect.ts'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import type { LinkConditions } from '../sandbox/link/link.ts'
import { type RemoteLink, startLinkProcess } from '../sandbox/link/link-control.ts'
import { type Measured, measure } from './measured-process.ts'

export const BUCKET = 'bench-bucket'
export const MIB = 1024 ** 2

export interface SceneOptions {
  /** What lies before the server; nothing unless given. */
  readonly link?: LinkConditions
  /** More requests than this at once are answered 503. */
  readonly maxInFlight?: number
  /** Where bodies go; nowhere unless given. */
  readonly storage?: 'memory'
  /** Whether ETags are MD5s, as copies have to have; else computing none leaves the machine to the client. */
  readonly digests?: boolean
}

export interface Scene {
  /** Where clients send requests to. */
  readonly endpoint: string
  readonly oss: RemoteOss
  readonly link: RemoteLink | undefined
  readonly folder: string
  /**
   * Runs dist/ as a runner would, with these inputs and those that every run needs.
   * @param env what the step has besides
   */
  upload(inputs: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>): Promise<Measured>
  close(): Promise<void>
}

const ENTRY = fileURLToPath(new URL('../../dist/main/index.js', import.meta.url))

/** Opens a scene; close it afterwards. */
export async function openScene({
  link: conditions,
  maxInFlight,
  storage,
  digests = false,
}: SceneOptions = {}): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const oss = await spawnOss({
    buckets: [{ name: BUCKET, acl: 'public-read-write' }],
    storage: storage ?? 'discard',
    digests,
    crc64Module: new URL('../../src/core/bytes/crc64.ts', import.meta.url).href,
  })
  if (maxInFlight !== undefined) await oss.setMaxInFlight(maxInFlight)
  const target = { host: '127.0.0.1', port: oss.port }
  const link = conditions === undefined ? undefined : await startLinkProcess({ ...conditions, target })
  const endpoint = link?.endpoint ?? oss.endpoint
  return {
    ...{ endpoint, oss, link, folder },
    upload: (inputs, env = {}) =>
      measure({ entry: ENTRY, cwd: folder, env: { ...actionEnvironment({ endpoint, folder, inputs }), ...env } }),
    async close() {
      await link?.close()
      await oss.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** @returns what a runner would set for a step of this action: these inputs, and those that every run needs. */
export function actionEnvironment({
  endpoint,
  folder,
  inputs,
}: {
  readonly endpoint: string
  readonly folder: string
  readonly inputs: Readonly<Record<string, string>>
}): Record<string, string> {
  const all: Readonly<Record<string, string>> = {
    bucket: BUCKET,
    region: 'cn-hangzhou',
    endpoint,
    cname: 'true',
    'access-key-id': SANDBOX_CREDENTIAL.accessKeyId,
    'access-key-secret': SANDBOX_CREDENTIAL.accessKeySecret,
    ...inputs,
  }
  const named = Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value])
  return { ...Object.fromEntries(named), RUNNER_TEMP: join(folder, 'runner-temp'), GITHUB_WORKSPACE: folder }
}

/** Writes a file of so many bytes; `sparse` ones are all holes and take no space. */
export function makeFile(path: string, sizeBytes: number, kind: 'sparse' | 'written'): void {
  mkdirSync(dirname(path), { recursive: true })
  const descriptor = openSync(path, 'w')
  try {
    if (kind === 'sparse') ftruncateSync(descriptor, sizeBytes)
    else fill(descriptor, sizeBytes)
  } finally {
    closeSync(descriptor)
  }
}

function fill(descriptor: number, sizeBytes: number): void {
  const block = Buffer.alloc(Math.min(sizeBytes, MIB))
  for (let index = 0; index < block.length; index += 1) block[index] = (index * 2654435761) >>> 13
  for (let left = sizeBytes; left > 0; left -= block.length)
    writeSync(descriptor, block, 0, Math.min(left, block.length))
  // What is measured next must not wait for this to reach the disk.
  fsyncSync(descriptor)
}
