import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { isWindows } from './system.ts'

/**
 * The processes whose environment has the job's RUNNER_TRACKING_ID: every descendant, also detached ones,
 * as the runner finds them at the end of a job. Empty on Windows, where reading another process's environment needs native code.
 */
export function findTracked(trackingId: string): readonly number[] {
  const wanted = `RUNNER_TRACKING_ID=${trackingId}`
  if (process.platform === 'darwin')
    return listWithEnvironment().flatMap(([pid, line]) => (line.includes(wanted) ? [pid] : []))
  return listProcesses().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(wanted)
    } catch {
      return false
    }
  })
}

/**
 * Kills every tracked process and returns their IDs; resolves once none is left. On Windows: those of running steps, with their descendants.
 * @param running the processes of steps that have not ended
 */
export async function killTracked(trackingId: string, running: readonly number[]): Promise<readonly number[]> {
  if (isWindows) {
    for (const pid of running) endTree(pid)
    return running
  }
  const killed = new Set<number>()
  for (;;) {
    const alive = findTracked(trackingId)
    if (alive.length === 0) return [...killed]
    for (const pid of alive) {
      killed.add(pid)
      sendSignal(pid, 'SIGKILL')
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Sends a signal; returns false if the process has ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** The peak memory of a running process (VmHWM); undefined if it has ended, or not on Linux. */
export function readPeakRssBytes(pid: number): number | undefined {
  try {
    const match = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return match ? Number(match[1]) * 1024 : undefined
  } catch {
    return undefined
  }
}

function endTree(pid: number): void {
  spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' })
  // There is no taskkill.
  sendSignal(pid, 'SIGKILL')
}

/** The processes of macOS, each with its command line and environment in one line. */
function listWithEnvironment(): readonly (readonly [pid: number, line: string])[] {
  const { stdout } = spawnSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], { encoding: 'utf8' })
  return stdout.split('\n').map((line) => [Number.parseInt(line, 10), line])
}

function listProcesses(): readonly number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0)
  } catch {
    return []
  }
}
