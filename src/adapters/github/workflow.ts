/** The workflow around this step: inputs, outputs, log, masks. */
import { appendFileSync, readFileSync } from 'node:fs'
import { ActionError } from '../../core/errors/errors.ts'
import { SECRET_INPUTS, SECRET_VARIABLES } from '../../core/service/credentials.ts'
import { withoutSecrets } from '../../core/text/clean.ts'
import { singleLine } from '../../core/text/text.ts'
import type { InputSource, Reporter, Run } from '../../ports.ts'
import { command, inputOf, print, setForRunner } from './commands.ts'

/** @returns this workflow run and attempt. */
export function currentRun(env: NodeJS.ProcessEnv): Run {
  return { id: idOf(env.GITHUB_RUN_ID, '0'), attempt: idOf(env.GITHUB_RUN_ATTEMPT, '1') }
}

function idOf(value: string | undefined, fallback: string): string {
  return value !== undefined && /^[\w-]{1,40}$/.test(value) ? value.toLowerCase() : fallback
}

export const workflowInputs: InputSource = {
  input: (name) => inputOf(name, process.env),
  environment: (name) => process.env[name] ?? '',
  secretsWithheld: () => secretsWithheld(process.env),
}

/** Source: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
function secretsWithheld(env: NodeJS.ProcessEnv): 'fork' | 'dependabot' | undefined {
  if (env.GITHUB_ACTOR === 'dependabot[bot]') return 'dependabot'
  if (env.GITHUB_EVENT_NAME !== 'pull_request') return undefined
  try {
    const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8')) as PullRequestEvent
    return event.pull_request?.head?.repo?.full_name === env.GITHUB_REPOSITORY ? undefined : 'fork'
  } catch {
    return undefined
  }
}

/** The fields that are read of the event; a fork that was deleted is null. */
interface PullRequestEvent {
  readonly pull_request?: { readonly head?: { readonly repo?: { readonly full_name?: string } | null } }
}

/** @returns the log. Each line of a text is sanitised: no name or message is read as a command by the runner, and no password of a URL is shown. */
export function createReporter(): Reporter {
  return {
    info: (text) => print(harmless(text)),
    debug: (text) => command('debug', harmless(text)),
    notice: (text, title) => command('notice', harmless(text), titled(title)),
    warning: (text, title) => command('warning', harmless(text), titled(title)),
    error: (text, title) => command('error', harmless(text), titled(title)),
    group(title, lines) {
      command('group', harmless(title))
      for (const line of lines) print(harmless(line))
      command('endgroup')
    },
  }
}

function titled(title: string | undefined): string | undefined {
  return title === undefined ? undefined : singleLine(title, 120)
}

function harmless(text: string): string {
  return withoutSecrets(text)
    .split('\n')
    .map((line) => singleLine(line, 2000).replace(/^(\s*)::/, '$1\uFFFD:'))
    .join('\n')
}

/** Masks all secrets in inputs and environment, valid or not: to be called before anything can log. */
export function maskSecrets(): void {
  mask([...SECRET_INPUTS.map(workflowInputs.input), ...SECRET_VARIABLES.map(workflowInputs.environment)])
}

/**
 * @returns a secret input, masked; undefined if it is empty. It is removed from the environment, so that child processes do not get it.
 */
export function takeSecretInput(name: string): string | undefined {
  const value = workflowInputs.input(name)
  mask([value])
  dropInput(name)
  return value === '' ? undefined : value
}

/** Removes an input from the environment, also on systems that ignore the case of names. */
export function dropInput(name: string): void {
  const variable = `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
  for (const known of Object.keys(process.env)) if (known.toUpperCase() === variable) delete process.env[known]
}

/** Masks values that must never be shown, before anything can log them. */
export function mask(values: readonly (string | undefined)[]): void {
  for (const value of values) if (value !== undefined && value.trim() !== '') command('add-mask', value.trim())
}

/** Throws an ActionError if they cannot be written to the runner's file: later steps must not run without them. */
export function setOutputs(outputs: Readonly<Record<string, string>>): void {
  try {
    for (const [name, value] of Object.entries(outputs)) setForRunner('OUTPUT', name, value)
  } catch (error) {
    throw new ActionError({
      code: 'outputs-lost',
      message: `The outputs of this step cannot be written (${error instanceof Error ? error.message : String(error)})`,
      remedy:
        "Free the disk of the runner, or fix what removes the runner's files. Running the step again does not send what is published.",
      cause: error,
    })
  }
}

/** Appends to the job summary, if there is one. Never throws: it decides nothing. */
export function writeSummary(markdown: string, env: NodeJS.ProcessEnv): void {
  const path = env.GITHUB_STEP_SUMMARY
  if (path === undefined || path === '') return
  try {
    appendFileSync(path, markdown)
  } catch {
    command('debug', 'The job summary cannot be written.')
  }
}

/** A full disk must not keep the step from uploading: without state, post has nothing to do. */
export function saveState(name: string, value: string): void {
  try {
    setForRunner('STATE', name, value)
  } catch {
    command('debug', 'The state of the step cannot be written; post will have nothing to save.')
  }
}

/** @returns what `saveState` saved in the main step; empty if that is nothing. */
export function getState(name: string): string {
  return process.env[`STATE_${name}`] ?? ''
}
