/** The rooms of the code and the doors between them: docs/architecture.md. */
import { describe, expect, test } from 'vitest'
import { codeOf, findCircle, reachedFrom, readSources } from './source-files.ts'

const sources = readSources('src')

/** What each room may import; a room that is missing here fails the first test. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  ports: ['core'],
  engine: ['core', 'ports', 'engine'],
  adapters: ['core', 'ports', 'adapters'],
  inputs: ['core', 'ports', 'inputs'],
  report: ['core', 'ports', 'engine', 'report'],
  'run-upload': ['core', 'ports', 'engine', 'inputs'],
  'run-held': ['core', 'ports', 'engine'],
  'job-summary': ['core', 'engine', 'report'],
  settings: ['core', 'adapters', 'inputs', 'run-upload'],
  outcome: ['core', 'ports', 'engine', 'adapters', 'inputs', 'report', 'job-summary', 'settings'],
  'hold-leg': ['core', 'ports', 'engine', 'adapters'],
  main: [
    ...['core', 'ports', 'engine', 'adapters', 'inputs', 'report', 'job-summary', 'settings', 'outcome'],
    ...['run-upload', 'run-held', 'hold-leg'],
  ],
  post: ['adapters'],
  cache: ['adapters'],
}

/** @returns the first name below src/: `src/core/plan.ts` and `src/inputs.ts` stand in the rooms `core` and `inputs`. */
function roomOf(path: string): string {
  return /^src\/([^/.]+)/.exec(path)?.[1] ?? path
}

describe('rooms', () => {
  test('a file imports only what its room has a door to', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, kind }) => kind === 'file' && DOORS[roomOf(path)]?.includes(roomOf(target)) !== true)
        .map(({ target }) => `${path} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  test('nothing imports in a circle, not even types', () => {
    expect(findCircle(sources)).toBeUndefined()
  })

  test('packages are known only to adapters and to the entry of the cache process', () => {
    const importers = sources.filter(({ imports }) => imports.some(({ kind }) => kind === 'package'))
    expect([...new Set(importers.map(({ path }) => roomOf(path)))].sort()).toEqual(['adapters', 'cache'])
  })

  test('post starts with neither ali-oss, the engine nor the cache client', () => {
    const { files, packages } = reachedFrom('src/post.ts', sources)
    expect(packages).toEqual(['@actions/core'])
    expect(files.map(roomOf).filter((room) => room !== 'post' && room !== 'adapters' && room !== 'core')).toEqual([])
    expect(files).not.toContain('src/adapters/oss.ts')
  })

  test('the cache process starts with nothing of an upload', () => {
    const { files, packages } = reachedFrom('src/cache.ts', sources)
    expect(packages).toEqual(['@actions/cache'])
    expect(files.map(roomOf)).not.toContain('engine')
  })

  test('no shell is ever started', () => {
    const starting = sources.filter(({ imports }) => imports.some(({ target }) => target === 'node:child_process'))
    expect(starting.map(({ path }) => path)).toEqual(['src/adapters/cache-child.ts', 'src/cache.ts'])
    expect(starting.filter(({ text }) => /\bshell\b|\bexec(?:Sync)?\(/.test(codeOf(text)))).toEqual([])
  })

  test('every file is reached from an entry', () => {
    const entries = ['src/main.ts', 'src/post.ts', 'src/cache.ts']
    const reached = new Set(entries.flatMap((entry) => reachedFrom(entry, sources).files))
    const typesToo = new Set(sources.flatMap(({ imports }) => imports.map(({ target }) => target)))
    expect(sources.map(({ path }) => path).filter((path) => !reached.has(path) && !typesToo.has(path))).toEqual([])
  })
})

describe('core/', () => {
  const core = sources.filter(({ path }) => roomOf(path) === 'core')

  test('imports neither Node nor packages', () => {
    const wrong = core.flatMap(({ path, imports }) =>
      imports.filter(({ kind }) => kind !== 'file').map(({ target }) => `${path} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  test('knows no clock, no chance, no process, no log and no network', () => {
    const effects =
      /\b(?:Date\.now|new Date\(\)|Date\(\)|Math\.random|Temporal|performance|process|global|globalThis|console|Buffer|require|set(?:Timeout|Interval|Immediate)|queueMicrotask|fetch|crypto|Atomics)\b|\b(?:new )?Date\(\)/g
    const wrong = core.flatMap(({ path, text }) =>
      [...codeOf(text).matchAll(effects)].map(([word]) => `${path}: ${word}`),
    )
    expect(wrong).toEqual([])
  })

  test('waits for nothing', () => {
    const wrong = core.filter(({ text }) => /\b(?:async|await|Promise)\b/.test(codeOf(text))).map(({ path }) => path)
    expect(wrong).toEqual([])
  })
})
