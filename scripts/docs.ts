/** Writes the tables of inputs and outputs from action.yml into the READMEs; with `--check` it only says whether they are up to date. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

interface Input {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

interface Manifest {
  readonly inputs: Readonly<Record<string, Input>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

/** @returns the group of each input, as the comments of action.yml give it: `# needed`, `# often`, `# rarely`. */
function groupsOf(text: string): ReadonlyMap<string, string> {
  const groups = new Map<string, string>()
  let group = ''
  for (const line of text.split('\n')) {
    group = /^ {2}# (needed|often|rarely)$/.exec(line)?.[1] ?? group
    const name = /^ {2}([a-z0-9-]+):$/.exec(line)?.[1]
    if (name !== undefined && group !== '') groups.set(name, group)
  }
  return groups
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')
}

function inputsTable(
  { inputs }: Manifest,
  groups: ReadonlyMap<string, string>,
  titles: Readonly<Record<string, string>>,
): string {
  const header = `| ${titles.input} | ${titles.default} | ${titles.meaning} |\n| --- | --- | --- |`
  return ['needed', 'often', 'rarely']
    .map((group) => {
      const rows = Object.entries(inputs)
        .filter(([name]) => groups.get(name) === group)
        .map(
          ([name, { description, default: value }]) =>
            `| \`${name}\` | ${value === undefined ? '' : `\`${cell(value)}\``} | ${cell(description)} |`,
        )
      return `**${titles[group]}**\n\n${header}\n${rows.join('\n')}`
    })
    .join('\n\n')
}

function outputsTable({ outputs }: Manifest, titles: Readonly<Record<string, string>>): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${cell(description)} |`)
  return `| ${titles.output} | ${titles.meaning} |\n| --- | --- |\n${rows.join('\n')}`
}

function replaceBetween(text: string, name: string, content: string): string {
  const pattern = new RegExp(`(<!-- ${name}:begin -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`)
  if (!pattern.test(text)) throw new Error(`There is no place for ${name}`)
  return text.replace(pattern, (_, begin: string, end: string) => `${begin}\n${content}\n\n${end}`)
}

const ENGLISH = {
  input: 'input',
  output: 'output',
  default: 'default',
  meaning: 'meaning',
  needed: 'Needed',
  often: 'Often',
  rarely: 'Rarely',
}

const text = readFileSync('action.yml', 'utf8')
const manifest = parse(text) as Manifest
const groups = groupsOf(text)
const check = process.argv.includes('--check')
for (const file of ['README.md']) {
  if (!existsSync(file)) continue
  const before = readFileSync(file, 'utf8')
  let after = replaceBetween(before, 'inputs', inputsTable(manifest, groups, ENGLISH))
  after = replaceBetween(after, 'outputs', outputsTable(manifest, ENGLISH))
  if (after === before) continue
  if (check) {
    console.error(`${file} is not up to date with action.yml: run \`npm run docs\`.`)
    process.exitCode = 1
  } else {
    writeFileSync(file, after)
    console.log(`${file} is up to date again.`)
  }
}
