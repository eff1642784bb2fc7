/** Makes runs of shared bytes fit into parts: no part but a file's last may be smaller than OSS allows. */
import { MIN_PART_SIZE_BYTES } from '../bytes/parts.ts'
import type { SharedRun } from './shared-runs.ts'

/**
 * @param runs in the order of the file, none overlapping, each of at least 100 KB
 * @returns runs, each of at least 100 KB still, with gaps of 0 or at least 100 KB. For a smaller gap more is sent: the runs beside it become
 *     shorter, or the smaller of them is left out.
 */
export function fitRuns(runs: readonly SharedRun[]): readonly SharedRun[] {
  const fitted: SharedRun[] = []
  for (const run of runs) {
    const before = fitted.at(-1)
    const missing = missingBytes(run.startBytes - (before?.endBytes ?? 0))
    if (missing === 0) {
      fitted.push(run)
    } else if (missing <= spareBytes(run)) {
      fitted.push(withoutStart(run, missing))
    } else if (before !== undefined && missing <= spareBytes(before) + spareBytes(run)) {
      fitted[fitted.length - 1] = { ...before, endBytes: before.endBytes - (missing - spareBytes(run)) }
      fitted.push(withoutStart(run, spareBytes(run)))
    } else if (before !== undefined && sizeOf(before) < sizeOf(run)) {
      // The bytes that are sent instead are large enough.
      fitted[fitted.length - 1] = run
    }
  }
  return fitted
}

function missingBytes(gapBytes: number): number {
  return gapBytes === 0 ? 0 : Math.max(0, MIN_PART_SIZE_BYTES - gapBytes)
}

function spareBytes(run: SharedRun): number {
  return sizeOf(run) - MIN_PART_SIZE_BYTES
}

function sizeOf({ startBytes, endBytes }: SharedRun): number {
  return endBytes - startBytes
}

function withoutStart(run: SharedRun, bytes: number): SharedRun {
  return { ...run, startBytes: run.startBytes + bytes, sourceStartBytes: run.sourceStartBytes + bytes }
}
