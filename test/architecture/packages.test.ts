/** The rooms of the OSS sandbox and of the other sandboxes, and which way they lead. */
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findCircle, readSources, type SourceFile } from './source-files.ts'

/** The rooms of packages/oss-sandbox/src from the lowest to the highest; a file in src/ itself is a room of its own. */
const OSS_HOUSE = [
  ...['options', 'wire', 'request-log', 'faults', 'store', 'identity', 'exchange'],
  ...['lists', 'bucket', 'object', 'multipart', 'serving', 'inspection', 'server'],
  ...['control', 'connect', 'cli', 'raw-client', 'ali-oss-client'],
]

/** The rooms of test/sandbox from the lowest to the highest. */
const SANDBOX = ['net', 'cdn', 'oidc', 'sts', 'ecs', 'link', 'github', 'actions-cache', 'runner/step', 'runner']

const MAX_FILES = 12
const MAX_LINES = 300

interface House {
  readonly folder: string
  readonly rooms: readonly string[]
}

const houses: readonly House[] = [
  { folder: 'packages/oss-sandbox/src', rooms: OSS_HOUSE },
  { folder: 'test/sandbox', rooms: SANDBOX },
]

/** @returns the file's folder below the house's, or its own name where it lies there itself. */
function roomOf(path: string, { folder }: House): string {
  const inside = posix.relative(folder, path)
  return inside.includes('/') ? posix.dirname(inside) : inside.replace(/\.ts$/, '')
}

function isTest({ path }: SourceFile): boolean {
  return path.endsWith('.test.ts')
}

describe.each(houses)('$folder', (house) => {
  const sources = readSources(house.folder)

  test('every file is in a known folder', () => {
    const rooms = new Set(
      sources.filter(({ path }) => !path.includes('/fixtures/')).map(({ path }) => roomOf(path, house)),
    )
    expect([...rooms].filter((room) => !house.rooms.includes(room))).toEqual([])
  })

  test('a file imports only from its own room and from lower ones', () => {
    const height = (path: string) => house.rooms.indexOf(roomOf(path, house))
    const wrong = sources
      .filter((source) => !isTest(source))
      .flatMap(({ path, imports }) =>
        imports
          .filter(
            ({ target, kind }) =>
              kind === 'file' && (!target.startsWith(house.folder) || height(target) > height(path)),
          )
          .map(({ target }) => `${path} → ${target}`),
      )
    expect(wrong).toEqual([])
  })

  test('nothing imports in a circle, not even types', () => {
    expect(findCircle(sources)).toBeUndefined()
  })

  test('no folder has too many files, and no file too many lines', () => {
    const counts = new Map<string, number>()
    for (const { path } of sources) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count > MAX_FILES)).toEqual([])
    const long = sources.filter(({ text }) => text.split('\n').length > MAX_LINES)
    expect(long.map(({ path }) => path)).toEqual([])
  })
})

test('the OSS sandbox needs nothing of the action and no package but hash-wasm and, as a client, ali-oss', () => {
  const packages = readSources('packages/oss-sandbox/src').flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === 'package').map(({ target }) => target),
  )
  expect([...new Set(packages)]).toEqual(['hash-wasm'])
})
