/** A Windows runner with one job: steps of dist/ alone, with the folders and command files that a runner gives them. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyAction } from '../sandbox/runner/action-copy.ts'
import { inputEnvironment, resolveInputs } from '../sandbox/runner/inputs.ts'
import { readManifest } from '../sandbox/runner/manifest.ts'
import { createCommandFiles, parseKeyValues } from '../sandbox/runner/step/file-commands.ts'
import { startOnWindows, type Windows, type WindowsProcess, windowsPath } from './windows.ts'

export interface WindowsResult {
  readonly exitCode: number | null
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
}

export interface WindowsStep {
  interrupt(): void
  readonly done: Promise<WindowsResult>
}

export interface WindowsMachine {
  readonly workspace: string
  start(step: { readonly with: Readonly<Record<string, string>>; readonly runAttempt?: number }): Promise<WindowsStep>
  /** Runs the post of a step that has this state. */
  post(of: {
    readonly with: Readonly<Record<string, string>>
    readonly state: Readonly<Record<string, string>>
  }): Promise<WindowsResult>
}

/** The contexts that defaults of inputs look into. */
const CONTEXTS = {
  github: { token: 'not-a-token' },
  job: { status: 'success' },
  strategy: { 'job-index': '0', 'job-total': '1' },
  matrix: {},
}

/** A machine whose folders lie below `root`. */
export async function openMachine(windows: Windows, root: string): Promise<WindowsMachine> {
  // As on the machine of somebody who has a name.
  const home = join(root, 'Jane Doe')
  const workspace = join(home, 'work', 'octo-repo')
  const runnerTemp = join(home, 'work', '_temp')
  for (const folder of [workspace, runnerTemp]) mkdirSync(folder, { recursive: true })
  const action = await copyAction(process.cwd(), join(home, 'work', '_actions'))
  const manifest = await readManifest(action)
  let started = 0

  async function start(
    script: string,
    step: { readonly with: Readonly<Record<string, string>>; readonly env: Readonly<Record<string, string>> },
  ): Promise<WindowsStep> {
    const files = await createCommandFiles(runnerTemp)
    const inWindows = Object.entries(files).map(([name, path]) => [name, windowsPath(path)])
    started += 1
    const child = startOnWindows(windows, {
      script: join(action, script),
      cwd: workspace,
      env: {
        ...{ GITHUB_WORKSPACE: windowsPath(workspace), RUNNER_TEMP: windowsPath(runnerTemp) },
        ...{
          GITHUB_REPOSITORY: 'octo-org/octo-repo',
          GITHUB_REF: 'refs/heads/main',
          GITHUB_RUN_ID: '900',
          GITHUB_JOB: 'publish',
        },
        ...{ GITHUB_ACTIONS: 'true', RUNNER_OS: 'Windows', CI: 'true', ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' },
        ...inputEnvironment(resolveInputs(manifest, step.with, CONTEXTS).values),
        ...Object.fromEntries(inWindows),
        ...step.env,
      },
      logFile: join(root, `step-${started}.log`),
    })
    return { interrupt: child.interrupt, done: resultOf(child, files) }
  }

  return {
    workspace,
    start: ({ with: values, runAttempt = 1 }) =>
      start(manifest.main, { with: values, env: { GITHUB_RUN_ATTEMPT: String(runAttempt) } }),
    async post({ with: values, state }) {
      if (manifest.post === undefined) throw new Error('action.yml names no post')
      const env = Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]))
      return await (await start(manifest.post, { with: values, env: { ...env, GITHUB_RUN_ATTEMPT: '1' } })).done
    },
  }
}

async function resultOf(
  { done }: WindowsProcess,
  files: { readonly GITHUB_OUTPUT: string; readonly GITHUB_STATE: string },
): Promise<WindowsResult> {
  const ended = await done
  const read = (file: string) => Object.fromEntries(parseKeyValues(readFileSync(file, 'utf8'), true))
  return { ...ended, outputs: read(files.GITHUB_OUTPUT), state: read(files.GITHUB_STATE) }
}
