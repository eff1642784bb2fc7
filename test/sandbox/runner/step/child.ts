import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { interrupt, interruptFlags, interruptPipe } from './interrupts.ts'
import { sendSignal } from './processes.ts'

/** How long the runner waits for each step of a cancellation. */
export interface CancelSchedule {
  /** From SIGINT to SIGTERM. */
  readonly sigintMs: number
  /** From SIGTERM to SIGKILL. */
  readonly sigtermMs: number
  /** From the process's end until its output counts as closed, even if a grandchild has it open. */
  readonly outputMs: number
}

/** The real runner's. */
export const runnerSchedule: CancelSchedule = { sigintMs: 7500, sigtermMs: 2500, outputMs: 5000 }

export interface ChildEnd {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** Only if requested and the process ended by itself. */
  readonly peakRssBytes: number | undefined
}

export interface Child {
  readonly pid: number
  readonly done: Promise<ChildEnd>
  hasEnded(): boolean
  /** Returns false if the process has ended. On Windows SIGINT is Ctrl-C, SIGTERM is Ctrl-Break. */
  kill(signal: NodeJS.Signals): boolean
  /** SIGINT, then SIGTERM, then SIGKILL (on Windows Ctrl-C, Ctrl-Break and the end), each if the one before did not end it; resolves at its end. */
  cancel(): Promise<void>
}

/** Under scripts/coverage.ts the coverage of the child is recorded, too. */
const { NODE_V8_COVERAGE } = process.env
const measuring = NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE }

/** Runs a script on the same Node, in its own process group, without this process's environment. */
export function startChild(what: {
  readonly script: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly schedule: CancelSchedule
  readonly measureMemory: boolean
  readonly onLine: (line: string) => void
}): Child {
  const flags = [...interruptFlags, ...(what.measureMemory ? ['--import', reportMemory] : [])]
  const child = spawn(process.execPath, [...flags, what.script], {
    cwd: what.cwd,
    env: { ...what.env, ...measuring },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', what.measureMemory ? 'pipe' : 'ignore', interruptPipe],
  })
  const { pid, stdout, stderr } = child
  if (pid === undefined || !stdout || !stderr) throw new Error(`cannot start ${what.script}`)
  const out = collect(stdout, what.onLine)
  const err = collect(stderr, what.onLine)
  const memory = what.measureMemory ? collect(child.stdio[3] as Readable, () => {}) : undefined
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const closed = once(child, 'close')

  async function end(): Promise<ChildEnd> {
    const [exitCode, signal] = await exited
    await settledWithin(closed, what.schedule.outputMs)
    for (const stream of child.stdio) stream?.destroy()
    const peak = Number(memory?.() ?? 0)
    return { exitCode, signal, stdout: out(), stderr: err(), peakRssBytes: peak > 0 ? peak : undefined }
  }

  return {
    pid,
    done: end(),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal) =>
      signal === 'SIGINT' || signal === 'SIGTERM' ? interrupt(child, signal) : sendSignal(pid, signal),
    async cancel() {
      interrupt(child, 'SIGINT')
      if (await settledWithin(exited, what.schedule.sigintMs)) return
      interrupt(child, 'SIGTERM')
      if (await settledWithin(exited, what.schedule.sigtermMs)) return
      sendSignal(pid, 'SIGKILL')
      await exited
    },
  }
}

// Writes the peak to a pipe that only this process has: neither its output nor its environment changes.
const reportMemory = `data:text/javascript,${encodeURIComponent(`import { writeSync } from 'node:fs'
process.on('exit', () => { try { writeSync(3, String(process.resourceUsage().maxRSS * 1024)) } catch {} })`)}`

/** Splits a stream into lines at LF, CR LF and, as the runner does, at a lone CR; returns a reader of all text so far. */
function collect(stream: Readable, onLine: (line: string) => void): () => string {
  const decoder = new StringDecoder('utf8')
  let text = ''
  let rest = ''
  const take = (piece: string): void => {
    text += piece
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
  stream.on('data', (bytes: Buffer) => take(decoder.write(bytes)))
  stream.on('close', () => {
    take(decoder.end())
    if (rest !== '') onLine(rest.replace(/\r$/, ''))
    rest = ''
  })
  return () => text
}

async function settledWithin(promise: Promise<unknown>, delayMs: number): Promise<boolean> {
  const timer = Promise.withResolvers<boolean>()
  const timeout = setTimeout(() => timer.resolve(false), delayMs)
  const settled = await Promise.race([promise.then(() => true), timer.promise])
  clearTimeout(timeout)
  return settled
}
