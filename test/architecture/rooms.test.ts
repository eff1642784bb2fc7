/** The rooms of the code and the doors between them: docs/architecture.md. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codeOf, findCircle, reachedFrom, readSources } from './source-files.ts'

const sources = readSources('src')

/** The rooms from the lowest to the highest: a file may import from its own room and from lower ones, as far as its floor has a door there. */
const HOUSE = [
  ...[
    'core/text',
    'core/bytes',
    'core/naming',
    'core/reuse',
    'core/records',
    'core/plan',
    'core/errors',
    'core/service',
  ],
  ...[
    'core/errors/causes',
    'core/link',
    'core/release',
    'core/release/github',
    'core/release/feeds',
    'core/release/feed-urls',
    'core/telling',
  ],
  'core/readers',
  'ports',
  ...[
    'engine/bucket',
    'engine/verify',
    'engine/reuse',
    'engine/transfer',
    'engine/moving',
    'engine/prepare',
    'engine/publish',
    'engine/held',
    'engine/readers',
    'engine/source',
  ],
  ...['adapters/process', 'adapters/http', 'adapters/wire', 'adapters/disk', 'adapters/credentials', 'adapters/oss'],
  ...['adapters/readers', 'adapters/feeds', 'adapters/releases', 'adapters/github'],
  'jobs',
  ...['action/inputs', 'action/outcome', 'action'],
  ...['main', 'post', 'cache'],
] as const

/** Which floors a floor may import from, besides itself. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  ports: ['core'],
  engine: ['core', 'ports'],
  adapters: ['core', 'ports'],
  jobs: ['core', 'ports', 'engine', 'adapters'],
  action: ['core', 'ports', 'engine', 'adapters', 'jobs'],
  main: ['core', 'ports', 'engine', 'adapters', 'jobs', 'action'],
  post: ['adapters'],
  cache: ['adapters'],
}

const MAX_FILES = 12
const MAX_ROOMS = 12
const MAX_LINES = 300

/** @returns the file's folder below src/, or the name of a file that lies in src/ itself: `core/plan`, `ports`. */
function roomOf(path: string): string {
  return /^src\/(.+)\/[^/]+$/.exec(path)?.[1] ?? /^src\/([^/.]+)/.exec(path)?.[1] ?? path
}

function floorOf(path: string): string {
  return roomOf(path).split('/')[0] ?? ''
}

function heightOf(path: string): number {
  return (HOUSE as readonly string[]).indexOf(roomOf(path))
}

