/** Entry of the step: builds the adapters, runs, maps the result to outputs and exit code. */
import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createCheckpointCache } from './adapters/checkpoint-cache.ts'
import { createCheckpointFiles } from './adapters/checkpoint-files.ts'
import { systemClock } from './adapters/clock.ts'
import { contentTypeOf } from './adapters/content-types.ts'
import { type CredentialProvider, createCredentialProvider } from './adapters/credentials.ts'
import { nodeHashes } from './adapters/hashes.ts'
import { createLocalFiles } from './adapters/local-files.ts'
import { createOssStore } from './adapters/oss.ts'
import { headAnonymously } from './adapters/public-look.ts'
import { stateFolder, writeStepRecords } from './adapters/step-state.ts'
import { createTransport } from './adapters/transport.ts'
import { createUrlSigner } from './adapters/url-signer.ts'
import { filterWarnings } from './adapters/warnings.ts'
import {
  createReporter,
  currentRun,
  mask,
  maskSecrets,
  saveState,
  setOutputs,
  workflowInputs,
} from './adapters/workflow.ts'
import { describeSource } from './core/credentials.ts'
import { bucketUrl } from './core/endpoint.ts'
import { asActionError, formatError } from './core/errors.ts'
import { headersFor } from './core/headers.ts'
import { keyMatcher } from './core/key-pattern.ts'
import { forbiddenNote, publicNotes } from './core/public-notes.ts'
import { policyNeeds } from './core/ram-policy.ts'
import { objectUrl, publicBase } from './core/urls.ts'
import type { RunResult } from './engine/run-result.ts'
import { type Inputs, readInputs } from './inputs.ts'
import type { CheckpointCache, CheckpointStore } from './ports.ts'
import { cancelled, manifestOf, outputsOf, reportResult, safeLine } from './report.ts'
import { runUpload, type UploadPorts, type UploadSettings } from './run-upload.ts'

const SAVE_ON_FAILURE_MS = 60_000
const SAVE_ON_CANCEL_MS = 4_500
const PUBLIC_LOOK_MS = 5_000
const { env } = process
const reporter = createReporter()

async function main(): Promise<number> {
  maskSecrets()
  const folder = stateFolder(env)
  const stepFile = join(folder, `step-${randomUUID()}.json`)
  saveState('step', stepFile)
  const cancel = listenForSignals()
  const inputs = readInputs(workflowInputs)
  const credentials = createCredentialProvider({ source: inputs.credentials, env, clock: systemClock, reporter, mask })
  const transport = createTransport({
    baseUrl: bucketUrl(inputs.endpoint, inputs.bucket),
    stallTimeoutMs: inputs.stallTimeoutMs,
    env,
  })
  const policy = policyNeeds({ ...inputs, headers: inputs.headers.map(({ headers }) => headers) })
  const store = createOssStore({ ...inputs, transport, credentials, policy })
  const records = recordsOpener(inputs, { folder, stepFile })
  const ports: UploadPorts = {
    ...{ store, reporter, hashes: nodeHashes, clock: systemClock, signal: cancel.signal },
    signing: {
      correctClock: (serverTimeMs) => store.correctClock(serverTimeMs),
      canRefresh: credentials.canMint,
      prepare: async (signal) => void (await credentials.current(signal)),
    },
    files: createLocalFiles({ workspace: resolve(env.GITHUB_WORKSPACE || process.cwd()) }),
    run: runOf(),
    scratch: (text) => writeScratch(folder, text),
    openRecords: records.open,
  }
  reporter.info(`Credentials: ${describeSource(inputs.credentials)}.`)
  try {
    return await uploadAndReport(inputs, { ports, credentials, folder, records })
  } catch (error) {
    await records.cache()?.save({ deadlineMs: cancel.signal.aborted ? SAVE_ON_CANCEL_MS : SAVE_ON_FAILURE_MS })
    throw error
  } finally {
    records.cache()?.close()
    credentials.close()
    transport.close()
  }
}

interface Run {
  readonly ports: UploadPorts
  readonly credentials: CredentialProvider
  readonly folder: string
  readonly records: RecordsOpener
}

