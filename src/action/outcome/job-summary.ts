/** A run's result → the facts that the job summary shows. */
import { formatError } from '../../core/errors/errors.ts'
import type { Keeping } from '../../core/telling/next-attempt.ts'
import {
  type FileStatus,
  formatFailureSummary,
  formatSummary,
  type SummaryFacts,
  type SummaryFile,
} from '../../core/telling/summary.ts'
import { describeVerification } from '../../core/telling/verification.ts'
import type { PublishedFile } from '../../engine/publish/published-file.ts'
import type { RunResult } from '../../engine/publish/run-result.ts'
import { affected, asCancelled, byCause, NOTHING_PUBLISHED, nextStep, safeLine, titleOf } from './report.ts'

interface JobSummaryOptions {
  readonly bucket: string
  readonly keeping: Keeping
  readonly cancelled: boolean
  /** Public URLs by key; undefined if they are signed: signed URLs are only in the outputs. */
  readonly urls: ReadonlyMap<string, string> | undefined
  /** Tag of the GitHub release that the files come from. */
  readonly releaseTag?: string | undefined
  /** A note about the links. */
  readonly note?: string | undefined
}

/** @returns the job summary of a run. */
export function jobSummary(
  result: RunResult,
  { bucket, keeping, cancelled, urls, releaseTag, note }: JobSummaryOptions,
): string {
  const { progress, elapsedMs, mostConnections } = result
  return formatSummary({
    ...{ elapsedMs, mostConnections },
    bucket: `oss://${bucket}/`,
    safe: keptOf(cancelled ? asCancelled(result) : result, keeping),
    ...{ note, releaseTag },
    readCount: result.readers?.kind === 'right' ? result.readers.count : 0,
    merged: result.merged,
    next: nextStep(result, keeping),
    outcome: outcomeOf(result, cancelled),
    files: filesOf(result, { urls, failedStatus: cancelled ? 'waiting' : 'failed' }),
    failures: failuresOf(result, cancelled),
    sentBytes: progress.sentBytes,
    resumedBytes: progress.resumedBytes,
    reusedBytes: progress.reusedBytes,
    retries: progress.retries,
    rates: progress.rates,
    verified: describeVerification(result.published.map(({ object }) => object)),
    signed: urls === undefined,
  })
}

function failuresOf({ failed, readers }: RunResult, cancelled: boolean): SummaryFacts['failures'] {
  if (cancelled) return []
  const unread = readers?.kind === 'wrong' ? readers.errors : []
  return [
    ...byCause(failed).map(({ error, files }) => ({
      title: titleOf(error),
      text: `${formatError(error)}\n${affected(files)}`,
    })),
    ...unread.map((error) => ({ title: titleOf(error), text: formatError(error) })),
  ]
}

/** @returns what is kept; empty if the headline says it all. */
function keptOf(result: RunResult, keeping: Keeping): string {
  const safe = safeLine(result, keeping)
  return safe === NOTHING_PUBLISHED ? '' : safe
}

/** @returns the job summary of a step that an error ended before there was a result. */
export function failureSummary(error: unknown): string {
  return formatFailureSummary({ title: titleOf(error), text: formatError(error) })
}

function outcomeOf({ failed, held, readers }: RunResult, cancelled: boolean): SummaryFacts['outcome'] {
  if (cancelled) return 'cancelled'
  if (failed.length > 0) return 'failed'
  if (readers?.kind === 'wrong') return 'unread'
  return held === undefined ? 'published' : 'held'
}

/** Files that need attention come first. */
function filesOf(
  result: RunResult,
  { urls, failedStatus }: Pick<JobSummaryOptions, 'urls'> & { readonly failedStatus: FileStatus },
): readonly SummaryFile[] {
  const { published, failed, kept, held = [], sha256 } = result
  const heldKeys = new Set(held.map(({ key }) => key))
  const waiting = result.waiting.filter(({ key }) => !heldKeys.has(key))
  const without = { url: undefined, crc64: undefined, sha256: undefined }
  return [
    ...failed.map(({ file: { key, sizeBytes } }) => ({ ...without, key, sizeBytes, status: failedStatus })),
    ...published.map((one) => ({
      key: one.file.key,
      sizeBytes: one.file.sizeBytes,
      status: statusOf(one),
      url: urls?.get(one.file.key),
      crc64: one.object.crc64,
      sha256: sha256.get(one.file.key),
    })),
    ...kept.map(({ file: { key, sizeBytes } }) => ({ ...without, key, sizeBytes, status: 'kept' as const })),
    ...held.map(({ key, sizeBytes, crc64, ...digest }) => ({
      ...{ key, sizeBytes, crc64, sha256: digest.sha256, url: undefined },
      status: 'held' as const,
    })),
    ...waiting.map(({ key, sizeBytes }) => ({ ...without, key, sizeBytes, status: 'waiting' as const })),
  ]
}

function statusOf({
  file,
  status,
  bytesSent,
  bytesResumed,
}: Pick<PublishedFile, 'status' | 'bytesSent' | 'bytesResumed'> & {
  readonly file: { readonly sizeBytes: number }
}): FileStatus {
  return status === 'uploaded' && bytesSent + bytesResumed === 0 && file.sizeBytes > 0 ? 'copied' : status
}