describe('rooms', () => {
  test('every file is in a known room', () => {
    expect(sources.map(({ path }) => path).filter((path) => heightOf(path) === -1)).toEqual([])
  })

  test('a file imports only from its own room and from lower ones, within the allowed imports of its level', () => {
    const isOpen = (from: string, to: string) =>
      (floorOf(from) === floorOf(to) || DOORS[floorOf(from)]?.includes(floorOf(to)) === true) &&
      heightOf(from) >= heightOf(to)
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, kind }) => kind === 'file' && !isOpen(path, target))
        .map(({ target }) => `${path} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  test('no room has too many files, and no level too many rooms', () => {
    const files = countBy(sources.map(({ path }) => roomOf(path)))
    expect([...files].filter(([, count]) => count > MAX_FILES)).toEqual([])
    const rooms = countBy([...files.keys()].map((room) => room.split('/').slice(0, -1).join('/')))
    expect([...rooms].filter(([floor, count]) => floor !== '' && count > MAX_ROOMS)).toEqual([])
    expect(sources.filter(({ text }) => text.split('\n').length > MAX_LINES).map(({ path }) => path)).toEqual([])
  })

  test('nothing imports in a circle, not even types', () => {
    expect(findCircle(sources)).toBeUndefined()
  })

  test('packages are known only to adapters and to the entry of the cache process', () => {
    const importers = sources.filter(({ imports }) => imports.some(({ kind }) => kind === 'package'))
    expect([...new Set(importers.map(({ path }) => floorOf(path)))].sort()).toEqual(['adapters', 'cache'])
  })

  test('post loads neither ali-oss, nor the engine, nor the cache client', () => {
    const { files, packages } = reachedFrom('src/post.ts', sources)
    expect(packages).toEqual([])
    expect(files.map(floorOf).filter((room) => room !== 'post' && room !== 'adapters' && room !== 'core')).toEqual([])
    expect(files).not.toContain('src/adapters/oss/oss.ts')
  })

  test('the cache process loads nothing of the upload', () => {
    const { files, packages } = reachedFrom('src/cache.ts', sources)
    expect(packages).toEqual(['@actions/cache'])
    expect(files.map(floorOf)).not.toContain('engine')
  })

  test('no shell is ever started', () => {
    const starting = sources.filter(({ imports }) => imports.some(({ target }) => target === 'node:child_process'))
    expect(starting.map(({ path }) => path)).toEqual(['src/adapters/github/cache-child.ts', 'src/cache.ts'])
    expect(starting.filter(({ text }) => /\bshell\b|\bexec(?:Sync)?\(/.test(codeOf(text)))).toEqual([])
  })

  test('every file is reached from an entry', () => {
    const entries = ['src/main.ts', 'src/post.ts', 'src/cache.ts']
    const reached = new Set(entries.flatMap((entry) => reachedFrom(entry, sources).files))
    const typesToo = new Set(sources.flatMap(({ imports }) => imports.map(({ target }) => target)))
    expect(sources.map(({ path }) => path).filter((path) => !reached.has(path) && !typesToo.has(path))).toEqual([])
  })
})

describe('the figures of docs/architecture.md', () => {
  const figures = [...readFileSync('docs/architecture.md', 'utf8').matchAll(/```mermaid\n([\s\S]*?)```/g)]

  test.for([
    ['of the house', 0, floorOf],
    ['of the engine', 1, (path: string) => (floorOf(path) === 'engine' ? roomOf(path).replace('engine/', '') : '')],
  ] as const)('the figure %s shows what its rooms import', ([, index, nameOf]) => {
    const imported = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, kind }) => kind === 'file' && nameOf(path) !== nameOf(target))
        .map(({ target }) => [nameOf(path), nameOf(target)] as const)
        .filter(([from, to]) => from !== '' && to !== '')
        .map(([from, to]) => `${from} --> ${to}`),
    )
    expect(arrowsOf(figures[index]?.[1] ?? '')).toEqual([...new Set(imported)].sort())
    const rooms = new Set(sources.map(({ path }) => nameOf(path)).filter((name) => name !== ''))
    expect(nodesOf(figures[index]?.[1] ?? '')).toEqual([...rooms].sort())
  })
})

/** @returns the names of a figure's boxes, sorted. */
function nodesOf(figure: string): readonly string[] {
  return [...figure.matchAll(/^ *(\w+)\["/gm)].map(([, name = '']) => name).sort()
}

/** @returns each arrow of a figure alone, sorted: `main --> action`. */
function arrowsOf(figure: string): readonly string[] {
  return [...figure.matchAll(/^ *(\w+) --> (.+)$/gm)]
    .flatMap(([, from, to = '']) => to.split(' & ').map((one) => `${from} --> ${one}`))
    .sort()
}

describe('core/', () => {
  const core = sources.filter(({ path }) => floorOf(path) === 'core')

  test('imports neither Node nor packages', () => {
    const wrong = core.flatMap(({ path, imports }) =>
      imports.filter(({ kind }) => kind !== 'file').map(({ target }) => `${path} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  test('uses no clock, no random numbers, no process, no log and no network', () => {
    const effects =
      /\b(?:Date\.now|new Date\(\)|Date\(\)|Math\.random|Temporal|performance|process|global|globalThis|console|Buffer|require|set(?:Timeout|Interval|Immediate)|queueMicrotask|fetch|crypto|Atomics)\b|\b(?:new )?Date\(\)/g
    const wrong = core.flatMap(({ path, text }) =>
      [...codeOf(text).matchAll(effects)].map(([word]) => `${path}: ${word}`),
    )
    expect(wrong).toEqual([])
  })

  test('has no asynchronous code', () => {
    const wrong = core.filter(({ text }) => /\b(?:async|await|Promise)\b/.test(codeOf(text))).map(({ path }) => path)
    expect(wrong).toEqual([])
  })
})

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
