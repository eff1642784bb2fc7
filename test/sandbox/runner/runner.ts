import { rm } from 'node:fs/promises'
import { projectFolder } from './action-copy.ts'
import type { JobStatus } from './expressions.ts'
import { type JobOptions, setUpJob } from './job.ts'
import { type Job, runPosts, type Step, type StepOptions, startPost, startStep } from './job-steps.ts'
import { type CancelSchedule, runnerSchedule } from './step/child.ts'
import { type Machine, setUpMachine } from './step/machine.ts'
import { createMasker } from './step/masker.ts'
import { killTracked } from './step/processes.ts'
import type { StepResult } from './step/step.ts'

export type { JobOptions } from './job.ts'
export type { Step, StepOptions } from './job-steps.ts'
export type { CancelSchedule } from './step/child.ts'
export type { Conclusion, StepResult } from './step/step.ts'
export type { Annotation } from './step/step-output.ts'

export interface RunnerOptions extends JobOptions {
  /** The machine's folder, which is kept; without it a new temporary one, removed with the runner. */
  readonly root?: string
  /** The only programs in PATH; all programs of the system unless given. */
  readonly tools?: readonly string[]
  /** The real runner's unless given: 7.5 s to SIGTERM, 2.5 s to SIGKILL. */
  readonly schedule?: CancelSchedule
}

/** A machine with one job on it. */
export interface Runner {
  readonly machine: Machine
  readonly workspace: string
  readonly runnerTemp: string
  /** Status of the job after the steps so far. */
  readonly status: JobStatus
  start(step?: StepOptions): Promise<Step>
  /** Runs a step to its end. */
  run(step?: StepOptions): Promise<StepResult>
  /** The post of one step that has ended, whatever its `post-if`, as a step that can be killed; undefined if the action has none. */
  startPost(step: Step): Promise<Step | undefined>
  /** Starts the post of one step and waits for its end. */
  runPost(step: Step): Promise<StepResult | undefined>
  /**
   * The end of the job: posts in reverse order of their steps, as `post-if` says, then orphans are killed and RUNNER_TEMP is removed
   * (kept with `keepTemp`). Returns the posts' results in the order in which they ran.
   */
  endJob(options?: { readonly keepTemp?: boolean }): Promise<readonly StepResult[]>
  /** The runner is shut down: running steps get a cancellation's signals, posts are skipped, the disk stays. */
  shutdown(): Promise<void>
  /** The machine is lost: everything that runs on it is killed at once, and its disk is removed. */
  loseMachine(): Promise<void>
  /** Kills what is left and removes the machine's temporary folder. */
  close(): Promise<void>
}

/** Windows cannot remove a folder while a process that was just ended still has it open, so removal is retried. */
const REMOVAL = { recursive: true, force: true, maxRetries: 20 } as const

/** A runner that runs an `action.yml` like GitHub's runner: https://github.com/actions/runner. Throws unless this is Node 24. */
export async function createRunner(options: RunnerOptions = {}): Promise<Runner> {
  if (!process.version.startsWith('v24.')) throw new Error(`actions run on Node 24, this is ${process.version}`)
  const job = await createJob(options)
  const { machine } = job
  let over = false
  const start = async (step: StepOptions = {}): Promise<Step> => {
    if (over) throw new Error('the job is over')
    return await startStep(job, { action: projectFolder, ...step })
  }
  return {
    machine,
    workspace: machine.workspace,
    runnerTemp: machine.runnerTemp,
    get status() {
      return job.status
    },
    start,
    run: async (step) => await (await start(step)).done,
    startPost: async (step) => await startPostOf(job, step),
    runPost: async (step) => await (await startPostOf(job, step))?.done,
    async endJob({ keepTemp = false } = {}) {
      over = true
      const results = await runPosts(job)
      await killTracked(job.environment.trackingId, runningOf(job))
      if (!keepTemp) await rm(machine.runnerTemp, REMOVAL)
      return results
    },
    async shutdown() {
      over = true
      await Promise.all(job.steps.map(({ step }) => step.cancel()))
      await killEverything(job)
    },
    async loseMachine() {
      over = true
      await killEverything(job)
      await rm(machine.root, REMOVAL)
    },
    async close() {
      over = true
      await killEverything(job)
      if (options.root === undefined) await rm(machine.root, REMOVAL)
    },
  }
}

async function createJob(options: RunnerOptions): Promise<Job> {
  const repositoryName = options.repository?.split('/')[1] ?? 'octo-repo'
  const machine = await setUpMachine({ root: options.root, repositoryName, tools: options.tools })
  const masker = createMasker()
  return {
    machine,
    masker,
    environment: await setUpJob(options, machine, masker),
    schedule: options.schedule ?? runnerSchedule,
    debug: options.debug === true,
    env: { ...options.env },
    addedPath: [],
    steps: [],
    outputs: {},
    status: 'success',
  }
}

async function startPostOf(job: Job, step: Step): Promise<Step | undefined> {
  const found = job.steps.find((each) => each.step === step)
  if (!found) throw new Error('that step did not run on this runner')
  return await startPost(job, found)
}

function runningOf(job: Job): readonly number[] {
  return job.steps.flatMap(({ stage }) => (stage.child.hasEnded() ? [] : [stage.child.pid]))
}

async function killEverything(job: Job): Promise<void> {
  await killTracked(job.environment.trackingId, runningOf(job))
  await Promise.all(job.steps.map(({ step }) => step.done))
}
