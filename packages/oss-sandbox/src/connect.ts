import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ControlCalls } from './control.ts'
import type { OssOptions } from './options.ts'

/** The control calls of a server in another process. */
export type OssControl = {
  readonly [Name in keyof ControlCalls]: (
    ...args: Parameters<ControlCalls[Name]>
  ) => Promise<Awaited<ReturnType<ControlCalls[Name]>>>
}

/** A server in another process: where it listens, and its control calls. */
export interface RemoteOss extends OssControl {
  readonly port: number
  readonly endpoint: string
  readonly ipEndpoint: string
  /** The URL for connectOss in yet another process. */
  readonly control: string
  /** The server's process, if this process started it. */
  readonly pid: number | undefined
}

const CALLS: Readonly<Record<keyof ControlCalls, true>> = {
  addFault: true,
  removeFault: true,
  clearFaults: true,
  releaseStalls: true,
  requests: true,
  counters: true,
  waitFor: true,
  object: true,
  objectBytes: true,
  versions: true,
  objects: true,
  uploads: true,
  putObject: true,
  removeObject: true,
  addBucket: true,
  setBucket: true,
  setStorageClass: true,
  abortUpload: true,
  replacePart: true,
  removePart: true,
  setClockOffsetMs: true,
  setMaxInFlight: true,
  setCredential: true,
  removeCredential: true,
  reset: true,
  close: true,
}

/** Controls the server with this control URL; a call rejects with the server's error message. */
export function connectOss(controlUrl: string): OssControl {
  const calls = Object.keys(CALLS).map((name) => [name, (argument?: unknown) => call(controlUrl, name, argument)])
  return Object.fromEntries(calls) as OssControl
}

async function call(controlUrl: string, name: string, argument: unknown): Promise<unknown> {
  const init = { method: 'POST', ...(argument === undefined ? {} : { body: JSON.stringify(argument) }) }
  const response = await fetch(`${controlUrl}/${name}`, init)
  const { result, error } = (await response.json()) as { readonly result?: unknown; readonly error?: string }
  if (error !== undefined) throw new Error(`sandbox OSS, ${name}: ${error}`)
  return result
}

/** Starts a server in its own process, which ends with this one at the latest. */
export async function spawnOss(options: OssOptions = {}): Promise<RemoteOss> {
  const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))
  const args = ['--disable-warning=ExperimentalWarning', cli, '--with-parent', '--options', JSON.stringify(options)]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const place = await firstLine(child)
  const control = connectOss(place.control)
  const close = async () => {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    await control.close()
    await ended
  }
  return { ...control, ...place, pid: child.pid, close }
}

type Place = Pick<RemoteOss, 'port' | 'endpoint' | 'ipEndpoint' | 'control'>

function firstLine(child: ChildProcess): Promise<Place> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the sandbox OSS server ended with code ${code}`)))
    if (child.stdout !== null) createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line) as Place))
  })
}
