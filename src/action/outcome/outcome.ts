/** A run's result → outputs, manifest file, log and exit code of the step. */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CredentialProvider } from '../../adapters/credentials/credentials.ts'
import { makeFolder } from '../../adapters/disk/folders.ts'
import { setOutputs, writeSummary } from '../../adapters/github/workflow.ts'
import { createUrlSigner } from '../../adapters/oss/url-signer.ts'
import { formatError } from '../../core/errors/errors.ts'
import { objectUrl, publicBase } from '../../core/service/urls.ts'
import { formatFilesTable } from '../../core/telling/files-table.ts'
import { formatManifest } from '../../core/telling/manifest.ts'
import type { Keeping } from '../../core/telling/next-attempt.ts'
import { forbiddenNote, publicNotes } from '../../core/telling/public-notes.ts'
import { formatDuration } from '../../core/text/quantities.ts'
import { versioningNote } from '../../engine/publish/overwrite.ts'
import type { RunResult } from '../../engine/publish/run-result.ts'
import { CANCELLED, type Outcome } from '../../jobs/outcome.ts'
import type { PublicLook, Reporter } from '../../ports.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { checksumsKeyOf, madeKeysOf } from '../inputs/settings.ts'
import { jobSummary } from './job-summary.ts'
import {
  asCancelled,
  keptOf,
  manifestOf,
  nextStep,
  outputsOf,
  reportResult,
  reportUrls,
  safeLine,
  titleOf,
} from './report.ts'

const NOT_SIGNED =
  'Everything is published; only the signed URLs are missing, and the outputs hold the unsigned ones. Run the step again: it sends nothing, and signs.'

interface OutcomeOptions {
  readonly inputs: Inputs
  readonly credentials: CredentialProvider
  readonly reporter: Reporter
  readonly env: NodeJS.ProcessEnv
  /** Folder of this action under RUNNER_TEMP. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Undefined if the URLs are signed: those work without public access. */
  readonly publicLook: PublicLook | undefined
  /** @returns now by the service's clock, in milliseconds since the epoch. */
  serviceNowMs(): number
  /** @returns the tag of the release whose assets were published; undefined where there is none. */
  releaseTag(): string | undefined
}

/** The URLs of what is published. */
interface Published {
  /** By key. */
  readonly urls: ReadonlyMap<string, string>
  /** Why the URLs are not signed although they were to be. */
  readonly signingFailure: unknown
}

/** @returns the receiver of a job's result: it sets outputs first, then writes log and job summary. */
export function createOutcome(options: OutcomeOptions): Outcome {
  return {
    async setOutputs(result) {
      const published = await setResultOutputs(result, options)
      return (keeping) => reportOutcome(result, { ...options, ...published, keeping })
    },
    set: setOutputs,
  }
}

async function setResultOutputs(result: RunResult, options: OutcomeOptions): Promise<Published> {
  const { inputs, folder, reporter } = options
  const publicUrls = publicUrlsOf(result, inputs)
  let urls = publicUrls
  let signingFailure: unknown
  try {
    urls = await signUrls(publicUrls, options)
  } catch (error) {
    signingFailure = error
  }
  const checksumsKey = checksumsKeyOf(inputs)
  const madeKeys = madeKeysOf(inputs).map(({ key }) => key)
  const entries = manifestOf(result, { urls, madeKeys })
  const manifestPath = writeManifest(formatManifest([...entries, ...keptOf(result)]), { folder, reporter })
  const checksumsUrl = urls.get(checksumsKey ?? '') ?? ''
  const outputs = outputsOf(result, { entries, manifestPath, checksumsUrl, reporter })
  const isSigned = inputs.signedUrlExpiresMs !== undefined
  setOutputs({
    ...outputs,
    'checksums-path': checksumsPathOf(result, checksumsKey),
    'release-tag': options.releaseTag() ?? '',
    markdown: isSigned ? '' : formatFilesTable(entries),
  })
  return { urls, signingFailure }
}

/** @returns the path of the checksums file on this machine, for `actions/attest`; empty where none is published. */
function checksumsPathOf({ published }: RunResult, checksumsKey: string | undefined): string {
  const made = published.find(({ file }) => file.key === checksumsKey)?.file
  return made !== undefined && 'path' in made && typeof made.path === 'string' ? made.path : ''
}

/** @returns the file's path; empty if it cannot be written, which does not change what is published. */
function writeManifest(
  pieces: Iterable<string>,
  { folder, reporter }: Pick<OutcomeOptions, 'folder' | 'reporter'>,
): string {
  const path = join(folder, `manifest-${randomUUID()}.json`)
  try {
    makeFolder(folder)
    // Signed URLs give access: other users of the machine must not read them.
    const descriptor = openSync(path, 'wx', 0o600)
    try {
      for (const piece of pieces) writeFileSync(descriptor, piece)
    } finally {
      closeSync(descriptor)
    }
    return path
  } catch (error) {
    reporter.warning(
      `The file of the manifest cannot be written (${error instanceof Error ? error.message : String(error)}).`,
      'No manifest file',
    )
    return ''
  }
}

