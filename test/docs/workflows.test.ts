import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readActionManifest } from '../../scripts/action-manifest.ts'
import { stepsOf, workflowProblems } from './workflow-yaml.ts'

const FOLDER = '.github/workflows'
const workflows = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(`${FOLDER}/${name}`, 'utf8') }))

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>
        readonly 'timeout-minutes'?: number
        readonly uses?: string
      }
    >
  >
}

test('the workflows are found, and use this action', () => {
  expect(workflows.map(({ name }) => name)).toEqual(expect.arrayContaining(['ci.yml', 'release.yml']))
  expect(workflows.flatMap(({ text }) => stepsOf(text)).some(({ uses }) => uses === './')).toBe(true)
})

describe.each(workflows)('$name', ({ name, text }) => {
  const workflow = parse(text) as Workflow

  test('is accepted by GitHub and actionlint', async () => {
    expect(await workflowProblems(name, text)).toEqual([])
  })

  test('pins actions by commit, with the version beside it', () => {
    const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, reference = '']) => reference)
    const foreign = uses.filter((reference) => !reference.startsWith('./'))
    expect(foreign.filter((reference) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(reference))).toEqual([])
  })

  test('has only permission to read, except for jobs that declare more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    const writing = Object.entries(workflow.jobs).filter(([, { permissions }]) => permissions !== undefined)
    expect(writing.map(([job]) => `${name} ${job}`).every((job) => MAY_WRITE.has(job))).toBe(true)
  })

  test('has a timeout for every job', () => {
    const endless = Object.entries(workflow.jobs).filter(
      ([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined,
    )
    expect(endless.map(([job]) => job)).toEqual([])
  })

  test('gives this action only inputs that it has', () => {
    const names = readActionManifest().inputs.map((input) => input.name)
    for (const step of stepsOf(text).filter(({ uses }) => uses === './')) {
      expect(names).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
    }
  })

  test('puts no untrusted text into a script', () => {
    const scripts = [...text.matchAll(/^ +(?:- )?run: (?:\|\n((?: {8,}.*\n?)+)|(.+))$/gm)].map(
      ([, block, line]) => block ?? line ?? '',
    )
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })
})

const MAY_WRITE = new Set(['codeql.yml analyze', 'release.yml release', 'scorecard.yml analysis'])

test('the checks find mistakes in a workflow', async () => {
  const wrong = 'on: push\njobs:\n  a:\n    runs-onn: ubuntu-latest\n    needs: [b]\n    steps: [{ uses: 5 }]\n'
  expect((await workflowProblems('wrong.yml', wrong)).length).toBeGreaterThan(1)
  const injection =
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.event.head_commit.message }}\n'
  expect(await workflowProblems('injection.yml', injection)).toEqual([expect.stringContaining('untrusted')])
})

test.each([
  '.github/dependabot.yml',
  ...readdirSync('.github/ISSUE_TEMPLATE').map((name) => `.github/ISSUE_TEMPLATE/${name}`),
])('%s is YAML', (path) => {
  expect(() => parse(readFileSync(path, 'utf8'))).not.toThrow()
})
