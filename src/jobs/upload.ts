/** The job that uploads and publishes, and the story that it shares with the one that only holds: search → plan → transfer → publish. */
import { stateLine } from '../core/telling/states.ts'
import type { EnginePorts } from '../engine/bucket/create-engine.ts'
import { watchForSilence } from '../engine/bucket/give-up.ts'
import { abortLeftOver } from '../engine/bucket/housekeeping.ts'
import { type RunResult, summarizeRun } from '../engine/publish/run-result.ts'
import { type OpenReuse, openReuse, type ReuseSettings } from '../engine/reuse/open-reuse.ts'
import { startProgressLines } from '../engine/transfer/progress-lines.ts'
import type { StepCheckpoints } from '../ports/step-checkpoints.ts'
import { type AttemptPorts, type AttemptSettings, openAttempt } from './open-attempt.ts'
import { CANCELLED, type Outcome } from './outcome.ts'
import { type PlanSettings, planRelease, reportDryRun } from './plan-release.ts'
import { holdRelease, type PublishSettings, publishRelease } from './publish-release.ts'
import { saveCheckpoints } from './save-checkpoints.ts'
import { type SearchSettings, searchFiles } from './search-files.ts'
import { beginRelease, type TransferSettings, transferRelease } from './transfer-release.ts'

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
  /** Writes a file on this machine and returns its path. */
  readonly scratch: (text: string) => Promise<string>
}

/** The job's ports besides the engine's: its records, and what receives its result. */
export interface JobPorts extends EnginePorts {
  readonly scratch: UploadPorts['scratch']
  readonly yaml: UploadPorts['yaml']
  readonly records: StepCheckpoints
  readonly outcome: Outcome
}

/** Uploads what matches and publishes it. @returns the exit code of the step */
export async function upload(settings: UploadSettings, ports: JobPorts): Promise<number> {
  return report(await transferAndKeep(settings, ports), ports)
}

/** @returns the result. If the upload ends early, its records are saved to the Actions cache. */
export async function transferAndKeep(settings: UploadSettings, ports: JobPorts): Promise<RunResult> {
  const { records } = ports
  try {
    return await runUpload(settings, { ...ports, openCheckpoints: records.open })
  } catch (error) {
    await saveCheckpoints(ports)
    records.close()
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
  const exitCode = await summarize(records.keeping())
  if (exitCode === 0) records.forget([...result.published, ...result.kept].map(({ file }) => file.objectId))
  else if (!isSaved) await saveCheckpoints(ports)
  records.close()
  return exitCode !== 0 && signal.aborted ? CANCELLED : exitCode
}

/**
 * @returns what became of every file. Throws an ActionError if nothing could be begun: no match, impossible keys or headers, a part size
 *   that does not fit, objects that must not be overwritten.
 */
export async function runUpload(settings: UploadSettings, ports: UploadPorts): Promise<RunResult> {
  const startedMs = ports.clock.nowMs()
  const files = await searchFiles(settings, ports)
  const attempt = openAttempt(files, settings, ports)
  const { engine } = attempt
  const endWatch = watchForSilence(engine, engine.giveUpAfterMs)
  const endLines = startProgressLines(engine)
  let reused: OpenReuse | undefined
  try {
    const planned = await planRelease(attempt, { settings, ports })
    reused = settings.reuse && openReuse(engine, planned.objects, settings.reuse)
    if (settings.dryRun) {
      await reused?.planned
      await reportDryRun(attempt, planned, { settings, ports })
      const { kept, mayRead } = planned
      return summarizeRun(engine, {
        ...{ objects: [], startedMs, published: [], failed: [], kept },
        ...{ sha256: new Map(), mayRead },
      })
    }
    const begun = await beginRelease(attempt, planned, { settings, ports, reused })
    const sent = await transferRelease(attempt, planned, { ...begun, reused })
    const release = { ...begun, ...sent, startedMs, files, planned, reused }
    if (settings.hold) return await holdRelease(attempt, release, { settings, ports })
    return await publishRelease(attempt, release, { settings, ports, endLines })
  } finally {
    if (!settings.keepsCheckpoints) await abortLeftOver(engine)
    reused?.close()
    endWatch()
    endLines()
  }
}
