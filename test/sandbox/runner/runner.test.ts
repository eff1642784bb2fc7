import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { action, appendTo, newRunner, patient, ref, useActions } from './fixture-action.ts'
import { parseKeyValues } from './step/file-commands.ts'

useActions()

describe('a step', patient, () => {
  it('sees inputs, defaults and contexts as on GitHub, and nothing of this environment', async () => {
    process.env.SANDBOX_LEAK = 'leak'
    const show = `console.log(JSON.stringify(process.env)); console.log(process.cwd())`
    const inputs = `  two words:\n    default: 5\n  some-token:\n    default: \${{ github.token }}\n  flag:\n    default: false\n  none: {}\n`
    const runner = await newRunner({
      ref: 'refs/tags/v1.2',
      runId: '77',
      runAttempt: 3,
      secrets: { KEY: 'fake-secret-1' },
    })
    const result = await runner.run({
      action: await action(show, { inputs }),
      id: 'upload',
      with: { flag: ref('github.ref_name'), None: ref('secrets.KEY') },
      env: { MINE: '1', GITHUB_SHA: 'overridden' },
    })
    delete process.env.SANDBOX_LEAK
    const env: Record<string, string> = JSON.parse(result.stdout.split('\n')[0] ?? '')
    expect(env).toMatchObject({
      INPUT_TWO_WORDS: '5',
      INPUT_FLAG: 'v1.2',
      INPUT_NONE: 'fake-secret-1',
      MINE: '1',
      GITHUB_REF: 'refs/tags/v1.2',
      GITHUB_REF_TYPE: 'tag',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '3',
      GITHUB_ACTION: 'upload',
      GITHUB_WORKSPACE: runner.workspace,
      RUNNER_TEMP: runner.runnerTemp,
      GITHUB_SERVER_URL: 'https://github.com',
    })
    expect(env['INPUT_SOME-TOKEN']).toMatch(/^ghs_fake/)
    expect(env.GITHUB_SHA).not.toBe('overridden')
    expect(
      Object.keys(env).filter((name) => /LEAK|VITEST|ACTIONS_RESULTS|ID_TOKEN|NODE_(?!V8_COVERAGE)/.test(name)),
    ).toEqual([])
    expect(result.stdout).toContain(runner.workspace)
    expect(result.log).toContain('two words: 5')
    expect(result.log).not.toContain('fake-secret-1')
    expect(result.log).toContain('None: ***')
    expect(result.conclusion).toBe('success')
  })

  it('runs from a copy of only action.yml and dist', async () => {
    const path = await action(`import { readdirSync } from 'node:fs'
      console.log(readdirSync(new URL('..', import.meta.url)).sort().join())`)
    await writeFile(join(path, 'package.json'), '{}')
    const result = await (await newRunner()).run({ action: path })
    expect(result.stdout.trim()).toBe('action.yml,dist')
  })

  it('returns outputs, state and summary through files, and is warned of unknown inputs', async () => {
    const path = await action(`
      ${appendTo('GITHUB_OUTPUT', 'one=1\nmany<<EOF_x\na\n\nb=c\nEOF_x\n')}
      ${appendTo('GITHUB_STATE', 'isPost=true\n')}
      ${appendTo('GITHUB_STEP_SUMMARY', '# fake-secret-1\n')}
      ${appendTo('GITHUB_ENV', 'LATER=yes\n')}
      ${appendTo('GITHUB_OUTPUT', 'leak=x fake-secret-1\n')}`)
    const runner = await newRunner({ secrets: { KEY: 'fake-secret-1' } })
    const result = await runner.run({ action: path, id: 'first', with: { tpyo: 'x' } })
    expect(result.outputs).toEqual({ one: '1', many: 'a\n\nb=c', leak: 'x fake-secret-1' })
    expect(result.jobOutputs).toEqual({ one: '1', many: 'a\n\nb=c' })
    expect(result.state).toEqual({ isPost: 'true' })
    expect(result.summary).toBe('# ***\n')
    expect(result.annotations).toEqual([
      { level: 'warning', message: "Unexpected input(s) 'tpyo', valid inputs are ['']" },
    ])
    const later = await runner.run({
      action: await action(`console.log(process.env.LATER, process.env.INPUT_IN)`, { inputs: '  in: {}' }),
      with: { in: ref('steps.first.outputs.one') },
    })
    expect(later.stdout.trim()).toBe('yes 1')
  })

  it('reads command files as the runner of its system does: CR LF ends a line on Windows only', () => {
    const content = 'one=1\r\nmany<<EOF\r\na\nb\r\nc\r\nEOF\r\n'
    expect(parseKeyValues(content, true)).toEqual([
      ['one', '1'],
      ['many', 'a\nb\r\nc'],
    ])
    expect(parseKeyValues('one=1\r\n', false)).toEqual([['one', '1\r']])
  })

  it('fails when a command file is invalid', async () => {
    const result = await (await newRunner()).run({ action: await action(appendTo('GITHUB_OUTPUT', 'many<<EOF\na\n')) })
    expect(result.exitCode).toBe(0)
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('Matching delimiter not found')
  })
})

describe('the log', patient, () => {
  it('shows commands as the runner does, and masks a value from its mask on', async () => {
    const path = await action(String.raw`
      const lines = ['hush one', '::add-mask::hush', 'hush two aHVzaA==', '::error file=a%2Cb.txt,title=T%3A1::bad%0Amore', '::warning::careful',
        '::debug::detail', '  ::group::G', '::endgroup::', 'text ##[error]injected', 'a\r::notice::after a lone CR', '::unknown::stays', '::add-mask::first%0Asecond', 'first, second']
      process.stdout.write(lines.join('\n'))
      console.error('::error::on stderr')`)
    const result = await (await newRunner()).run({ action: path })
    expect(result.log.split('\n').slice(2)).toEqual(
      expect.arrayContaining([
        'hush one',
        '*** two ***',
        '##[error]bad',
        'more',
        '##[group]G',
        '::unknown::stays',
        '***, ***',
      ]),
    )
    expect(result.log).not.toContain('detail')
    expect(result.annotations).toEqual(
      expect.arrayContaining([
        { level: 'error', file: 'a,b.txt', title: 'T:1', message: 'bad\nmore' },
        { level: 'warning', message: 'careful' },
        { level: 'error', message: 'injected' },
        { level: 'notice', message: 'after a lone CR' },
        { level: 'error', message: 'on stderr' },
      ]),
    )
  })

  it('shows debug lines with step debugging only', async () => {
    const path = await action(`console.log('::debug::detail', process.env.RUNNER_DEBUG)`)
    expect((await (await newRunner({ debug: true })).run({ action: path })).log).toContain('##[debug]detail 1')
  })

  it('runs no command between stop-commands and its token', async () => {
    const path = await action(`console.log('::stop-commands::tok\\n::error::no\\n::tok::\\n::error::yes')`)
    const result = await (await newRunner()).run({ action: path })
    expect(result.annotations.map(({ message }) => message)).toEqual(['yes'])
    expect(result.log).toContain('::error::no')
  })

  it('can be waited for, which rejects when the step ends', async () => {
    const step = await (await newRunner()).start({ action: await action(`console.log('part 7 done')`) })
    expect((await step.waitForLog(/part (\d+)/))[1]).toBe('7')
    await expect(step.waitForLog(/never/)).rejects.toThrow('the step ended without')
  })
})
