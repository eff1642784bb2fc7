/** Two files that map to one key in one step. */
import { expect, test } from 'vitest'
import { electronFeed } from '../../core/release/feeds/samples.ts'
import { createMemoryDisk } from '../memory-disk.ts'
import { createWorld, type World } from '../world.ts'

const match = {
  ...({ includeHiddenFiles: false, followSymbolicLinks: true, layout: 'flat', keyPrefix: '' } as const),
  lines: [{ pattern: '**', mapping: undefined, excludes: [] }],
  reservedKeys: [],
}

/** What the step makes lies beside the workspace. */
function portsOf(world: World) {
  let made = createMemoryDisk({})
  return {
    async scratch(text: string) {
      made = createMemoryDisk({ scratch: Buffer.from(text) })
      return 'scratch'
    },
    files: {
      match: (options: Parameters<World['disk']['match']>[0]) => world.disk.match(options),
      stamp: (path: string, signal: AbortSignal) => (path === 'scratch' ? made : world.disk).stamp(path, signal),
      body: (range: Parameters<World['disk']['body']>[0]) => (range.path === 'scratch' ? made : world.disk).body(range),
    },
  }
}

function worldWith(second: string, name = 'latest.yml'): World {
  return createWorld({ [`x64/${name}`]: Buffer.from(electronFeed(['x64.exe'])), [`arm/${name}`]: Buffer.from(second) })
}

test('feeds are merged into one object', async () => {
  const world = worldWith(electronFeed(['arm64.exe']))
  const { failed, published, merged } = await world.run({ match }, portsOf(world))
  expect([failed, published.length, merged.length]).toEqual([[], 1, 1])
  expect(world.store.objects.get('latest.yml')?.bytes.toString()).toMatch(/arm64\.exe[\s\S]*x64\.exe/)
  expect(world.log.join('\n')).toContain('was merged from')
})

test.for([
  ['of two versions', electronFeed(['arm64.exe'], { version: '1.2.4' }), '`version` is'],
  ['that are no YAML', 'version: [', 'is not valid YAML'],
] as const)('feeds %s are an error that names both files, and nothing is sent', async ([, second, problem]) => {
  const world = worldWith(second)
  const run = world.run({ match }, portsOf(world))
  await expect(run).rejects.toThrow(/arm\/latest\.yml[\s\S]*x64\/latest\.yml/)
  await expect(world.run({ match }, portsOf(world))).rejects.toThrow(problem)
  expect(world.store.calls).toEqual([])
})

test('other files with the same key are still an error', async () => {
  const world = worldWith('x', 'readme.txt')
  await expect(world.run({ match }, portsOf(world))).rejects.toThrow('would both become `readme.txt`')
})
