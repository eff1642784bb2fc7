/** The log's lines about plan and progress. Pure text. */
import { formatLimitation, type Limitation } from '../link/limitation.ts'
import { countRequests, type PlannedObject } from '../plan/plan.ts'
import { formatDuration, formatSize, plural } from '../text/quantities.ts'
import { singleLine } from '../text/text.ts'

const MAX_PLAN_LINES = 60

/** @returns the plan's title and a line for each object; long lists are cut with their count. */
export function formatPlan(
  objects: readonly PlannedObject[],
  { where, checksumsKey }: { readonly where: string; readonly checksumsKey: string | undefined },
): { readonly title: string; readonly lines: readonly string[] } {
  const totalBytes = objects.reduce((sum, { file }) => sum + file.sizeBytes, 0)
  const title = `Plan: ${plural(objects.length, 'file')}, ${formatSize(totalBytes)} → ${where}`
  const lines = objects.slice(0, MAX_PLAN_LINES).map(formatObject)
  const rest = objects.length - lines.length
  const more = rest > 0 ? [`and ${plural(rest, 'more file')}`] : []
  const sums = checksumsKey === undefined ? [] : [`their SHA-256 → ${singleLine(checksumsKey, 200)}`]
  return { title, lines: [...lines, ...more, ...sums] }
}

function formatObject(object: PlannedObject): string {
  const { file } = object
  return `${singleLine(file.displayPath, 150)} → ${singleLine(file.key, 200)} (${formatSize(file.sizeBytes)}, ${formatWork(object)})`
}

function formatWork(object: PlannedObject): string {
  switch (object.kind) {
    case 'present':
      return object.by === 'resumed' ? 'published by an earlier attempt' : 'unchanged'
    case 'put':
      return 'one request'
    case 'copy':
      if (object.standing !== undefined) return 'its bytes are there, its version changes'
      return `copied from ${singleLine(object.fromKey, 200)}`
    case 'multipart': {
      const parts = `${plural(countRequests(object), 'part')} of ${formatSize(object.partSizeBytes)}`
      return object.checkpoints.length > 0 ? 'continues an earlier upload' : parts
    }
  }
}

interface ProgressFacts {
  readonly totalBytes: number
  readonly doneBytes: number
  /** Recent bytes per second. */
  readonly bytesPerSecond: number
  /** Bytes that were handed to the connections and are not acknowledged by OSS yet. */
  readonly onTheWayBytes: number
  /** Bytes that were copied inside OSS, and those that are still to be. */
  readonly reusedBytes: number
  readonly copyingBytes: number
  readonly connections: number
  readonly retries: number
  /** Why a request was last sent again; undefined where none was. */
  readonly lastFailure: string | undefined
  readonly limitation: Limitation | undefined
}

/** @returns one progress line. */
export function formatProgress(facts: ProgressFacts): string {
  const { totalBytes, doneBytes, bytesPerSecond, connections, retries, limitation, reusedBytes, copyingBytes } = facts
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * doneBytes) / totalBytes)
  const parts = [
    `${String(percent).padStart(3)} %`,
    `${formatSize(doneBytes)} of ${formatSize(totalBytes)}`,
    `${formatSize(Math.round(bytesPerSecond))}/s`,
    outlook(facts),
    plural(connections, 'connection'),
  ]
  if (copyingBytes > 0)
    parts.push(`${formatSize(reusedBytes)} of ${formatSize(reusedBytes + copyingBytes)} copied inside OSS`)
  else if (reusedBytes > 0) parts.push(`${formatSize(reusedBytes)} copied inside OSS`)
  if (limitation !== undefined) parts.push(formatLimitation(limitation))
  if (retries > 0) parts.push(plural(retries, 'retry').replace('retrys', 'retries'))
  return parts.join(' · ')
}

function outlook(facts: ProgressFacts): string {
  const { totalBytes, doneBytes, copyingBytes, bytesPerSecond, onTheWayBytes, lastFailure } = facts
  const leftBytes = totalBytes - doneBytes - copyingBytes
  if (leftBytes <= 0) return copyingBytes > 0 ? 'waiting for copies' : 'publishing'
  if (bytesPerSecond > 0) return `${formatDuration((leftBytes * 1000) / bytesPerSecond)} left`
  if (onTheWayBytes > 0) return `${formatSize(onTheWayBytes)} on the way`
  return lastFailure === undefined ? 'waiting for OSS' : `waiting for OSS (${singleLine(lastFailure, 150)})`
}
