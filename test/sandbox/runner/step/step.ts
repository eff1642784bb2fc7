import { type CancelSchedule, type Child, type ChildEnd, startChild } from './child.ts'
import type { WorkflowCommand } from './commands.ts'
import { type CommandFiles, createCommandFiles, parseKeyValues, parsePaths, readCommandFile } from './file-commands.ts'
import type { Machine } from './machine.ts'
import type { Masker } from './masker.ts'
import { createStepLog, type StepLog } from './step-log.ts'
import { type Annotation, annotate, createLineHandler, createStepRecord, type StepRecord } from './step-output.ts'

export type Conclusion = 'success' | 'failure' | 'cancelled'

/** How a step, or its post, ended. */
export interface StepResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly conclusion: Conclusion
  readonly outputs: Readonly<Record<string, string>>
  /** The outputs that other jobs would get: without those that hold a masked secret, and none beyond 1 MB in all. */
  readonly jobOutputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** What was written to GITHUB_STEP_SUMMARY, masked; empty if it is over 1 MiB and therefore refused. */
  readonly summary: string
  readonly annotations: readonly Annotation[]
  readonly commands: readonly WorkflowCommand[]
  /** The log as a user sees it. */
  readonly log: string
  /** As written by the process, unmasked. */
  readonly stdout: string
  readonly stderr: string
  /** With `measureMemory`, for a process that ended by itself. */
  readonly peakRssBytes: number | undefined
}

/** Whether a step ends by itself, is cancelled or times out. */
export type StepEnd = { readonly kind: 'itself' } | { readonly kind: 'cancelled' } | { readonly kind: 'timed-out' }

/** A process of a step, main or post, from its start to its result. */
export interface RunningStage {
  readonly child: Child
  readonly log: StepLog
  readonly record: StepRecord
  readonly done: Promise<StepResult>
  readonly files: CommandFiles
  end: StepEnd
}

/** Starts one script of an action with the step's environment. */
export async function startStage(what: {
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  readonly machine: Machine
  readonly masker: Masker
  readonly schedule: CancelSchedule
  readonly debug: boolean
  readonly measureMemory: boolean
  readonly state: ReadonlyMap<string, string>
  /** What the runner prints before the step's own output. */
  readonly heading: readonly string[]
  readonly warnings: readonly string[]
}): Promise<RunningStage> {
  const files = await createCommandFiles(what.machine.runnerTemp)
  const log = createStepLog(what.masker)
  const record = createStepRecord()
  for (const [name, value] of what.state) record.state.set(name, value)
  const ports = { log, record, masker: what.masker, debug: what.debug }
  for (const warning of what.warnings) annotate({ level: 'warning', message: warning }, ports)
  for (const line of what.heading) log.write(line)
  const state = Object.fromEntries([...what.state].map(([name, value]) => [`STATE_${name}`, value]))
  const child = startChild({
    script: what.script,
    cwd: what.machine.workspace,
    env: { ...what.env, ...state, ...files },
    schedule: what.schedule,
    measureMemory: what.measureMemory,
    onLine: createLineHandler(ports),
  })
  const stage: RunningStage = { child, log, record, files, end: { kind: 'itself' }, done: child.done.then(finish) }
  return stage

  async function finish(ended: ChildEnd): Promise<StepResult> {
    await readStepFiles(files, ports)
    const summary = await readSummary(files, ports)
    if (stage.end.kind === 'timed-out') annotate({ level: 'error', message: 'The action has timed out.' }, ports)
    if (stage.end.kind === 'cancelled') annotate({ level: 'error', message: 'The operation was canceled.' }, ports)
    log.end()
    return {
      ...ended,
      conclusion: conclude(stage.end, ended, record),
      outputs: Object.fromEntries(record.outputs),
      jobOutputs: jobOutputs(record, what.masker),
      state: Object.fromEntries(record.state),
      summary,
      annotations: record.annotations,
      commands: record.commands,
      log: log.text(),
    }
  }
}

/** What the step adds to the environment of later steps. */
export async function readEnvironmentFiles(
  files: CommandFiles,
): Promise<{ readonly env: readonly (readonly [string, string])[]; readonly path: readonly string[] }> {
  const path = await readCommandFile(files.GITHUB_PATH)
  const env = await readCommandFile(files.GITHUB_ENV)
  return { env: parsedOrNothing(env), path: parsePaths(path) }
}

type Ports = { readonly log: StepLog; readonly record: StepRecord; readonly masker: Masker }

async function readStepFiles(files: CommandFiles, ports: Ports): Promise<void> {
  const targets = [
    ['output', files.GITHUB_OUTPUT, ports.record.outputs],
    ['state', files.GITHUB_STATE, ports.record.state],
  ] as const
  for (const [name, file, target] of targets) {
    try {
      for (const [key, value] of parseKeyValues(await readCommandFile(file))) target.set(key, value)
    } catch (error) {
      ports.record.failed = true
      annotate({ level: 'error', message: `Unable to process file command '${name}' successfully.` }, ports)
      annotate({ level: 'error', message: error instanceof Error ? error.message : String(error) }, ports)
    }
  }
}

const summaryLimitBytes = 1024 * 1024

async function readSummary(files: CommandFiles, ports: Ports): Promise<string> {
  const summary = await readCommandFile(files.GITHUB_STEP_SUMMARY)
  if (Buffer.byteLength(summary) <= summaryLimitBytes) return ports.masker.mask(summary)
  const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(Buffer.byteLength(summary) / 1024)}k.`
  annotate({ level: 'error', message }, ports)
  return ''
}

function conclude(end: StepEnd, ended: ChildEnd, record: StepRecord): Conclusion {
  switch (end.kind) {
    case 'cancelled':
      return 'cancelled'
    case 'timed-out':
      return 'failure'
    case 'itself':
      return ended.exitCode === 0 && !record.failed ? 'success' : 'failure'
  }
}

const jobOutputsLimit = 1024 * 1024

function jobOutputs(record: StepRecord, masker: Masker): Record<string, string> {
  const harmless = [...record.outputs].filter(([, value]) => !masker.reveals(value))
  const size = harmless.reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0)
  return size > jobOutputsLimit ? {} : Object.fromEntries(harmless)
}

function parsedOrNothing(content: string): readonly (readonly [string, string])[] {
  try {
    return parseKeyValues(content)
  } catch {
    return []
  }
}