/** @returns the exit code, after log and job summary have said how it went. */
async function reportOutcome(
  result: RunResult,
  { urls, signingFailure, keeping, ...options }: OutcomeOptions & Published & { readonly keeping: Keeping },
): Promise<number> {
  const { inputs, reporter, signal, env } = options
  if (inputs.dryRun) return 0
  const { bucket } = inputs
  const shownUrls = inputs.signedUrlExpiresMs === undefined ? urls : undefined
  const isDone = result.failed.length === 0 && result.readers?.kind !== 'wrong' && !signal.aborted
  const refusedUrl = isDone ? await refusal(result, options) : undefined
  const note = refusedUrl === undefined ? undefined : forbiddenNote(refusedUrl)
  const told = { bucket, keeping, cancelled: signal.aborted, urls: shownUrls, releaseTag: options.releaseTag(), note }
  writeSummary(jobSummary(result, told), env)
  if (signal.aborted) {
    const whole = asCancelled(result)
    reporter.error(
      `The step was cancelled. ${safeLine(whole, keeping)}. ${nextStep(whole, keeping)}`,
      titleOf(signal.reason),
    )
    return CANCELLED
  }
  reportResult(result, { reporter, keeping })
  if (result.failed.length > 0 || result.readers?.kind === 'wrong') return 1
  if (signingFailure !== undefined) {
    reporter.error(`${formatError(signingFailure)}\n${NOT_SIGNED}`, titleOf(signingFailure))
    return 1
  }
  noteAccess(result, options)
  if (note !== undefined) reporter.notice(note, 'Not public')
  else reportUrls([...(shownUrls?.values() ?? [])], reporter)
  return 0
}

/** @returns the public URL of each published object by its key. */
function publicUrlsOf({ published }: RunResult, inputs: Inputs): ReadonlyMap<string, string> {
  const base = publicBase(inputs)
  return new Map(published.map(({ file: { key } }) => [key, objectUrl(base, key)]))
}

/** @returns the URLs for the outputs, signed if that is wanted. */
async function signUrls(
  publicUrls: ReadonlyMap<string, string>,
  { inputs, credentials, reporter, signal, serviceNowMs }: OutcomeOptions,
): Promise<ReadonlyMap<string, string>> {
  const { bucket, region, signedUrlExpiresMs } = inputs
  const urls = new Map(publicUrls)
  if (signedUrlExpiresMs === undefined || urls.size === 0 || signal.aborted) return urls
  const signer = await credentials.mintForUrls(signal)
  const sessionMs = (signer.expiresAtMs ?? Number.POSITIVE_INFINITY) - Date.now()
  const expiresSeconds = Math.max(1, Math.floor(Math.min(signedUrlExpiresMs, sessionMs) / 1000))
  const sign = createUrlSigner({ bucket, region, credentials: signer, expiresSeconds, nowMs: serviceNowMs() })
  for (const [key, url] of urls) urls.set(key, sign(url, key))
  if (sessionMs < signedUrlExpiresMs) {
    reporter.notice(
      `Signed URLs end with the session that signed them, in ${formatDuration(expiresSeconds * 1000)}. For longer ones raise \`role-session-expiration\`, and the maximum of the role.`,
      'Signed for less',
    )
  }
  const isMasked = inputs.credentials.kind !== 'role'
  if (isMasked && signer.securityToken !== undefined) {
    reporter.notice(
      'The signed URLs are valid no longer than the temporary credentials that signed them. They contain the security token, which GitHub masks: they can be used in this job, and are dropped as outputs of the job.',
      'Signed with temporary credentials',
    )
  }
  return urls
}

/** @returns the URL that was refused to anonymous readers; undefined if none was. */
function refusal(
  { published }: RunResult,
  { publicLook }: Pick<OutcomeOptions, 'publicLook'>,
): Promise<string | undefined> | undefined {
  const [first] = published
  // The look waits for an object that becomes visible; if all existed before, the first is reported here.
  if (first !== undefined) publicLook?.shown(first.file.key)
  return publicLook?.refusedUrl()
}

/** Reports why readers may not reach what is published, if that is known without a request. */
function noteAccess(result: RunResult, { inputs, reporter }: Pick<OutcomeOptions, 'inputs' | 'reporter'>): void {
  const signed = inputs.signedUrlExpiresMs !== undefined
  const objects = result.published.map(({ file: { key, headers } }) => ({ key, headers }))
  for (const note of publicNotes(objects, { base: publicBase(inputs), signed })) reporter.notice(note, 'Public access')
  const note = inputs.overwrite === 'never' ? versioningNote(result.published, result.mayRead) : undefined
  if (note !== undefined) reporter.notice(note, 'overwrite: never')
}
