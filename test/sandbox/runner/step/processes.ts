import { readdirSync, readFileSync } from 'node:fs'

/**
 * The processes whose environment carries the job's RUNNER_TRACKING_ID: every descendant, however far it detached itself,
 * as the runner finds them at the end of a job. Linux only; empty elsewhere.
 */
export function findTracked(trackingId: string): readonly number[] {
  const wanted = `RUNNER_TRACKING_ID=${trackingId}`
  return listProcesses().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(wanted)
    } catch {
      return false
    }
  })
}

/** Kills every tracked process and returns their ids; settles once none is left. */
export async function killTracked(trackingId: string): Promise<readonly number[]> {
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

/** Sends a signal; false if the process is gone. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** The most memory that a living process has held so far (VmHWM); undefined if it is gone, or not on Linux. */
export function readPeakRssBytes(pid: number): number | undefined {
  try {
    const match = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return match ? Number(match[1]) * 1024 : undefined
  } catch {
    return undefined
  }
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
