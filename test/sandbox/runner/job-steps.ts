import { delimiter, join } from 'node:path'
import { type InstalledAction, installAction } from './action-copy.ts'
import { evaluateCondition, evaluateTemplate, type JobStatus } from './expressions.ts'
import { inputEnvironment, type ResolvedInputs, resolveInputs } from './inputs.ts'
import type { JobEnvironment } from './job.ts'
import { type ActionManifest, readManifest } from './manifest.ts'
import type { CancelSchedule } from './step/child.ts'
import type { Machine } from './step/machine.ts'
import type { Masker } from './step/masker.ts'
import { readPeakRssBytes } from './step/processes.ts'
import { type RunningStage, readEnvironmentFiles, type StepResult, startStage } from './step/step.ts'

export interface StepOptions {
  /** `${{ }}` is evaluated; booleans and numbers of YAML are passed as text. */
  readonly with?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly id?: string
  /** The action's folder; this project unless given. */
  readonly action?: string
  /** `timeout-minutes`, in milliseconds. */
  readonly timeoutMs?: number
  /** Fills `peakRssBytes` of the result, by a module loaded before the action. */
  readonly measureMemory?: boolean
}

/** A step that runs or ran. */
export interface Step {
  readonly id: string
  readonly pid: number
  /** The masked log so far. */
  readonly log: string
  /** The first match in the log; rejects if the step ends without one. */
  waitForLog(pattern: RegExp): Promise<RegExpExecArray>
  /** Cancels the step and its job; resolves when the process has ended. */
  cancel(): Promise<void>
  /** Returns false if the process has ended. */
  kill(signal: NodeJS.Signals): boolean
  /** The peak memory of the running process; undefined once it has ended. */
  peakRssBytes(): number | undefined
  readonly done: Promise<StepResult>
}

/** A running job: what its steps share, and what they pass to later steps. */
export interface Job {
  readonly machine: Machine
  readonly masker: Masker
  readonly environment: JobEnvironment
  readonly schedule: CancelSchedule
  readonly debug: boolean
  /** The job's `env`, and what steps wrote to GITHUB_ENV. */
  readonly env: Record<string, string>
  /** What steps wrote to GITHUB_PATH, the latest first. */
  readonly addedPath: string[]
  readonly steps: JobStep[]
  readonly outputs: Record<string, { readonly outputs: Record<string, string> }>
  status: JobStatus
}

/** A step, with what its post needs. */
export interface JobStep {
  readonly step: Step
  readonly stage: RunningStage
  readonly manifest: ActionManifest
  readonly action: InstalledAction
  readonly inputs: ResolvedInputs
  readonly env: Readonly<Record<string, string>>
}

/** Starts the main of an action as the job's next step. */
export async function startStep(job: Job, what: StepOptions & { readonly action: string }): Promise<Step> {
  const action = await installAction(what.action, job.machine.actions)
  const manifest = await readManifest(action.folder)
  const id = what.id ?? `__step${job.steps.length + 1}`
  const contexts = { ...job.environment.contexts, steps: job.outputs, job: { status: job.status } }
  const env = mapValues({ ...job.env, ...what.env }, (value) => evaluateTemplate(value, contexts))
  const inputs = resolveInputs(manifest, what.with ?? {}, { ...contexts, env })
  const stage = await startStage({
    ...sharedStageParts(job),
    script: join(action.folder, manifest.main),
    env: composeEnvironment(job, { action, env, inputs, id }),
    measureMemory: what.measureMemory === true,
    state: new Map(),
    heading: headingOf(inputs.values, env),
    warnings: inputs.warnings,
  })
  if (what.timeoutMs !== undefined) limitTime(stage, what.timeoutMs)
  const done = stage.done.then((result) => settle(job, { id, stage, result }))
  const step = stepHandle({ job, id, stage, done })
  job.steps.push({ step, stage, manifest, action, inputs, env })
  return step
}

