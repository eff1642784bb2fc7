/**
 * Runs the tests and reports which lines and branches of src/ ran, in the tests' own processes and in those that scenarios start: there the
 * entries of dist/ are replaced by ones that import src/. Node runs the sources as they are, so that every process measures the same code.
 * Exits with 1 if a test fails or a limit is not reached. Arguments are passed to vitest.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type FileCoverage, measureCoverage } from './measured-coverage.ts'

const FOLDER = resolve('coverage')
const PROCESSES = join(FOLDER, 'processes')
const ACTION = join(FOLDER, 'action')

/** Per cent of lines and of branches. */
const LIMITS = [
  { room: 'src/core/', lines: 100, branches: 100 },
  { room: 'src/', lines: 95, branches: 95 },
] as const

/** Writes an action whose entries run the sources. */
function writeAction(): void {
  for (const entry of ['main', 'post', 'cache']) {
    mkdirSync(join(ACTION, 'dist', entry), { recursive: true })
    const source = pathToFileURL(resolve(`src/${entry}.ts`)).href
    writeFileSync(join(ACTION, 'dist', entry, 'index.js'), `await import(${JSON.stringify(source)})\n`)
  }
  writeFileSync(join(ACTION, 'dist', 'package.json'), '{ "type": "module" }\n')
  copyFileSync('action.yml', join(ACTION, 'action.yml'))
}

function runTests(args: readonly string[]): boolean {
  const env = { ...process.env, NODE_V8_COVERAGE: PROCESSES, SANDBOX_ACTION: ACTION }
  const { status, signal } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    env,
    stdio: 'inherit',
  })
  if (signal !== null) throw new Error(`The tests were ended by ${signal}: there is nothing to measure`)
  return status === 0
}

function percent({ covered, total }: { readonly covered: number; readonly total: number }): number {
  return total === 0 ? 100 : (100 * covered) / total
}

function sumOf(
  files: readonly FileCoverage[],
  measure: 'lines' | 'branches',
): { readonly covered: number; readonly total: number } {
  return {
    covered: files.reduce((sum, file) => sum + file[measure].covered, 0),
    total: files.reduce((sum, file) => sum + file[measure].total, 0),
  }
}

function printFiles(files: readonly FileCoverage[]): void {
  for (const { path, lines, branches, missing } of files) {
    if (lines.covered === lines.total && branches.covered === branches.total) continue
    const figures = `${percent(lines).toFixed(1).padStart(5)} % lines ${percent(branches).toFixed(1).padStart(5)} % branches`
    console.log(`  ${path.padEnd(36)} ${figures}  ${missing.join(' ')}`)
  }
}

rmSync(FOLDER, { recursive: true, force: true })
writeAction()
const passed = runTests(process.argv.slice(2))
const files = await measureCoverage(PROCESSES)
console.log('\nNot covered whole (lines, and branches as line:column):')
printFiles(files)
console.log('')
let reached = true
for (const { room, ...limits } of LIMITS) {
  const inRoom = files.filter(({ path }) => path.startsWith(room))
  for (const measure of ['lines', 'branches'] as const) {
    const figure = percent(sumOf(inRoom, measure))
    const holds = figure >= limits[measure]
    reached &&= holds
    console.log(
      `${holds ? '✓' : '✗'} ${room.padEnd(10)} ${measure.padEnd(9)} ${figure.toFixed(2)} % (at least ${limits[measure]} %)`,
    )
  }
}
writeFileSync(join(FOLDER, 'summary.json'), `${JSON.stringify(files, null, 2)}\n`)
rmSync(PROCESSES, { recursive: true, force: true })
process.exitCode = passed && reached ? 0 : 1
