/** The step: reads its inputs, builds the ports of its job, runs the job. */
import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { join, resolve } from 'node:path'
import { hasEcsMetadata } from '../adapters/credentials/ecs.ts'
import { stateFolder } from '../adapters/github/step-state.ts'
import {
  createReporter,
  currentRun,
  maskSecrets,
  saveState,
  takeSecretInput,
  workflowInputs,
  writeSummary,
} from '../adapters/github/workflow.ts'
import { ActionError, asActionError, formatError } from '../core/errors/errors.ts'
import { describeSource } from '../core/service/credentials.ts'
import { connectionWarnings, refuseOpenTls } from '../core/telling/connection-notes.ts'
import { stateLine } from '../core/telling/states.ts'
import { abandonHeld } from '../jobs/abandon-held.ts'
import { hold } from '../jobs/hold.ts'
import { CANCELLED } from '../jobs/outcome.ts'
import { publishHeld } from '../jobs/publish-held.ts'
import { upload } from '../jobs/upload.ts'
import type { Reporter } from '../ports.ts'
import { type Composition, compose, type Surroundings } from './compose.ts'
import { namesNobody } from './inputs/credentials.ts'
import { type Inputs, readInputs } from './inputs/inputs.ts'
import { heldSettingsOf, holdSettingsOf, uploadSettingsOf } from './inputs/settings.ts'
import { failureSummary } from './outcome/job-summary.ts'
import { cancelled, titleOf } from './outcome/report.ts'
import { uploadPhasesOf } from './upload-phases.ts'

/**
 * @param entryFolder folder of the running bundle; the cache's bundle is beside it
 * @returns the exit code of the step: 0, 1, or 130 where it was cancelled. An error that ends it early is reported.
 */
export async function runStep(entryFolder: string): Promise<number> {
  try {
    return await run(entryFolder)
  } catch (error) {
    return reportFailure(error)
  }
}

/** Writes to log and job summary what ended the step before there was a result. @returns the exit code */
export function reportFailure(error: unknown): number {
  writeSummary(failureSummary(error), process.env)
  createReporter().error(formatError(error), titleOf(error))
  return asActionError(error)?.code === 'cancelled' ? CANCELLED : 1
}

/** @returns the error of a step that would never end: what it waited for disappeared without an answer. */
export function nothingWaits(): ActionError {
  return new ActionError({
    code: 'nothing-waits',
    message: 'The step ended without a result: what it waited for disappeared without an answer',
    remedy: 'Re-run it: it goes on from what is recorded. If it happens again, report it with a debug log.',
  })
}

async function run(entryFolder: string): Promise<number> {
  const githubToken = takeSecretInput('github-token')
  maskSecrets()
  const { env } = process
  const folder = stateFolder(env)
  const stepFile = join(folder, `step-${randomUUID()}.json`)
  saveState('step', stepFile)
  const { signal } = listenForSignals()
  refuseOpenTls(workflowInputs.environment)
  const reporter = createReporter()
  reporter.debug(stateLine('starting'))
  const onEcs = namesNobody(workflowInputs) && (await hasEcsMetadata(env))
  signal.throwIfAborted()
  const inputs = readInputs({ ...workflowInputs, onEcs: () => onEcs })
  const workspace = enterWorkspace(env, reporter)
  warnEarly(inputs, reporter)
  const surroundings: Surroundings = {
    ...{ env, folder, stepFile, workspace, reporter, signal, run: currentRun(env), githubToken },
    cacheEntry: join(entryFolder, '..', 'cache', 'index.js'),
  }
  const composition = compose(inputs, surroundings)
  reporter.info(`Credentials: ${describeSource(inputs.credentials)}.`)
  try {
    return await runJob(inputs, surroundings, composition)
  } finally {
    composition.close()
  }
}

/** @returns the exit code of whichever job the inputs ask for. */
async function runJob(inputs: Inputs, { run }: Surroundings, { ports, job }: Composition): Promise<number> {
  const { mode } = inputs
  const { sha256Of } = ports.hashes
  switch (mode.kind) {
    case 'upload':
      return upload(uploadPhasesOf(uploadSettingsOf(inputs)), { ...ports, records: ports.checkpointsWith(new Map()) })
    case 'hold': {
      const settings = holdSettingsOf(inputs, { name: mode.name, run, ...job })
      return hold({ ...settings, phases: uploadPhasesOf(settings) }, ports)
    }
    case 'publish-held': {
      const settings = heldSettingsOf(inputs, { sources: mode.sources, run, sha256Of })
      const result = await publishHeld(settings, { ...ports, records: ports.heldRecords })
      ports.reporter.debug(stateLine('telling'))
      // The records of the legs name what is held, whatever becomes of this step.
      return await (await ports.outcome.setOutputs(result))({ kind: 'everywhere' })
    }
    case 'abandon-held':
      await abandonHeld(heldSettingsOf(inputs, { sources: mode.sources, run, sha256Of }), {
        ...ports,
        records: ports.heldRecords,
      })
      return 0
  }
}

/** Warnings about the inputs, before the first request to OSS. */
function warnEarly({ endpoint, credentials }: Inputs, reporter: Reporter): void {
  const stsUrl = credentials.kind === 'role' ? credentials.role.stsUrl : undefined
  const way = { endpoint, environment: workflowInputs.environment, nodeVersion: process.versions.node }
  for (const { title, text } of connectionWarnings({ ...way, stsUrl })) reporter.warning(text, title)
}

/** Relative paths start at the workspace, wherever the process was started. @returns the workspace, absolute */
function enterWorkspace(env: NodeJS.ProcessEnv, reporter: Reporter): string {
  const workspace = resolve(env.GITHUB_WORKSPACE || process.cwd())
  try {
    process.chdir(workspace)
  } catch {
    reporter.debug('The workspace does not exist; relative paths start at the working directory.')
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