async function uploadAndReport(inputs: Inputs, { ports, credentials, folder, records }: Run): Promise<number> {
  const settings = settingsOf(inputs)
  const result = await runUpload(settings, ports)
  const { urls, base } = await urlsOf(inputs, { result, credentials, signal: ports.signal })
  const entries = manifestOf(result, { urls, checksumsKey: settings.checksumsKey })
  const manifestPath = writeManifest(folder, `${JSON.stringify(entries, null, 2)}\n`)
  const checksumsUrl = urls.get(settings.checksumsKey ?? '') ?? ''
  const outputs = outputsOf(result, { entries, manifestPath, checksumsUrl, reporter })
  setOutputs(outputs)
  if (inputs.dryRun) return 0
  if (ports.signal.aborted) {
    await records.cache()?.save({ deadlineMs: SAVE_ON_CANCEL_MS })
    reporter.error(`The step was cancelled. ${safeLine(result)}`, 'cancelled')
    return 130
  }
  reportResult(result, reporter)
  if (result.failed.length > 0) {
    await records.cache()?.save({ deadlineMs: SAVE_ON_FAILURE_MS })
    return 1
  }
  records.forget(result.published.map(({ file }) => file.objectId))
  await notePublicAccess(inputs, { result, base, url: outputs.url ?? '' })
  return 0
}

/** @returns the file's path, empty where it cannot be written: what is published is published all the same. */
function writeManifest(folder: string, text: string): string {
  const path = join(folder, `manifest-${randomUUID()}.json`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, text)
    return path
  } catch (error) {
    reporter.warning(`The file of the manifest cannot be written (${String(error)}).`, 'No manifest file')
    return ''
  }
}

function settingsOf(inputs: Inputs): UploadSettings {
  const { bucket, region, endpoint, headers, checksums, keyPrefix } = inputs
  const { path: lines, includeHiddenFiles, followSymbolicLinks, layout } = inputs
  const checksumsKey = checksums === undefined ? undefined : `${keyPrefix}${checksums}`
  return {
    ...inputs,
    match: { lines, includeHiddenFiles, followSymbolicLinks, layout, keyPrefix, reservedKey: checksumsKey },
    publishLast: inputs.publishLast.map(keyMatcher),
    checksumsKey,
    where: `oss://${bucket}/ (${region}, ${endpoint.host})`,
    headersOf: (key) => headersFor(headers, { key, contentType: contentTypeOf(key) }),
  }
}

/** @returns the URL of each published object by its key: signed where that is wanted. */
async function urlsOf(
  inputs: Inputs,
  {
    result: { published },
    credentials,
    signal,
  }: { readonly result: RunResult; readonly credentials: CredentialProvider; readonly signal: AbortSignal },
): Promise<{ readonly urls: ReadonlyMap<string, string>; readonly base: string }> {
  const { bucket, region, signedUrlExpiresMs } = inputs
  const base = publicBase(inputs)
  const urls = new Map(published.map(({ file: { key } }) => [key, objectUrl(base, key)]))
  if (signedUrlExpiresMs === undefined || published.length === 0) return { urls, base }
  const signer = await credentials.mintForUrls(signal)
  const sessionMs = (signer.expiresAtMs ?? Number.POSITIVE_INFINITY) - Date.now()
  const expiresSeconds = Math.max(1, Math.floor(Math.min(signedUrlExpiresMs, sessionMs) / 1000))
  const sign = createUrlSigner({ bucket, region, credentials: signer, expiresSeconds })
  for (const [key, url] of urls) urls.set(key, await sign(url, key))
  if (credentials.identity.kind === 'keys' && signer.securityToken !== undefined) {
    reporter.notice(
      'The signed URLs live no longer than the temporary credentials that signed them. They contain the security token, which GitHub masks: they can be used in this job, and are dropped as outputs of the job.',
      'Signed with temporary credentials',
    )
  }
  return { urls, base }
}

/** Says why readers may not get at what is published, where that can be told. */
async function notePublicAccess(
  inputs: Inputs,
  { result, base, url }: { readonly result: RunResult; readonly base: string; readonly url: string },
): Promise<void> {
  const signed = inputs.signedUrlExpiresMs !== undefined
  const objects = result.published.map(({ file: { key, headers } }) => ({ key, headers }))
  for (const note of publicNotes(objects, { base, signed })) reporter.notice(note, 'Public access')
  if (inputs.overwrite === 'never' && result.published.some(({ object }) => object.versionId !== undefined)) {
    reporter.notice(
      'This bucket has versioning, where OSS ignores x-oss-forbid-overwrite: the action looked before it published, and cannot keep another writer from publishing the same key in between.',
      'overwrite: never',
    )
  }
  if (signed || url === '') return
  if ((await headAnonymously(url, { deadlineMs: PUBLIC_LOOK_MS, env })) === 403)
    reporter.notice(forbiddenNote(url), 'Not public')
}

