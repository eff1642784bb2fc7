/** Entry of the step: builds the adapters, tells the story that the inputs ask for, maps its result to outputs and exit code. */
import './adapters/process/silent-debug.ts'
import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Inputs, readInputs } from './action/inputs/inputs.ts'
import { failureSummary } from './action/outcome/job-summary.ts'
import { type OutcomeOptions, reportOutcome, setResultOutputs } from './action/outcome/outcome.ts'
import { cancelled, titleOf } from './action/outcome/report.ts'
import { uploadSettingsOf } from './action/settings.ts'
import { type CredentialProvider, createCredentialProvider } from './adapters/credentials/credentials.ts'
import { createCheckpointFiles, objectIdOf } from './adapters/disk/checkpoint-files.ts'
import { createLocalFiles } from './adapters/disk/local-files.ts'
import { createHeldCache, type HeldCache } from './adapters/github/held-cache.ts'
import { createRecords, ownFiles, type Records, type RecordsOptions } from './adapters/github/open-records.ts'
import { stateFolder } from './adapters/github/step-state.ts'
import {
  createReporter,
  currentRun,
  mask,
  maskSecrets,
  saveState,
  setOutputs,
  workflowInputs,
  writeSummary,
} from './adapters/github/workflow.ts'
import { createOssStore } from './adapters/oss/oss.ts'
import { createTransport } from './adapters/oss/transport.ts'
import { systemClock } from './adapters/process/clock.ts'
import { nodeHashes } from './adapters/process/hashes.ts'
import { keepHeapSmall } from './adapters/process/heap.ts'
import { filterWarnings } from './adapters/process/warnings.ts'
import { createPublicLook, type PublicLook } from './adapters/readers/public-look.ts'
import { asActionError, formatError } from './core/errors/errors.ts'
import { deadPatternWarnings } from './core/naming/key-pattern.ts'
import { describeSource } from './core/service/credentials.ts'
import { bucketUrl } from './core/service/endpoint.ts'
import { policyNeeds } from './core/service/ram-policy.ts'
import { publicBase } from './core/service/urls.ts'
import { connectionWarnings } from './core/telling/connection-notes.ts'
import type { EnginePorts } from './engine/bucket/create-engine.ts'
import type { RunResult } from './engine/publish/run-result.ts'
import { abandonReplaced, asCheckpoints, assertNameIsFree, earlierRecord, handOn, isHeld } from './jobs/hold.ts'
import { abandonHeld, type HeldPorts, type HeldSettings, publishHeld } from './jobs/publish-held.ts'
import { runUpload } from './jobs/upload.ts'

const SAVE_ON_FAILURE_MS = 20_000
const SAVE_ON_CANCEL_MS = 4_500
const { env } = process
const reporter = createReporter()
const run = currentRun(env)
const folder = stateFolder(env)
const cacheCaller = { entry: join(dirname(process.argv[1] ?? ''), '..', 'cache', 'index.js'), stateFolder: folder, env }

