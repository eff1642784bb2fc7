/** Where a secret shows that nobody may read. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StepResult } from '../sandbox/runner/step/step.ts'

/**
 * @param folders in whose files it is looked for, too
 * @returns where the secret shows, besides the command that masks it
 */
export function placesOf(secret: string, result: StepResult, folders: readonly string[]): readonly string[] {
  const said = result.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  const texts = {
    stdout: said.join('\n'),
    stderr: result.stderr,
    annotations: JSON.stringify(result.annotations),
    summary: result.summary,
    outputs: JSON.stringify([result.outputs, result.jobOutputs, result.state]),
  }
  const found = Object.entries(texts).filter(([, text]) => text.includes(secret))
  return [...found.map(([place]) => place), ...folders.flatMap((folder) => filesWith(secret, folder))]
}

function filesWith(secret: string, folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(secret))
}
