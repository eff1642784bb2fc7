/** Whoever copies an example of the documents gets a workflow that works. */
import { describe, expect, test } from 'vitest'
import { readActionManifest } from '../../scripts/action-manifest.ts'
import { ACTION } from '../../scripts/action-reference.ts'
import { readInputs } from '../../src/action/inputs/inputs.ts'
import { readDocuments } from './markdown.ts'
import { asWorkflow, stepsOf, type WorkflowStep, workflowProblems } from './workflow-yaml.ts'

const { inputs } = readActionManifest()
const defaults = Object.fromEntries(inputs.map(({ name, default: value = '' }) => [name, value]))

const examples = readDocuments().flatMap(({ path, blocks }) =>
  blocks.filter(({ language }) => language === 'yaml').map(({ code, line }) => ({ where: `${path}:${line}`, code })),
)

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(20)
  expect(examples.flatMap(({ code }) => ownSteps(asWorkflow(code) ?? '')).length).toBeGreaterThan(20)
})

describe.each(examples)('$where', ({ code }) => {
  const workflow = asWorkflow(code)

  test('is steps, jobs or a workflow, and GitHub accepts it', async () => {
    expect(workflow).toBeDefined()
    expect(await workflowProblems('example.yml', workflow ?? '')).toEqual([])
  })

  test('gives this action only inputs that it has, with values that it accepts', () => {
    for (const step of ownSteps(workflow ?? '')) {
      expect(step.uses).toBe(ACTION)
      expect(inputs.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
      expect(() =>
        readInputs({ input: (name) => inputOf(step, name), environment: (name) => ENVIRONMENT[name] ?? '' }),
      ).not.toThrow()
    }
  })
})

test('JSON in the documents is JSON', () => {
  const blocks = readDocuments().flatMap((document) => document.blocks.filter(({ language }) => language === 'json'))
  expect(blocks.length).toBeGreaterThan(3)
  for (const { code } of blocks) expect(() => JSON.parse(code)).not.toThrow()
})

test('the policy in the documents names the bucket of the examples', () => {
  const policies = readDocuments().flatMap(({ blocks }) => blocks.filter(({ code }) => code.includes('acs:oss:')))
  expect(policies.length).toBeGreaterThan(0)
  for (const { code } of policies) expect(code).toContain('my-bucket')
})

function ownSteps(workflow: string): readonly WorkflowStep[] {
  return stepsOf(workflow).filter(({ uses }) => uses?.includes('/upload-aliyun-oss@') === true)
}

/** What a step before it may have set. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tExampleExampleExam',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'example',
  GITHUB_REPOSITORY: 'my-org/my-repo',
}

/** What stands for an expression where the action checks the value. */
const EXAMPLE_VALUES: Readonly<Record<string, string>> = {
  "github.ref_name != 'main'": 'true',
  'github.ref_name': 'v1.2.3',
  'strategy.job-index': '0',
  'strategy.job-total': '4',
}

function inputOf(step: WorkflowStep, name: string): string {
  const value = String(step.with?.[name] ?? defaults[name] ?? '')
  return value
    .replace(/\$\{\{([^}]*)\}\}/g, (_, expression: string) => EXAMPLE_VALUES[expression.trim()] ?? 'example')
    .trim()
}
