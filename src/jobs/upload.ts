/** The job that uploads and publishes, and the story that it shares with the one that only holds: search → plan → transfer → publish. */

import { stateLine } from '../core/telling/states.ts'
import type { Engine } from '../engine/bucket/context.ts'
import { watchForSilence } from '../engine/bucket/give-up.ts'
import { abortLeftOver } from '../engine/bucket/housekeeping.ts'
import { type RunResult, summarizeRun } from '../engine/publish/run-result.ts'
import type { OpenReuse, ReuseSettings } from '../engine/reuse/open-reuse.ts'
import { startProgressLines } from '../engine/transfer/progress-lines.ts'
import type { Scratch } from '../ports/scratch.ts'
import type { StepCheckpoints } from '../ports/step-checkpoints.ts'
import type { Attempt, AttemptPorts, AttemptSettings } from './open-attempt.ts'
import { CANCELLED, type Outcome } from './outcome.ts'
import type { Planned, PlanSettings } from './plan-release.ts'
import type { PublishSettings, SentRelease } from './publish-release.ts'
import { saveCheckpoints } from './save-checkpoints.ts'
import type { FoundFiles, SearchSettings } from './search-files.ts'
import type { Begun, Sent, TransferSettings } from './transfer-release.ts'

/** The settings of all phases. */
export interface UploadSettings
  extends SearchSettings,
    AttemptSettings,
    PlanSettings,
    TransferSettings,
    PublishSettings {
  /** Where the index of chunks is; undefined: nothing is reused. */
  readonly reuse?: ReuseSettings | undefined
}

export interface UploadPorts extends AttemptPorts {
  readonly scratch: Scratch
  /** What an earlier attempt of this job holds. */
  readonly ownUploadIds?: ReadonlySet<string>
}

/** The phases of an upload, each with its settings. */
export interface UploadPhases {
  search(ports: UploadPorts): Promise<FoundFiles>
  open(files: FoundFiles, ports: UploadPorts): Attempt
  plan(attempt: Attempt, ports: UploadPorts): Promise<Planned>
  /** @returns what the files have in common with earlier releases; undefined where nothing is reused. */
  reuse(engine: Engine, objects: Planned['objects']): OpenReuse | undefined
  /** Tells what would be done; undefined unless that is all that is wanted. */
  readonly tellPlan: ((attempt: Attempt, planned: Planned, ports: UploadPorts) => Promise<void>) | undefined
  begin(attempt: Attempt, planned: Planned, more: BeginOptions): Promise<Begun>
  transfer(attempt: Attempt, planned: Planned, begun: Begun & Pick<BeginOptions, 'reused'>): Promise<Sent>
  /** Publishes, or holds. */
  publish(attempt: Attempt, release: SentRelease, more: PublishOptions): Promise<RunResult>
  /** Whether a later attempt can go on with what this one leaves. */
  readonly keepsCheckpoints: boolean
}

interface BeginOptions {
  readonly ports: UploadPorts
  readonly reused: OpenReuse | undefined
}

interface PublishOptions {
  readonly ports: UploadPorts
  /** Ends the lines of progress. */
  endLines(): void
}

/** The ports of the whole job: also its records, and what receives its result. */
export interface JobPorts extends Omit<UploadPorts, 'openCheckpoints'> {
  readonly records: StepCheckpoints
  readonly outcome: Outcome
}

/** Uploads what matches and publishes it. @returns the exit code of the step */
export async function upload(phases: UploadPhases, ports: JobPorts): Promise<number> {
  return report(await transferAndKeep(phases, ports), ports)
}

/** @returns the result. If the upload ends early, its records are saved to the Actions cache. */
export async function transferAndKeep(phases: UploadPhases, ports: JobPorts): Promise<RunResult> {
  const { records } = ports
  try {
    return await runUpload(phases, { ...ports, openCheckpoints: records.open })
  } catch (error) {
    await saveCheckpoints(ports)
    await records.close()
    throw error
  }
}

/** Saves the records unless all is done, and reports the result. @returns the exit code */
export async function report(
  result: RunResult,
  ports: Pick<JobPorts, 'records' | 'outcome' | 'signal' | 'reporter'>,
): Promise<number> {
  const { records, outcome, signal, reporter } = ports
  reporter.debug(stateLine('telling'))
  const summarize = await outcome.setOutputs(result)
  // What the log says about the next attempt depends on whether this succeeds.
  const isSaved =
    signal.aborted || result.failed.length > 0 || result.readers?.kind === 'wrong' || result.hasSettled === true
  if (isSaved) await saveCheckpoints(ports)
  const exitCode = await summarize(await records.keeping())
  if (exitCode === 0) records.forget([...result.published, ...result.kept].map(({ file }) => file.objectId))
  else if (!isSaved) await saveCheckpoints(ports)
  await records.close()
  return exitCode !== 0 && signal.aborted ? CANCELLED : exitCode
}

/**
 * @returns what became of every file. Throws an ActionError if nothing could be begun: no match, impossible keys or headers, a part size
 *   that does not fit, objects that must not be overwritten.
 */
export async function runUpload(phases: UploadPhases, ports: UploadPorts): Promise<RunResult> {
  const startedMs = ports.clock.nowMs()
  const files = await phases.search(ports)
  const attempt = phases.open(files, ports)
  const { engine } = attempt
  const endWatch = watchForSilence(engine, engine.giveUpAfterMs)
  const endLines = startProgressLines(engine)
  let reused: OpenReuse | undefined
  try {
    const planned = await phases.plan(attempt, ports)
    reused = phases.reuse(engine, planned.objects)
    if (phases.tellPlan !== undefined) {
      await reused?.planned
      await phases.tellPlan(attempt, planned, ports)
      const { kept, mayRead } = planned
      return summarizeRun(engine, {
        ...{ objects: [], startedMs, published: [], failed: [], kept },
        ...{ sha256: new Map(), mayRead },
      })
    }
    const begun = await phases.begin(attempt, planned, { ports, reused })
    const sent = await phases.transfer(attempt, planned, { ...begun, reused })
    const release = { ...begun, ...sent, startedMs, files, planned, reused }
    return await phases.publish(attempt, release, { ports, endLines })
  } finally {
    if (!phases.keepsCheckpoints) await abortLeftOver(engine)
    reused?.close()
    endWatch()
    endLines()
  }
}
