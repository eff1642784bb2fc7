/** What costs are measured in: a server that costs little, in a process of its own, and a folder for files. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CA_FILE } from '../sandbox/net/certificates.ts'
import { type Measured, measure } from './measured-process.ts'
import { actionEnvironment, BUCKET } from './scene.ts'
import { PEERS } from './section.ts'

export interface PlainScene {
  readonly folder: string
  /** Runs dist/ on these files of the folder. */
  own(path: string, inputs?: Readonly<Record<string, string>>): Promise<Measured>
  /** Puts one file over bare connections. */
  raw(path: string, options: { readonly partBytes: number; readonly connections: number }): Promise<Measured>
  /** Puts what is below a folder over bare connections. */
  rawSmall(folder: string): Promise<Measured>
  /** Has ali-oss send what is below a folder. */
  aliOss(folder: string, options?: { readonly parallel: number }): Promise<Measured>
  close(): Promise<void>
}

export interface PlainSceneOptions {
  readonly protocol?: 'http' | 'https'
  /** A free one unless set. */
  readonly port?: number
  /** What stands before the command of every process. */
  readonly prefix?: readonly string[]
}

const SERVER = fileURLToPath(new URL('./plain-oss.ts', import.meta.url))
const ENTRY = fileURLToPath(new URL('../../dist/main/index.js', import.meta.url))

/** Opens a scene; close it afterwards. */
export async function openPlainScene({
  protocol = 'http',
  port = 0,
  prefix = [],
}: PlainSceneOptions = {}): Promise<PlainScene> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const [command = process.execPath, ...args] = [...prefix, process.execPath, SERVER, protocol, String(port)]
  const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const endpoint = await firstLine(server)
  const trust = { NODE_EXTRA_CA_CERTS: CA_FILE }
  const peer = (entry: string, options: object) =>
    measure({
      entry,
      prefix,
      cwd: folder,
      env: trust,
      args: [JSON.stringify({ endpoint, bucket: BUCKET, ...options })],
    })
  return {
    folder,
    own(path, inputs = {}) {
      const env = actionEnvironment({ endpoint, folder, inputs: { path, 'check-public': 'false', ...inputs } })
      return measure({ entry: ENTRY, prefix, cwd: folder, env: { ...env, ...trust } })
    },
    raw: (path, options) => peer(PEERS.raw, { path: join(folder, path), ...options }),
    rawSmall: (path) => peer(PEERS.rawSmall, { folder: join(folder, path) }),
    aliOss: (path, options = { parallel: 5 }) => peer(PEERS.aliOss, { folder: join(folder, path), ...options }),
    async close() {
      server.stdin?.end()
      server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()))
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}
