import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isWindows } from './system.ts'

/** The files through which a step sends commands to the runner, by the environment variable that names each. */
export interface CommandFiles {
  readonly GITHUB_OUTPUT: string
  readonly GITHUB_STATE: string
  readonly GITHUB_ENV: string
  readonly GITHUB_PATH: string
  readonly GITHUB_STEP_SUMMARY: string
}

/** Fresh, empty files under the job's temporary folder. */
export async function createCommandFiles(runnerTemp: string): Promise<CommandFiles> {
  const folder = join(runnerTemp, '_runner_file_commands')
  const suffix = crypto.randomUUID()
  await mkdir(folder, { recursive: true })
  const files: CommandFiles = {
    GITHUB_OUTPUT: join(folder, `set_output_${suffix}`),
    GITHUB_STATE: join(folder, `save_state_${suffix}`),
    GITHUB_ENV: join(folder, `set_env_${suffix}`),
    GITHUB_PATH: join(folder, `add_path_${suffix}`),
    GITHUB_STEP_SUMMARY: join(folder, `step_summary_${suffix}`),
  }
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')))
  return files
}

/** The content of a file; a file that was deleted by the step or with the machine counts as empty. */
export async function readCommandFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return ''
  }
}

/**
 * The lines of a command file. The runner of Windows ends one at LF or CR LF, that of other systems at LF alone. `end` of a line is its line end.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */
function splitLines(content: string, takesCrLf: boolean): FileLine[] {
  const lines = [...content.matchAll(takesCrLf ? /([^\n]*?)(\r?\n|$)/g : /([^\n]*)(\n|$)/g)]
  return lines.filter(([whole]) => whole !== '').map(([, text = '', end = '']) => ({ text, end }))
}

interface FileLine {
  readonly text: string
  readonly end: string
}

/**
 * The pairs in a file of `NAME=value` lines and `NAME<<delimiter` blocks, in order.
 * Throws with the runner's message if a line is neither, or a block has no end.
 */
export function parseKeyValues(
  content: string,
  takesCrLf = isWindows,
): readonly (readonly [name: string, value: string])[] {
  const lines = splitLines(content, takesCrLf)
  const pairs: (readonly [string, string])[] = []
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line.text !== '') pairs.push(parsePair(line.text, lines))
  }
  return pairs
}

/** The lines of a file of paths, without empty ones. */
export function parsePaths(content: string, takesCrLf = isWindows): readonly string[] {
  return splitLines(content, takesCrLf)
    .map(({ text }) => text)
    .filter((text) => text !== '')
}

function parsePair(line: string, following: FileLine[]): readonly [string, string] {
  const equals = line.indexOf('=')
  const heredoc = line.indexOf('<<')
  if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
    if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`)
    return [line.slice(0, equals), line.slice(equals + 1)]
  }
  if (heredoc < 0) throw new Error(`Invalid format '${line}'`)
  const name = line.slice(0, heredoc)
  const delimiter = line.slice(heredoc + 2)
  if (name === '' || delimiter === '')
    throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`)
  const end = following.findIndex(({ text }) => text === delimiter)
  if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
  const value = following.splice(0, end + 1).slice(0, -1)
  // Line ends within a value are kept; that of its last line is not part of the value.
  return [name, value.map(({ text, end: ending }, index) => (index < end - 1 ? text + ending : text)).join('')]
}
