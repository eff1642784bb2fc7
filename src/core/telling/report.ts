/** The log's lines about plan and progress. Pure text. */
import { countParts } from '../bytes/parts.ts'
import { formatLimitation, type Limitation } from '../link/limitation.ts'
import type { PlannedObject } from '../plan/plan.ts'
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
      if (object.checkpoints.length > 0) return 'continues an earlier upload'
      return object.mayJoin === true ? 'in parts' : formatParts(object)
    }
  }
}

/** @returns the parts of a file in words: `3 parts of 1.0 MiB`, or `parts` where their number is found while they are sent. */
export function formatParts({
  file,
  partSizeBytes,
  mayJoin,
}: Pick<Extract<PlannedObject, { readonly kind: 'multipart' }>, 'file' | 'partSizeBytes' | 'mayJoin'>): string {
  if (mayJoin === true) return 'parts'
  return `${plural(countParts(file.sizeBytes, partSizeBytes), 'part')} of ${formatSize(partSizeBytes)}`
}

/** OSS; a disk that is slow to answer; files that are read; the place from which files are fetched. */
export type Awaited = 'service' | 'disk' | 'files' | 'source'

export interface ProgressFacts {
  /** Undefined until it is known what is to be sent. */
  readonly totalBytes: number | undefined
  readonly doneBytes: number
  /** Recent bytes per second; undefined where nobody can tell. */
  readonly bytesPerSecond: number | undefined
  /** About so many bytes have arrived and are not acknowledged yet. */
  readonly arrivedBytes: number
  /** Whether anything has moved since the line before. */
  readonly isMoving: boolean
  /** What is waited for; undefined where nothing is. */
  readonly awaited: Awaited | undefined
  /** Bytes that were handed to the connections and are not acknowledged by OSS yet. */
  readonly onTheWayBytes: number
  /** Bytes that were copied inside OSS, and those that are still to be. */
  readonly reusedBytes: number
  readonly copyingBytes: number
  readonly connections: number
  readonly retries: number
  /** Why a request was last sent again; undefined where none was, or others got through since. */
  readonly lastFailure: string | undefined
  readonly limitation: Limitation | undefined
}

/** @returns one progress line. */
export function formatProgress(facts: ProgressFacts): string {
  const { connections, retries, limitation, reusedBytes, copyingBytes } = facts
  const parts = [...howFar(facts), plural(connections, 'connection')]
  if (copyingBytes > 0)
    parts.push(`${formatSize(reusedBytes)} of ${formatSize(reusedBytes + copyingBytes)} copied inside OSS`)
  else if (reusedBytes > 0) parts.push(`${formatSize(reusedBytes)} copied inside OSS`)
  if (limitation !== undefined) parts.push(formatLimitation(limitation))
  if (retries > 0) parts.push(plural(retries, 'retry').replace('retrys', 'retries'))
  return parts.join(' · ')
}

function howFar(facts: ProgressFacts): readonly string[] {
  const { totalBytes, doneBytes, bytesPerSecond } = facts
  if (totalBytes === undefined) return ['planning', ...waiting(facts)]
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * doneBytes) / totalBytes)
  return [
    `${String(percent).padStart(3)} %`,
    `${formatSize(doneBytes)} of ${formatSize(totalBytes)}`,
    ...(bytesPerSecond === undefined ? [] : [`${formatSize(Math.round(bytesPerSecond))}/s`]),
    ...outlook(facts, totalBytes),
  ]
}

function outlook(facts: ProgressFacts, totalBytes: number): readonly string[] {
  const { doneBytes, copyingBytes, bytesPerSecond = 0, isMoving, onTheWayBytes, awaited, lastFailure } = facts
  const leftBytes = totalBytes - doneBytes - copyingBytes
  if (leftBytes <= 0) return [`${copyingBytes > 0 ? 'waiting for copies' : 'publishing'}${because(lastFailure)}`]
  // A rate that is shown as 0 foretells nothing.
  const leftMs = ((leftBytes - facts.arrivedBytes) * 1000) / bytesPerSecond
  if (Math.round(bytesPerSecond) > 0 && isMoving && leftMs > 0) return [`${formatDuration(leftMs)} left`]
  if (onTheWayBytes > 0 && awaited !== 'disk') return [`${formatSize(onTheWayBytes)} on the way`]
  return waiting(facts)
}

function waiting({ awaited, lastFailure }: ProgressFacts): readonly string[] {
  switch (awaited) {
    case 'service':
      return [`waiting for OSS${because(lastFailure)}`]
    case 'disk':
      return ['waiting for the disk']
    case 'files':
      return ['reading files']
    case 'source':
      return ['fetching files']
    case undefined:
      return []
  }
}

function because(failure: string | undefined): string {
  return failure === undefined ? '' : ` (${singleLine(failure, 150)})`
}
