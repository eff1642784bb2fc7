/** A run's result → closing lines, annotations, outputs, exit code. */
import { errorTitle } from '../../core/errors/error-title.ts'
import { ActionError, asActionError, formatError } from '../../core/errors/errors.ts'
import { formatLimitation } from '../../core/link/limitation.ts'
import { publishedEntry } from '../../core/release/published-entry.ts'
import { formatOutputs, type KeptEntry, type ManifestEntry } from '../../core/telling/manifest.ts'
import { goOn, type Keeping, sentClause } from '../../core/telling/next-attempt.ts'
import { describeVerification } from '../../core/telling/verification.ts'
import { formatDuration, formatSize, plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { FailedFile } from '../../engine/publish/published-file.ts'
import type { RunResult } from '../../engine/publish/run-result.ts'
import type { Reporter } from '../../ports.ts'

/** @returns the `manifest` output's entries, in the order of the files, without what the step made itself. */
export function manifestOf(
  { published, sha256 }: RunResult,
  { urls, madeKeys }: { readonly urls: ReadonlyMap<string, string>; readonly madeKeys: readonly string[] },
): readonly ManifestEntry[] {
  return published
    .filter(({ file }) => !madeKeys.includes(file.key))
    .map(({ file, object, status, bytesSent, bytesResumed, bytesReused = 0 }) => {
      const { key } = file
      const entry = publishedEntry({ file, object, url: urls.get(key) ?? '', sha256: sha256.get(key) })
      return { ...entry, status, bytesSent, bytesResumed, bytesReused }
    })
}

/** @returns the entries of objects that are left as they are, which follow the others. */
export function keptOf({ kept }: Pick<RunResult, 'kept'>): readonly KeptEntry[] {
  return kept.map(({ file: { displayPath, key }, version }) => ({ path: displayPath, key, status: 'kept', version }))
}

interface OutputFacts {
  readonly entries: readonly ManifestEntry[]
  readonly manifestPath: string
  /** Empty if there is none. */
  readonly checksumsUrl: string
  readonly reporter: Reporter
}

/** @returns the step's outputs; warns where the long ones had to be left empty. */
export function outputsOf(
  result: RunResult,
  { entries, manifestPath, checksumsUrl, reporter }: OutputFacts,
): Readonly<Record<string, string>> {
  const { outputs, tooLong } = formatOutputs({
    entries,
    kept: keptOf(result),
    manifestPath,
    firstKey: result.firstKey,
    bytesSent: result.progress.sentBytes,
    bytesResumed: result.progress.resumedBytes,
    bytesReused: result.progress.reusedBytes,
  })
  if (tooLong) {
    const text =
      'The outputs `urls` and `manifest` would take more than GitHub passes on, and are left empty. Read the file that `manifest-path` names.'
    reporter.warning(text, 'Outputs too long')
  }
  return { ...outputs, 'checksums-url': checksumsUrl }
}

/** Prints the result: one closing line, or one error annotation per cause. */
export function reportResult(
  result: RunResult,
  { reporter, keeping }: { readonly reporter: Reporter; readonly keeping: Keeping },
): void {
  const { readers } = result
  if (readers?.kind === 'wrong') for (const error of readers.errors) reporter.error(formatError(error), titleOf(error))
  if (result.failed.length === 0) {
    if (result.published.length > 0) reporter.info(closingLine(result))
    else if (result.kept.length > 0) reporter.info(`Nothing was published: ${keptText(result)}.`)
    return
  }
  for (const { error, files } of byCause(result.failed)) {
    reporter.error(`${formatError(error)}\n${affected(files)}`, titleOf(error))
  }
  reporter.info(`${safeLine(result, keeping)}. ${nextStep(result, keeping)}`)
}

const MAX_URLS = 10

/** Prints the URLs of what was published: only the first ones, since nobody reads thousands. */
export function reportUrls(urls: readonly string[], reporter: Reporter): void {
  for (const url of urls.slice(0, MAX_URLS)) reporter.info(`  ${url}`)
  if (urls.length > MAX_URLS)
    reporter.info(
      `  … and ${urls.length - MAX_URLS} more: see the output \`urls\`, or the file that \`manifest-path\` names.`,
    )
}

function keptText({ kept }: Pick<RunResult, 'kept'>): string {
  return `${plural(kept.length, 'object')} ${kept.length === 1 ? 'stays' : 'stay'} at a newer version`
}

function closingLine({ published, kept, progress, elapsedMs, mostConnections, limitation }: RunResult): string {
  const resumed = progress.resumedBytes
  const rate = elapsedMs > 0 ? (progress.sentBytes * 1000) / elapsedMs : 0
  const parts = [
    `Published ${plural(published.length, 'file')}`,
    ...(kept.length > 0 ? [keptText({ kept })] : []),
    `${formatSize(progress.sentBytes)} sent`,
    ...(resumed > 0 ? [`${formatSize(resumed)} were in OSS already`] : []),
    ...(progress.reusedBytes > 0 ? [`${formatSize(progress.reusedBytes)} taken from earlier releases inside OSS`] : []),
    formatDuration(elapsedMs),
    ...(progress.sentBytes > 0
      ? [`${formatSize(Math.round(rate))}/s over up to ${plural(mostConnections, 'connection')}`]
      : []),
    ...(limitation === undefined || progress.sentBytes === 0 ? [] : [formatLimitation(limitation)]),
    ...(progress.retries > 0 ? [`${plural(progress.retries, 'request')} sent again`] : []),
  ]
  const verified = describeVerification(published.map(({ object }) => object))
  return `${parts.join(' · ')}. ${verified.charAt(0).toUpperCase()}${verified.slice(1)}.`
}

export const NOTHING_PUBLISHED = 'Nothing was published'

/** @returns what is kept after a failure, as one sentence without a full stop. */
export function safeLine(
  { progress, published, waiting }: Pick<RunResult, 'progress' | 'published' | 'waiting'>,
  keeping: Keeping,
): string {
  const sent = sentClause(progress, keeping)
  const reason = published.length > 0 ? 'yet' : 'since a release becomes visible as a whole or not at all'
  const parts = [
    ...(published.length > 0 ? [`${plural(published.length, 'file')} published`] : []),
    ...(sent === undefined ? [] : [sent]),
    ...(waiting.length > 0
      ? [`${plural(waiting.length, 'file')} not published${published.length > 0 ? ' ' : ', '}${reason}`]
      : []),
  ]
  return parts.length === 0 ? NOTHING_PUBLISHED : parts.join('; ')
}

/** @returns the result of a cancelled run: files in transfer did not fail, they wait like the others. */
export function asCancelled(result: RunResult): RunResult {
  return { ...result, failed: [], waiting: [...result.failed.map(({ file }) => file), ...result.waiting] }
}

/** @returns what to do after a failure, and what the next attempt then goes on from. */
export function nextStep(
  { progress, published, failed }: Pick<RunResult, 'progress' | 'published' | 'failed'>,
  keeping: Keeping,
): string {
  const lasts = failed.some(({ error }) => isRefusal(error))
  if (progress.inOssBytes === 0 && published.length === 0)
    return lasts ? 'Fix the cause, and run the workflow again.' : 'Re-run the failed jobs.'
  return lasts ? `Fix the cause first. ${goOn(keeping)}` : goOn(keeping)
}

/** Whether OSS will refuse again until the workflow, the policy or the bucket is fixed. */
function isRefusal(error: unknown): boolean {
  const known = asActionError(error)
  const { status = 0 } = known?.facts ?? {}
  return (known?.fault === 'permanent' || known?.fault === 'denied') && status >= 400 && status < 500
}

/** @returns one entry for each distinct cause, with the files that met it. */
export function byCause(
  failed: readonly FailedFile[],
): readonly { readonly error: unknown; readonly files: readonly FailedFile[] }[] {
  const causes = new Map<string, { readonly error: unknown; readonly files: FailedFile[] }>()
  for (const one of failed) {
    const cause = causeOf(one.error)
    const known = causes.get(cause)
    if (known === undefined) causes.set(cause, { error: one.error, files: [one] })
    else known.files.push(one)
  }
  return [...causes.values()]
}

function causeOf(error: unknown): string {
  const known = asActionError(error)
  if (known === undefined) return String(error)
  const { serviceCode, ec, deniedAction } = known.facts
  return [known.code, serviceCode, ec, deniedAction].join(' ')
}

/** @returns the title of an error's annotation, in words. */
export function titleOf(error: unknown): string {
  return errorTitle(asActionError(error)?.code ?? 'unexpected-error')
}

/** `f2` comes before `f10`. */
const BY_NUMBERS = new Intl.Collator('en', { numeric: true })

/** @returns the sentence that names the files that were not published, in the order of their paths: which of them fails first is chance. */
export function affected(files: readonly FailedFile[]): string {
  const paths = files.map(({ file }) => file.displayPath).toSorted(BY_NUMBERS.compare)
  const names = paths.slice(0, 10).map((path) => singleLine(path, 120))
  return `Not published: ${names.join(', ')}${files.length > 10 ? ` and ${files.length - 10} more` : ''}.`
}

/** @returns the error that a cancelled step ends with. */
export function cancelled(): ActionError {
  return new ActionError({ code: 'cancelled', fault: 'aborted', message: 'The step was cancelled' })
}
