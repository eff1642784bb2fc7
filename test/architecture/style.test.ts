/** What of the style a reader counts on and no linter here checks. */
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codeOf, readSources } from './source-files.ts'

const sources = readSources('src')
const all = [...sources, ...readSources('test'), ...readSources('scripts'), ...readSources('packages')]

test('file names are in kebab-case', () => {
  const wrong = all.filter(
    ({ path }) => !path.split('/').every((name) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(name)),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('no file has a name such as utils or helpers', () => {
  const drawers = /\/(?:utils?|helpers?|constants?|common|misc|shared|types|index)\.ts$/
  expect(all.map(({ path }) => path).filter((path) => drawers.test(path))).toEqual([])
})

test('exports have names', () => {
  const wrong = sources.filter(({ text }) => /^export\s+(?:default\b|\{[^}]*\bas default\b)/m.test(codeOf(text)))
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('relative imports name the file that Node runs', () => {
  const wrong = all.flatMap(({ path, imports }) =>
    imports
      .filter(({ target, kind }) => kind === 'file' && !target.endsWith('.ts'))
      .map(({ target }) => `${path} → ${target}`),
  )
  expect(wrong).toEqual([])
})

test('a switch over kinds has no default, so that a new kind does not compile unseen', () => {
  const wrong = sources.filter(({ text }) =>
    /\bdefault\s*:/.test(codeOf(text).replace(/\bdefault: (?:value|undefined)/g, '')),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('no `any` and no suppressed type errors', () => {
  const wrong = sources.filter(({ text }) =>
    /[:<]\s*any\b|\bas any\b|@ts-(?:ignore|expect-error|nocheck)/.test(codeOf(text) + commentsOf(text)),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('a function of the engine receives the part of it that it uses, never all of it', () => {
  const wrong = sources.filter(
    ({ path, text }) =>
      path.startsWith('src/engine/') &&
      /[(,{}]\s*\w*\??: Engine\b(?!\[)/.test(codeOf(text).replace(/\): Engine\b/g, '')),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('a job hands each function the settings that it uses, never all of them', () => {
  const jobs = sources.filter(({ path }) => path.startsWith('src/jobs/'))
  const spreads = jobs.flatMap(({ path, text }) =>
    [...codeOf(text).matchAll(/\.\.\.settings\b.*/g)].map(([call]) => `${path}: ${call}`),
  )
  expect(spreads).toEqual([])
})

test('every function that is exported has a comment for those who call it', () => {
  const bare = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/(?<!\*\/\n)^export (?:async )?function\*? (\w+)/gm)].map(([, name]) => `${path}: ${name}`),
  )
  expect(bare).toEqual([])
})

test('a comment that names a decision names one that exists', () => {
  const decisions = readdirSync('docs/decisions')
  const named = all.flatMap(({ text }) =>
    [...text.matchAll(/docs\/decisions\/([\w-]*(?:\.md)?)/g)].map(([, name = '']) => name),
  )
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !decisions.some((file) => name !== '' && file.startsWith(name)))).toEqual([])
})

test('folders are made by `makeFolder`, since `recursive` of Node never ends where nothing can be made', () => {
  const wrong = sources.filter(({ text }) => /\bmkdir(?:Sync)?\([^)]*\brecursive\b/.test(codeOf(text)))
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('importing a file does nothing, unless it is an entry', () => {
  const entries = ['src/main.ts', 'src/post.ts', 'src/cache.ts']
  const harmless = /^(?:import|export|const|let|declare|function|async function|interface|type|class|[})\]])/
  const effects = sources
    .filter(({ path }) => !entries.includes(path))
    .flatMap(({ path, text }) =>
      codeOf(text)
        .split('\n')
        .filter((line) => /^[^\s]/.test(line))
        .filter((line) => !harmless.test(line) || /^(?:export )?(?:const|let) .*\bawait\b/.test(line))
        .map((line) => `${path}: ${line}`),
    )
  expect(effects).toEqual([])
})

function commentsOf(text: string): string {
  return [...text.matchAll(/^\s*\/\/.*$/gm)].join('\n')
}
