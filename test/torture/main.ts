/**
 * `npm run torture -- [rounds] [seed]`: random files, faults and ends against dist/, and what must hold after each round. With `--reuse` each round takes
 * its files from an earlier release, of which objects and index are struck too.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { endProcess } from '../../src/adapters/process/ending.ts'
import { copyAction } from '../sandbox/runner/action-copy.ts'
import { formatTable } from './format-table.ts'
import { planRound } from './plan-round.ts'
import { planReuseRound } from './reuse/plan-reuse-round.ts'
import { type RoundReport, runRound } from './run-round.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { reuse: { type: 'boolean', default: false } },
})
const [rounds = '300', seed = String(Date.now() % 1_000_000_000)] = positionals
const planOf = values.reuse ? planReuseRound : planRound
const reports: RoundReport[] = []
const folder = mkdtempSync(join(tmpdir(), 'torture-'))
// A build meanwhile must not change what is tried.
const action = await copyAction(fileURLToPath(new URL('../..', import.meta.url)), folder)
process.stdout.write(`seed ${seed}, ${rounds} rounds\n`)
for (let index = 0; index < Number(rounds); index += 1) {
  const report = await runRound(planOf(Number(seed) + index), action)
  reports.push(report)
  for (const violation of report.violations) process.stdout.write(`round of seed ${report.seed}: ${violation}\n`)
  if ((index + 1) % 25 === 0) process.stderr.write(`${index + 1} rounds\n`)
}
process.stdout.write(`${formatTable(reports)}\n`)
rmSync(folder, { recursive: true })
// Node's own exit can spin for ever on requests that were cut off.
await endProcess(reports.some(({ violations }) => violations.length > 0) ? 1 : 0)