/** Starts the post of a step that has ended; undefined if its action has none. */
export async function startPost(job: Job, of: JobStep): Promise<Step | undefined> {
  const { post } = of.manifest
  if (post === undefined) return undefined
  await of.step.done
  const { id } = of.step
  const stage = await startStage({
    ...sharedStageParts(job),
    script: join(of.action.folder, post),
    env: composeEnvironment(job, { action: of.action, env: { ...of.env, ...job.env }, inputs: of.inputs, id }),
    measureMemory: false,
    state: of.stage.record.state,
    heading: ['Post job cleanup.'],
    warnings: [],
  })
  return stepHandle({ job, id: `${id} post`, stage, done: stage.done })
}

/** Runs the posts of all steps, the last step's first, as their `post-if` says. */
export async function runPosts(job: Job): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  for (const each of job.steps.toReversed()) {
    await each.step.done
    if (!evaluateCondition(each.manifest.postIf, job.status)) continue
    const post = await startPost(job, each)
    if (!post) continue
    const result = await post.done
    results.push(result)
    if (result.conclusion !== 'success' && job.status === 'success') job.status = 'failure'
  }
  return results
}

function sharedStageParts(
  job: Job,
): Pick<Parameters<typeof startStage>[0], 'machine' | 'masker' | 'schedule' | 'debug'> {
  return { machine: job.machine, masker: job.masker, schedule: job.schedule, debug: job.debug }
}

async function settle(
  job: Job,
  ended: { readonly id: string; readonly stage: RunningStage; readonly result: StepResult },
): Promise<StepResult> {
  const added = await readEnvironmentFiles(ended.stage.files)
  for (const [name, value] of added.env) job.env[name] = value
  job.addedPath.unshift(...added.path.toReversed())
  job.outputs[ended.id] = { outputs: { ...ended.result.outputs } }
  if (ended.result.conclusion !== 'success' && job.status !== 'cancelled') job.status = ended.result.conclusion
  return ended.result
}

function stepHandle(of: {
  readonly job: Job
  readonly id: string
  readonly stage: RunningStage
  readonly done: Promise<StepResult>
}): Step {
  const { child, log } = of.stage
  return {
    id: of.id,
    pid: child.pid,
    get log() {
      return log.text()
    },
    waitForLog: log.waitFor,
    async cancel() {
      if (child.hasEnded()) return
      of.job.status = 'cancelled'
      of.stage.end = { kind: 'cancelled' }
      await child.cancel()
    },
    kill: (signal) => !child.hasEnded() && child.kill(signal),
    peakRssBytes: () => (child.hasEnded() ? undefined : readPeakRssBytes(child.pid)),
    done: of.done,
  }
}

function limitTime(stage: RunningStage, timeoutMs: number): void {
  const timer = setTimeout(() => {
    stage.end = { kind: 'timed-out' }
    void stage.child.cancel()
  }, timeoutMs)
  void stage.child.done.then(() => clearTimeout(timer))
}

function composeEnvironment(
  job: Job,
  of: {
    readonly action: InstalledAction
    readonly env: Readonly<Record<string, string>>
    readonly inputs: ResolvedInputs
    readonly id: string
  },
): Record<string, string> {
  const { system, fixed } = job.environment
  return {
    ...system,
    ...of.action.env,
    PATH: [...job.addedPath, system.PATH].join(delimiter),
    ...of.env,
    ...fixed,
    GITHUB_ACTION: of.id,
    ...inputEnvironment(of.inputs.values),
  }
}

function headingOf(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>): readonly string[] {
  const given = Object.entries(inputs).filter(([, value]) => value !== '')
  const variables = Object.entries(env)
  return [
    '##[group]Run octo-org/upload@v1',
    ...(given.length > 0 ? ['with:', ...given.map(([name, value]) => `  ${name}: ${value}`)] : []),
    ...(variables.length > 0 ? ['env:', ...variables.map(([name, value]) => `  ${name}: ${value}`)] : []),
    '##[endgroup]',
  ]
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