async function main(): Promise<number> {
  keepHeapSmall()
  maskSecrets()
  const stepFile = join(folder, `step-${randomUUID()}.json`)
  saveState('step', stepFile)
  const { signal } = listenForSignals()
  const inputs = readInputs(workflowInputs)
  const workspace = enterWorkspace()
  const { endpoint } = inputs
  const way = { endpoint, environment: workflowInputs.environment, nodeVersion: process.versions.node }
  const stsUrl = inputs.credentials.kind === 'role' ? inputs.credentials.role.stsUrl : undefined
  for (const { title, text } of connectionWarnings({ ...way, stsUrl })) reporter.warning(text, title)
  const patterns = {
    headers: inputs.headers.flatMap(({ pattern }) => pattern ?? []),
    'publish-last': inputs.publishLast,
  }
  for (const text of deadPatternWarnings(patterns, inputs.keyPrefix)) reporter.warning(text, 'Pattern matches nothing')
  const credentials = createCredentialProvider({ source: inputs.credentials, env, clock: systemClock, reporter, mask })
  const { bucket, stallTimeoutMs } = inputs
  const baseUrl = bucketUrl(endpoint, bucket)
  const transport = createTransport({ baseUrl, stallTimeoutMs, env })
  const policy = policyNeeds({ ...inputs, headers: inputs.headers.map(({ headers }) => headers) })
  const store = createOssStore({ ...inputs, transport, credentials, policy })
  const isSigned = inputs.signedUrlExpiresMs !== undefined
  const publicLook = isSigned ? undefined : createPublicLook({ base: publicBase(inputs), env })
  const ports: EnginePorts = {
    ...{ store, reporter, signal, hashes: nodeHashes, clock: systemClock },
    signing: {
      correctClock: (serverTimeMs) => store.correctClock(serverTimeMs),
      canRefresh: credentials.canMint,
      prepare: async (until) => void (await credentials.current(until)),
    },
    files: createLocalFiles({ workspace, isOwn: ownFiles({ ...inputs, ...cacheCaller }) }),
    run: `${run.id}.${run.attempt}`,
    onPublished: (key) => publicLook?.shown(key),
  }
  reporter.info(`Credentials: ${describeSource(inputs.credentials)}.`)
  try {
    return await tell({ inputs, ports, credentials, publicLook, stepFile, serviceNowMs: () => store.serviceNowMs() })
  } finally {
    credentials.close()
    transport.close()
  }
}

interface Step {
  readonly inputs: Inputs
  readonly ports: EnginePorts
  readonly credentials: CredentialProvider
  readonly publicLook: PublicLook | undefined
  readonly stepFile: string
  /** @returns now by the service's clock, in milliseconds since the epoch. */
  serviceNowMs(): number
}

/** @returns the exit code of whichever story the inputs ask for. */
function tell(step: Step): Promise<number> {
  const { mode } = step.inputs
  switch (mode.kind) {
    case 'upload':
      return upload(step)
    case 'hold':
      return hold(step, mode.name)
    case 'publish-held':
    case 'abandon-held':
      return releaseHeld(step, mode)
  }
}

async function upload(step: Step): Promise<number> {
  const records = createRecords(recordsOptions(step))
  return reportUpload(step, { records, result: await runAndKeep(step, records) })
}

async function hold(step: Step, name: string): Promise<number> {
  const { inputs, ports } = step
  const { bucket, region } = inputs
  const leg = { name, run, bucketId: bucketIdOf(inputs), job: jobIdOf(inputs) }
  const cache = heldCacheOf(step)
  const earlier = await earlierRecord(leg, cache)
  const held = asCheckpoints(earlier, (key) => objectIdOf({ bucket, region, key }))
  const records = createRecords({ ...recordsOptions(step), held })
  const result = await runAndKeep(step, records)
  if (isHeld(result)) {
    const { held: objects } = result
    await assertNameIsFree(leg, { objects, cache })
    const { outputs, isCached } = await handOn(leg, { objects, cache, ports, createdMs: Date.now() })
    setOutputs({ ...outputs })
    if (isCached) records.forget(objects.map(({ key }) => objectIdOf({ bucket, region, key })))
    const settings = uploadSettingsOf(inputs)
    await abandonReplaced(earlier, { objects }, { settings, ports: { ...ports, checkpoints: noCheckpoints(inputs) } })
  }
  return reportUpload(step, { records, result })
}

async function releaseHeld(step: Step, mode: Extract<Inputs['mode'], { readonly sources: unknown }>): Promise<number> {
  const { inputs } = step
  const settings: HeldSettings = {
    ...uploadSettingsOf(inputs),
    sources: mode.sources,
    bucketId: bucketIdOf(inputs),
    runId: run.id,
  }
  const ports: HeldPorts = {
    ...step.ports,
    scratch: writeScratch,
    records: heldCacheOf(step),
    checkpoints: noCheckpoints(inputs),
  }
  if (mode.kind === 'abandon-held') {
    await abandonHeld(settings, ports)
    return 0
  }
  const result = await publishHeld(settings, ports)
  const options = outcomeOptions(step)
  return reportOutcome(result, { ...options, ...(await setResultOutputs(result, options)) })
}

