/**
 * The figures of docs/benchmarks.md: `npm run bench` for all of them, `npm run bench -- --only loopback` for some (`--only reuse` for all whose names begin
 * so), `--rounds 5` for steadier ones, and `--write` to keep the report.
 */
import { writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { SECTIONS } from './sections.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
})
const asked = [...positionals, ...values.only.flatMap((text) => text.split(','))]
const all = Object.keys(SECTIONS)
const namesOf = (text: string) => {
  const like = all.filter((name) => name.startsWith(text))
  return text in SECTIONS || like.length === 0 ? [text] : like
}
const names = asked.length > 0 ? asked.flatMap(namesOf) : all
const report = [
  '# Benchmarks',
  '',
  `Made by \`npm run bench -- --write\` on a shared machine of ${availableParallelism()} cores and ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}: client, server and link share the cores. Medians of ${values.rounds} unless said otherwise. The links are simulated (test/sandbox/link/links.ts); each figure stands beside its peers of the same run. Figures of other machines are marked as measured elsewhere.`,
]
for (const name of names) {
  const section = SECTIONS[name]
  if (section === undefined)
    throw new Error(`There is no section ${name}; there are ${Object.keys(SECTIONS).join(', ')}.`)
  const rows = await section.run(Number(values.rounds))
  const lines = rows.map(({ what, figure, target }) => `| ${what} | ${figure} | ${target ?? ''} |`)
  const text = [`## ${section.title}`, '', '| what | figure | target |', '| --- | --- | --- |', ...lines]
  console.log(`\n${text.join('\n')}`)
  report.push('', ...text)
}
if (values.write) writeFileSync('docs/benchmarks.md', `${report.join('\n')}\n`)
