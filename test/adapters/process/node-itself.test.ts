/** The thin adapters over what Node and the runner give: time, warnings, the workflow around the step. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { EOL, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createReporter,
  currentRun,
  saveState,
  workflowInputs,
  writeSummary,
} from '../../../src/adapters/github/workflow.ts'
import { systemClock } from '../../../src/adapters/process/clock.ts'
import { filterWarnings } from '../../../src/adapters/process/warnings.ts'

let folder: string
let env: NodeJS.ProcessEnv

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-itself-'))
  env = { ...process.env }
})

afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
  Object.assign(process.env, env)
  rmSync(folder, { recursive: true, force: true })
  vi.restoreAllMocks()
})

describe('the clock', () => {
  test('sleeps until it is called', async () => {
    const cancel = new AbortController()
    const sleeping = systemClock.sleep(60_000, cancel.signal)
    cancel.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
    await systemClock.sleep(0, new AbortController().signal)
  })

  test('only goes forward, and its random numbers are below 1', () => {
    const [monotonicMs, epochMs] = [performance.now(), Date.now()]
    expect(systemClock.nowMs()).toBeGreaterThanOrEqual(monotonicMs)
    expect(systemClock.nowMs()).toBeLessThanOrEqual(performance.now())
    expect(systemClock.epochMs()).toBeGreaterThanOrEqual(epochMs)
    expect(systemClock.epochMs()).toBeLessThanOrEqual(Date.now())
    const numbers = Array.from({ length: 100 }, () => systemClock.random())
    expect(numbers.filter((number) => number < 0 || number >= 1)).toEqual([])
    expect(new Set(numbers).size).toBeGreaterThan(1)
  })

  test('ticks until it is stopped', async () => {
    let ticks = 0
    await new Promise<void>((resolve) => {
      const stop = systemClock.every(1, () => {
        ticks += 1
        stop()
        resolve()
      })
      // It does not keep the process alive by itself.
      void systemClock.sleep(1000, new AbortController().signal).catch(() => undefined)
    })
    expect(ticks).toBe(1)
  })
})

test('of Node’s warnings only the one that ali-oss causes is suppressed', () => {
  const shown: unknown[] = []
  const original = process.emitWarning
  try {
    process.emitWarning = ((...args: readonly unknown[]) => shown.push(args)) as typeof process.emitWarning
    filterWarnings()
    process.emitWarning('url.parse', 'DeprecationWarning', 'DEP0169')
    process.emitWarning('url.parse', { type: 'DeprecationWarning', code: 'DEP0169' })
    process.emitWarning('other', 'DeprecationWarning', 'DEP0001')
    process.emitWarning('plain')
    expect(shown).toEqual([['other', 'DeprecationWarning', 'DEP0001'], ['plain']])
  } finally {
    process.emitWarning = original
  }
})

describe('the log', () => {
  function logged(write: (reporter: ReturnType<typeof createReporter>) => void): string {
    let text = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += chunk
      return true
    })
    write(createReporter())
    vi.restoreAllMocks()
    return text
  }

  test('has annotations with titles, and groups', () => {
    const text = logged((reporter) => {
      reporter.notice('n', 'Title')
      reporter.warning('w')
      reporter.error('e', 'Bad\nthing')
      reporter.debug('d')
      reporter.group('Plan', ['one', 'two'])
    })
    expect(text).toContain('::notice title=Title::n')
    expect(text).toContain('::warning::w')
    expect(text).toContain('::error title=Bad\uFFFDthing::e')
    expect(text).toContain('::debug::d')
    expect(text).toContain(['::group::Plan', 'one', 'two', '::endgroup::'].join(EOL))
  })

  test('has no command from a name or a message', () => {
    const text = logged((reporter) =>
      reporter.info('a\n::set-output name=x::y\n  ::error::z\r::add-mask::q\n##[error]w'),
    )
    expect(text).not.toMatch(/^\s*::/m)
    expect(text.replaceAll(EOL, '\n')).not.toContain('\r')
    expect(text).not.toContain('##[')
  })
})

describe('the workflow', () => {
  test('has run and attempt, and defaults for invalid values', () => {
    expect(currentRun({ GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '3' })).toEqual({ id: '77', attempt: '3' })
    expect(currentRun({ GITHUB_RUN_ID: '../x' })).toEqual({ id: '0', attempt: '1' })
  })

  test('withholds secrets from forks and Dependabot', () => {
    const event = join(folder, 'event.json')
    const pullRequestOf = (repo: object | null) =>
      writeFileSync(event, JSON.stringify({ pull_request: { head: { repo } } }))
    Object.assign(process.env, {
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_ACTOR: 'me',
    })
    expect(workflowInputs.secretsWithheld?.()).toBeUndefined()
    process.env.GITHUB_EVENT_NAME = 'pull_request'
    expect(workflowInputs.secretsWithheld?.()).toBeUndefined()
    pullRequestOf({ full_name: 'o/r' })
    expect(workflowInputs.secretsWithheld?.()).toBeUndefined()
    pullRequestOf({ full_name: 'fork/r' })
    expect(workflowInputs.secretsWithheld?.()).toBe('fork')
    pullRequestOf(null)
    expect(workflowInputs.secretsWithheld?.()).toBe('fork')
    process.env.GITHUB_ACTOR = 'dependabot[bot]'
    expect(workflowInputs.secretsWithheld?.()).toBe('dependabot')
  })

  test('does not count as one of a fork if its event cannot be read', () => {
    Object.assign(process.env, { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'me' })
    delete process.env.GITHUB_EVENT_PATH
    expect(workflowInputs.secretsWithheld?.()).toBeUndefined()
  })

  test('keeps state for the post if it can be written', () => {
    const path = join(folder, 'state')
    writeFileSync(path, '')
    process.env.GITHUB_STATE = path
    saveState('step', 'a value')
    expect(readFileSync(path, 'utf8')).toContain('a value')
    process.env.GITHUB_STATE = join(folder, 'none')
    logNothing(() => saveState('step', 'a value'))
  })

  test('gets a summary if it can be written', () => {
    const path = join(folder, 'summary.md')
    writeSummary('# one\n', { GITHUB_STEP_SUMMARY: path })
    writeSummary('two\n', { GITHUB_STEP_SUMMARY: path })
    expect(readFileSync(path, 'utf8')).toBe('# one\ntwo\n')
    writeSummary('nothing', {})
    logNothing(() => writeSummary('nothing', { GITHUB_STEP_SUMMARY: folder }))
  })
})

function logNothing(action: () => void): void {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  action()
}
