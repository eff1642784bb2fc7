import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { createRunner, type Runner, type RunnerOptions } from './runner.ts'

// Each test starts processes, on machines that may be busy.
/** Options for a `describe` that starts processes. */
export const patient = { timeout: 30_000 }

let folder: string
const runners: Runner[] = []
/** Makes the folder of a test's actions, and removes it and the runners afterwards. */
export function useActions(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runner-test-'))
  })
  afterEach(async () => {
    for (const runner of runners.splice(0)) await runner.close()
    await rm(folder, { recursive: true, force: true })
  })
}

/** A runner that is closed after the test. */
export async function newRunner(options: RunnerOptions = {}): Promise<Runner> {
  const runner = await createRunner(options)
  runners.push(runner)
  return runner
}

/** @returns the folder of this test. */
export function testFolder(): string {
  return folder
}

/** An action whose main and post are these programs. */
export async function action(
  main: string,
  options: { post?: string; postIf?: string; inputs?: string } = {},
): Promise<string> {
  const path = await mkdtemp(join(folder, 'action-'))
  await mkdir(join(path, 'dist'))
  await writeFile(join(path, 'dist', 'main.mjs'), main)
  if (options.post !== undefined) await writeFile(join(path, 'dist', 'post.mjs'), options.post)
  const lines = [
    'name: Fixture',
    options.inputs === undefined ? '' : `inputs:\n${options.inputs}`,
    'runs:',
    '  using: node24',
    '  main: dist/main.mjs',
    options.post === undefined ? '' : '  post: dist/post.mjs',
    options.postIf === undefined ? '' : `  post-if: ${options.postIf}`,
  ]
  await writeFile(join(path, 'action.yml'), lines.join('\n'))
  return path
}

/** `${{ expression }}` */
export const ref = (expression: string): string => `\${{ ${expression} }}`

/** Code that appends a text to the file that a variable names. */
export const appendTo = (name: string, text: string): string =>
  `;(await import('node:fs')).appendFileSync(process.env.${name}, ${JSON.stringify(text)})`

/** A program that ends only on SIGKILL. */
export const stubborn = `
  process.on('SIGINT', () => console.log('got SIGINT'))
  process.on('SIGTERM', () => console.log('got SIGTERM'))
  setInterval(() => {}, 1000)
  console.log('ready')`

/** Short times before the signals of a cancel. */
export const quick = { sigintMs: 100, sigtermMs: 100, outputMs: 1000 }
