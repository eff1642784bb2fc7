/**
 * The commands with which a step speaks to the runner: lines of the log, and files that it names. Not by @actions/core, which brings an HTTP client
 * with it that takes longer to load than all of this action.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync } from 'node:fs'
import { EOL } from 'node:os'

type LogCommand = 'debug' | 'notice' | 'warning' | 'error' | 'group' | 'endgroup' | 'add-mask'
type FileCommand = 'OUTPUT' | 'STATE'

/** @returns an input as the runner hands it over, trimmed; empty where it is not set. */
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

/** Hands a value on through the runner's file for it; where there is none, as on old runners, through the log. Throws where the file is gone or full. */
export function setForRunner(kind: FileCommand, name: string, value: string): void {
  const path = process.env[`GITHUB_${kind}`] ?? ''
  if (path === '') {
    if (kind === 'OUTPUT') print('')
    print(`::${OLD_COMMANDS[kind]} name=${escapeProperty(name)}::${escapeData(value)}`)
    return
  }
  // A file that the runner does not read would take everything, and pass on nothing.
  if (!existsSync(path)) throw new Error(`Missing file at path: ${path}`)
  // Nobody can know the delimiter beforehand, and so none can end the value.
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
