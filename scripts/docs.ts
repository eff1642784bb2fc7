/** Writes the tables of inputs and outputs from action.yml into the READMEs, and the name of this action into every example; with `--check` it only says whether they are up to date. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { inputsOfSteps, STEPS, type StepKind, useOf } from '../src/action/inputs/modes.ts'
import { type ActionManifest, GROUPS, readActionManifest } from './action-manifest.ts'
import { ACTION } from './action-reference.ts'

/** What the tables say in one language. */
interface Language {
  readonly file: string
  readonly titles: Readonly<
    Record<
      'input' | 'output' | 'default' | 'meaning' | 'required' | Exclude<(typeof GROUPS)[number], 'internal'>,
      string
    >
  >
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
}

/** The English text is action.yml's own. */
const ENGLISH: Language = {
  file: 'README.md',
  titles: {
    input: 'Input',
    output: 'Output',
    default: 'Default',
    meaning: 'Meaning',
    required: 'required',
    what: 'What is published',
    where: 'Where to',
    who: 'With which credentials',
    visible: 'When objects become visible',
    readers: 'What readers get',
    github: 'From a GitHub release',
    speed: 'Resuming and speed',
    rarely: 'Rarely needed',
  },
  inputs: {},
  outputs: {},
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')
}

/** @returns a default as it is shown; the lines of a long one below each other. */
function defaultCell(value: string | undefined): string {
  if (value === undefined || value === '') return ''
  return value
    .trim()
    .split('\n')
    .map((line) => `\`${cell(line)}\``)
    .join('<br>')
}

/** @returns the description, each value of an enumerated input on a line of its own. */
function meaningCell(text: string, values: readonly string[]): string {
  const one = cell(text)
  if (values.length < 2) return one
  const names = values.map((value) => value.replace(/\W/g, '\\$&')).join('|')
  return one.replace(new RegExp(`(?:^|[;；] ?)(?=\`(?:${names})\`)`, 'g'), '<br>• ').replace(/^<br>/, '')
}

/** Inputs that users must not set are left out: action.yml marks them. */
function inputsTable({ inputs }: ActionManifest, { titles, inputs: texts }: Language): string {
  const rows = GROUPS.filter((group) => group !== 'internal').flatMap((group) => {
    const members = inputs.filter((input) => input.group === group)
    const lines = members.map(({ name, required, default: value, description, values }) => {
      const given = required ? `*${titles.required}*` : defaultCell(value)
      return `| \`${name}\` | ${given} | ${meaningCell(texts[name] ?? description, values)} |`
    })
    return lines.length === 0 ? [] : [`| **${titles[group]}** | | |`, ...lines]
  })
  return `| ${titles.input} | ${titles.default} | ${titles.meaning} |\n| --- | --- | --- |\n${rows.join('\n')}`
}

function outputsTable({ outputs }: ActionManifest, { titles, outputs: texts }: Language): string {
  const rows = outputs.map(({ name, description }) => `| \`${name}\` | ${cell(texts[name] ?? description)} |`)
  return `| ${titles.output} | ${titles.meaning} |\n| --- | --- |\n${rows.join('\n')}`
}

/** What the table of inputs and kinds of steps says in one language. */
interface StepWords {
  readonly input: string
  readonly steps: Readonly<Record<StepKind, string>>
  readonly uses: Readonly<Record<ReturnType<typeof useOf>, string>>
}

const STEP_WORDS: readonly [StepWords, StepWords] = [
  {
    input: 'Input',
    steps: {
      upload: 'uploads and publishes',
      shard: '… with `shard`',
      hold: '`publish: hold`',
      'publish-held': '`publish-held`',
      'abandon-held': '`abandon-held`',
    },
    uses: { takes: 'yes', ignores: 'no effect', refuses: 'error' },
  },
  {
    input: '输入',
    steps: {
      upload: '上传并发布',
      shard: '…并使用 `shard`',
      hold: '`publish: hold`',
      'publish-held': '`publish-held`',
      'abandon-held': '`abandon-held`',
    },
    uses: { takes: '可用', ignores: '不起作用', refuses: '报错' },
  },
]

/** For each input that not every kind of step takes, what each kind does with it. */
function stepsTable({ inputs }: ActionManifest, { input, steps, uses }: StepWords): string {
  const header = `| ${[input, ...STEPS.map((step) => steps[step])].join(' | ')} |\n| ${['---', ...STEPS.map(() => '---')].join(' | ')} |`
  const known = new Set(inputs.map(({ name }) => name))
  const rows = inputsOfSteps()
    .filter((name) => known.has(name))
    .map((name) => `| ${[`\`${name}\``, ...STEPS.map((step) => uses[useOf(name, step)])].join(' | ')} |`)
  return `${header}\n${rows.join('\n')}`
}

function replaceBetween(text: string, name: string, content: string): string {
  const pattern = new RegExp(`(<!-- ${name}:begin -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`)
  if (!pattern.test(text)) throw new Error(`There is no place for ${name}`)
  return text.replace(pattern, (_, begin: string, end: string) => `${begin}\n${content}\n\n${end}`)
}

const manifest = readActionManifest()
const languages = [ENGLISH, parse(readFileSync('docs/action.zh-CN.yml', 'utf8')) as Language]
const check = process.argv.includes('--check')
for (const language of languages) {
  const before = readFileSync(language.file, 'utf8')
  const withInputs = replaceBetween(before, 'inputs', inputsTable(manifest, language))
  const withOutputs = replaceBetween(withInputs, 'outputs', outputsTable(manifest, language))
  keepUpToDate(language.file, before, named(withOutputs))
}
for (const name of readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))) {
  const before = readFileSync(`docs/${name}`, 'utf8')
  const [english, chinese] = STEP_WORDS
  const words = name.endsWith('.zh-CN.md') ? chinese : english
  const withSteps = before.includes('<!-- steps:begin -->')
    ? replaceBetween(before, 'steps', stepsTable(manifest, words))
    : before
  keepUpToDate(`docs/${name}`, before, named(withSteps))
}

/** @returns the document with this action under its present name in every example. A `<…>` in place of the version stays. */
function named(text: string): string {
  const pinned = ACTION.replace(/@.*/, '@<')
  return text.replace(/(uses: )[\w.-]+\/upload-aliyun-oss@(<|\S+)/g, (_, uses: string, version: string) =>
    uses.concat(version === '<' ? pinned : ACTION),
  )
}

function keepUpToDate(file: string, before: string, after: string): void {
  if (after === before) return
  if (check) {
    console.error(`${file} is not up to date with action.yml: run \`npm run docs\`.`)
    process.exitCode = 1
  } else {
    writeFileSync(file, after)
    console.log(`${file} is up to date again.`)
  }
}
