/** Runs a Node program in a process of its own, and tells what that cost. */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Measured {
  readonly wallMs: number
  /** User and system time of the whole process, start-up included. */
  readonly cpuSeconds: number
  readonly peakBytes: number
  readonly output: string
}

export interface Program {
  readonly entry: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd: string
  /** What stands before the command, where it is to run in another network. */
  readonly prefix?: readonly string[]
}

const USAGE = fileURLToPath(new URL('./usage.ts', import.meta.url))
let runs = 0

/** @returns what the program used and printed. Throws with its output where it fails. */
export async function measure({ entry, args = [], env = {}, cwd, prefix = [] }: Program): Promise<Measured> {
  runs += 1
  const usagePath = join(cwd, `usage-${process.pid}-${runs}.json`)
  const startedMs = performance.now()
  const whole = [...prefix, process.execPath, '--disable-warning=DEP0169', '--import', USAGE, entry, ...args]
  const [command = process.execPath, ...rest] = whole
  const child = spawn(command, rest, {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env, BENCH_USAGE: usagePath },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pieces: Buffer[] = []
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
  child.stderr.on('data', (piece: Buffer) => pieces.push(piece))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const wallMs = performance.now() - startedMs
  const output = Buffer.concat(pieces).toString()
  if (code !== 0) throw new Error(`${entry} ended with ${code}:\n${output}`)
  const usage = JSON.parse(readFileSync(usagePath, 'utf8')) as NodeJS.ResourceUsage
  rmSync(usagePath)
  return {
    wallMs,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    peakBytes: usage.maxRSS * 1024,
    output,
  }
}
