/**
 * The commands of a step to the runner: lines of the log, and files that the runner names. Without @actions/core, which brings an HTTP client
 *  that takes longer to load than all of this action.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync } from 'node:fs'
import { EOL } from 'node:os'

type LogCommand = 'debug' | 'notice' | 'warning' | 'error' | 'group' | 'endgroup' | 'add-mask'
type FileCommand = 'OUTPUT' | 'STATE'

/** @returns an input as the runner passes it, trimmed; empty if it is not set. */
export function inputOf(name: string, env: NodeJS.ProcessEnv): string {
  return (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim()
}

/** Writes a line to the log. */
export function print(text: string): void {
  process.stdout.write(text + EOL)
}

/** Writes a command to the log. @param title of an annotation */
export function command(name: LogCommand, text = '', title?: string): void {
  const properties = title === undefined || title === '' ? '' : ` title=${escapeProperty(title)}`
  print(`::${name}${properties}::${escapeData(text)}`)
}

/** Passes a value through the runner's file for it; without one, as on old runners, through the log. Throws if the file is missing or full. */
export function setForRunner(kind: FileCommand, name: string, value: string): void {
  const path = process.env[`GITHUB_${kind}`] ?? ''
  if (path === '') {
    if (kind === 'OUTPUT') print('')
    print(`::${OLD_COMMANDS[kind]} name=${escapeProperty(name)}::${escapeData(value)}`)
    return
  }
  // If the file were created here, the runner would not read it.
  if (!existsSync(path)) throw new Error(`Missing file at path: ${path}`)
  // The delimiter cannot be guessed, so no value can contain it.
  const delimiter = `ghadelimiter_${randomUUID()}`
  appendFileSync(path, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`)
}

const OLD_COMMANDS: Readonly<Record<FileCommand, string>> = { OUTPUT: 'set-output', STATE: 'save-state' }

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
