import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cancelled } from '../../src/action/outcome/report.ts'
import { nothingWaits, reportFailure } from '../../src/action/step.ts'
import { ActionError } from '../../src/core/errors/errors.ts'

let folder: string
let log: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-'))
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(folder, 'summary'))
  log = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += text
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

test.for<readonly [string, unknown, number, string]>([
  [
    'a refusal',
    new ActionError({ code: 'access-denied', message: 'it is refused', remedy: 'Allow it.' }),
    1,
    'Allow it.',
  ],
  ['a bug', new TypeError('not a function'), 1, 'not a function'],
  ['a step that nothing would end', nothingWaits(), 1, 'Re-run it'],
  ['a cancelled step', cancelled(), 130, 'The step was cancelled'],
])('%s has its exit code, and is in log and summary', ([, error, exitCode, text]) => {
  expect(reportFailure(error)).toBe(exitCode)
  expect(log).toMatch(/^::error title=/)
  expect(log).toContain(text)
  const summary = readFileSync(join(folder, 'summary'), 'utf8')
  expect(summary).toMatch(/^### ❌ Nothing was published/)
  expect(summary).toContain(text)
})