/** Whatever ends the upload, what is recorded of it goes to the Actions cache unless all is done. */
async function runAndKeep({ inputs, ports }: Step, records: Records): Promise<RunResult> {
  try {
    return await runUpload(uploadSettingsOf(inputs), { ...ports, scratch: writeScratch, openRecords: records.open })
  } catch (error) {
    await records.save(ports.signal.aborted ? SAVE_ON_CANCEL_MS : SAVE_ON_FAILURE_MS)
    records.close()
    throw error
  }
}

async function reportUpload(
  step: Step,
  { result, records }: { readonly result: RunResult; readonly records: Records },
): Promise<number> {
  const { signal } = step.ports
  const options = outcomeOptions(step)
  const urls = await setResultOutputs(result, options)
  if (signal.aborted) await records.save(SAVE_ON_CANCEL_MS)
  const exitCode = await reportOutcome(result, { ...options, ...urls })
  if (exitCode === 0) records.forget(result.published.map(({ file }) => file.objectId))
  else if (!signal.aborted) await records.save(SAVE_ON_FAILURE_MS)
  records.close()
  return exitCode
}

function outcomeOptions({ inputs, ports, credentials, publicLook, serviceNowMs }: Step): OutcomeOptions {
  return { inputs, credentials, reporter, env, folder, signal: ports.signal, publicLook, serviceNowMs }
}

function recordsOptions({ inputs, stepFile }: Step): RecordsOptions {
  return { ...inputs, ...cacheCaller, stepFile, run, reporter, held: new Map() }
}

function heldCacheOf({ inputs, ports: { signal } }: Step): HeldCache {
  return createHeldCache({
    ...cacheCaller,
    signal,
    bucketId: bucketIdOf(inputs),
    runId: run.id,
    runAttempt: run.attempt,
  })
}

/** What is held needs no records on this machine. */
function noCheckpoints({ bucket, region }: Inputs) {
  return createCheckpointFiles({ bucket, region, folder: undefined, restoredFolder: undefined, onWriteFailure() {} })
}

function bucketIdOf({ region, bucket }: Inputs): string {
  return nodeHashes.sha256Of(`${region}\n${bucket}`)
}

/** What differs between the jobs of a matrix and stays in a job's attempts, as far as a step can see it. */
function jobIdOf({ keyPrefix, shard }: Inputs): string {
  const { GITHUB_JOB, RUNNER_OS, RUNNER_ARCH } = env
  return nodeHashes.sha256Of(JSON.stringify([GITHUB_JOB, RUNNER_OS, RUNNER_ARCH, keyPrefix, shard]))
}

async function writeScratch(text: string): Promise<string> {
  const path = join(folder, `made-${randomUUID()}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, text)
  return path
}

/** Relative paths start at the workspace, wherever the process was started. @returns the workspace, absolute */
function enterWorkspace(): string {
  const workspace = resolve(env.GITHUB_WORKSPACE || process.cwd())
  try {
    process.chdir(workspace)
  } catch {
    reporter.debug('The workspace is not there; relative paths start at the working directory.')
  }
  return workspace
}

/** The runner sends SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL; Windows knows Ctrl-C and Ctrl-Break. */
function listenForSignals(): AbortController {
  const cancel = new AbortController()
  setMaxListeners(0, cancel.signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) process.on(signal, () => cancel.abort(cancelled()))
  return cancel
}

function reportFailure(error: unknown): number {
  writeSummary(failureSummary(error), env)
  reporter.error(formatError(error), titleOf(error))
  return asActionError(error)?.code === 'cancelled' ? 130 : 1
}

/** Nothing that still waits (a file system, a connection, a cache) may keep the step from ending. */
async function exit(code: number): Promise<never> {
  await new Promise<void>((done) => process.stdout.write('', () => done()))
  process.exit(code)
}

filterWarnings()
process.stdout.on('error', () => {}) // A runner that reads no more is no reason to stop, and none to report to it.
process.once('uncaughtException', (error) => void exit(reportFailure(error)))
await exit(await main().catch(reportFailure))
