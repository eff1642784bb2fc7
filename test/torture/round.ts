/** What a round under way knows of itself. */

import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import type { Link } from '../sandbox/link/link.ts'
import type { Runner } from '../sandbox/runner/runner.ts'
import type { Stage } from '../scenarios/stage.ts'
import type { AttemptRecords } from './ledger.ts'
import type { EndKind, RoundPlan } from './plan-round.ts'
import type { ReuseRound } from './reuse/reuse-round.ts'

export interface Round {
  readonly plan: RoundPlan
  /** Folder of the action that is tried. */
  readonly action: string
  readonly stage: Stage
  /** Between the action and the server, where the round breaks connections. */
  readonly link: Link | undefined
  /** The bytes of each file as they are now. */
  readonly contents: Map<string, Buffer>
  /** All bytes that each file ever had. */
  readonly versions: Map<string, Buffer[]>
  readonly attempts: { -readonly [Name in keyof AttemptRecords]: AttemptRecords[Name] }[]
  /** Upload IDs of which no machine and no cache entry has a record any more. */
  readonly lostUploads: Set<string>
  /** Uploads that a fault ended. */
  readonly abortedUploads: Set<string>
  /** Uploads to which somebody else wrote, and of which OSS tells nothing. */
  readonly unclearUploads: Set<string>
  readonly changedParts: Set<string>
  readonly changedKeys: Set<string>
  readonly ends: EndKind[]
  readonly violations: string[]
  /** Undefined where nothing is reused. */
  readonly reuse: ReuseRound | undefined
  runner: Runner | undefined
  runAttempt: number
  /** Attempts on the present machine whose records no cache entry has. */
  unsaved: number[]
}

/** @returns the requests of this round's files from that place on: another run may publish other keys meanwhile. */
export function recordsOf({ stage, versions, reuse }: Round, firstRecord: number): readonly RequestRecord[] {
  const records = stage.oss.requests.slice(firstRecord)
  return reuse === undefined ? records : records.filter(({ key = '' }) => versions.has(key))
}

/** @returns the IDs of the uploads that these requests began. The server hands them out in its answers, so they are told by their first use. */
export function uploadsBegun(records: readonly RequestRecord[]): readonly string[] {
  return records.flatMap(({ operation, uploadId }) =>
    operation !== 'InitiateMultipartUpload' && uploadId !== undefined ? [uploadId] : [],
  )
}

/** The machine is gone: what no cache entry knows of is lost. */
export function forgetMachine(round: Round): void {
  for (const index of round.unsaved) forgetAttempt(round, index)
  round.unsaved = []
  round.runner = undefined
}

/** Nothing of this attempt can be continued. */
export function forgetAttempt(round: Round, index: number): void {
  const attempt = round.attempts[index]
  if (attempt === undefined) return
  attempt.wasForgotten = true
  const earlier = new Set(round.attempts.slice(0, index).flatMap(({ records }) => uploadsBegun(records)))
  for (const uploadId of uploadsBegun(attempt.records)) if (!earlier.has(uploadId)) round.lostUploads.add(uploadId)
}
