import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The files through which a step talks to the runner, by the environment variable that names each. */
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

/** What a file holds; a file that the step deleted, or that went with the machine, is empty. */
export async function readCommandFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return ''
  }
}

/**
 * The pairs in a file of `NAME=value` lines and `NAME<<delimiter` blocks, in order.
 * Throws with the runner's message if a line is neither, or a block has no end.
 */
export function parseKeyValues(content: string): readonly (readonly [name: string, value: string])[] {
  const lines = content.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const pairs: (readonly [string, string])[] = []
  while (lines.length > 0) {
    const line = lines.shift() ?? ''
    if (line !== '') pairs.push(parsePair(line, lines))
  }
  return pairs
}

function parsePair(line: string, following: string[]): readonly [string, string] {
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
  const end = following.indexOf(delimiter)
  if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
  const value = following.splice(0, end + 1).slice(0, -1)
  return [name, value.join('\n')]
}