interface RecordsOpener {
  readonly open: UploadPorts['openRecords']
  readonly cache: () => CheckpointCache | undefined
  forget(objectIds: readonly string[]): void
}

/** Opens the step's records once its objects are known, and leaves for `post` where they are. */
function recordsOpener(
  inputs: Inputs,
  { folder, stepFile }: { readonly folder: string; readonly stepFile: string },
): RecordsOpener {
  const { bucket, region, resume } = inputs
  let opened: { readonly checkpoints: CheckpointStore; readonly cache: CheckpointCache } | undefined
  return {
    open(keys) {
      const recordsFolder =
        resume === 'false' ? undefined : resolve(inputs.checkpointDir ?? join(folder, 'checkpoints'))
      const restoredFolder = join(folder, `restored-${process.pid}`)
      const checkpoints = createCheckpointFiles({
        ...{ bucket, region, restoredFolder, folder: recordsFolder },
        onWriteFailure: (error) =>
          reporter.warning(
            `The upload's records cannot be written here (${error instanceof Error ? error.message : String(error)}). It goes on; a later attempt knows only what OSS lists.`,
            'No records',
          ),
      })
      const cache = openCache({ inputs, keys, checkpoints, recordsFolder, restoredFolder, folder, stepFile })
      opened = { checkpoints, cache }
      return opened
    },
    cache: () => opened?.cache,
    forget(objectIds) {
      for (const objectId of objectIds) opened?.checkpoints.remove(objectId)
    },
  }
}

interface CacheOpening {
  readonly inputs: Inputs
  readonly keys: readonly string[]
  readonly checkpoints: CheckpointStore
  readonly recordsFolder: string | undefined
  readonly restoredFolder: string
  readonly folder: string
  readonly stepFile: string
}

function openCache({
  inputs,
  keys,
  checkpoints,
  recordsFolder,
  restoredFolder,
  folder,
  stepFile,
}: CacheOpening): CheckpointCache {
  if (recordsFolder === undefined || inputs.resume !== 'true')
    return { restore: async () => {}, save: async () => {}, close() {} }
  const { id, attempt } = currentRun(env)
  const hash = (text: string) => nodeHashes.sha256Of(text).slice(0, 20)
  const bucketPrefix = `upload-aliyun-oss-v1-${hash(`${inputs.region}\n${inputs.bucket}`)}-`
  const records = {
    folder: recordsFolder,
    restoredFolder,
    objectIds: keys.map((key) => checkpoints.objectId(key)),
    bucketPrefix,
    cachePrefix: `${bucketPrefix}${hash([...keys].sort().join('\n'))}-`,
    runId: id,
    runAttempt: attempt,
  }
  try {
    if (!inputs.dryRun) writeStepRecords(stepFile, records)
  } catch {
    reporter.debug('The step file cannot be written; post will have nothing to save.')
  }
  const entry = join(dirname(process.argv[1] ?? ''), '..', 'cache', 'index.js')
  return createCheckpointCache({ stepFile, records, entry, stateFolder: folder, reporter, env })
}

async function writeScratch(folder: string, text: string): Promise<string> {
  const path = join(folder, `made-${randomUUID()}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, text)
  return path
}

function runOf(): string {
  const { id, attempt } = currentRun(env)
  return `${id}.${attempt}`
}

/** The runner sends SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL; Windows knows Ctrl-C and Ctrl-Break. */
function listenForSignals(): AbortController {
  const cancel = new AbortController()
  setMaxListeners(0, cancel.signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) process.on(signal, () => cancel.abort(cancelled()))
  return cancel
}

function reportFailure(error: unknown): number {
  const code = asActionError(error)?.code
  reporter.error(formatError(error), code ?? 'unexpected-error')
  return code === 'cancelled' ? 130 : 1
}

/** Nothing that still waits (a file system, a connection, a cache) may keep the step from ending. */
async function exit(code: number): Promise<never> {
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
  process.exit(code)
}

filterWarnings()
process.on('uncaughtException', (error) => void exit(reportFailure(error)))
await exit(await main().catch(reportFailure))
