/** Feeds that several jobs hold under one key. */
import { describe, expect, test } from 'vitest'
import { asActionError } from '../../../src/core/errors/errors.ts'
import type { HeldObject } from '../../../src/core/records/held-object.ts'
import { publishHeld } from '../../../src/jobs/publish-held.ts'
import { electronFeed, tauriFeed } from '../../core/release/feeds/samples.ts'
import { heldBy, portsOf, type RecordSource, settingsOf } from '../held-world.ts'
import { failure } from '../memory-store.ts'
import { createWorld, type World } from '../world.ts'

const X64 = electronFeed(['app-x64.exe'])
const ARM64 = electronFeed(['app-arm64.exe'])

/** Two jobs, each with a file of its own and a feed of one name. */
async function twoLegs(first: string, second: string, feed = 'latest.yml') {
  const world = createWorld({ 'a.exe': Buffer.from('a'), [feed]: Buffer.from(first) })
  const windows = await heldAs(world, 'windows')
  world.disk.remove('a.exe')
  world.disk.write('b.exe', Buffer.from('b'))
  world.disk.write(feed, Buffer.from(second))
  return { world, sources: [windows, await heldAs(world, 'windows-arm')], feed }
}

async function heldAs(world: World, name: string): Promise<RecordSource> {
  const source = await heldBy(world, { checksumsKey: undefined })
  return { ...source, record: { ...source.record, name, job: name } }
}

const textOf = (world: World, key: string) => world.store.objects.get(key)?.bytes.toString() ?? ''

async function messageOf(run: ReturnType<typeof publishHeld>): Promise<string> {
  return run.then(
    ({ failed }) => String(failed[0]?.error),
    (error: unknown) => String(asActionError(error)?.message),
  )
}

describe('feeds of two jobs', () => {
  test('are merged into one object with the files of both, after all other files, and the log says so', async () => {
    const { world, sources } = await twoLegs(X64, ARM64)
    const { failed, published, merged } = await publishHeld(settingsOf(sources), portsOf(world))
    expect(failed).toEqual([])
    expect(published.map(({ file }) => file.key).sort()).toEqual(['a.exe', 'b.exe', 'latest.yml'])
    expect([...world.store.objects.keys()].at(-1)).toBe('latest.yml')
    expect(textOf(world, 'latest.yml')).toMatch(/app-x64\.exe[\s\S]*app-arm64\.exe/)
    expect(merged).toHaveLength(1)
    expect(world.log.join('\n')).toContain('`latest.yml` was merged from `windows`, `windows-arm`: 2 files')
    expect(world.store.uploads.size).toBe(0)
  })

  test('become an object that does not say it was made of one of them, and says whether URLs in it were rewritten', async () => {
    const { world, sources } = await twoLegs(X64, ARM64)
    const made = (one: HeldObject, isFirst: boolean): HeldObject => ({
      ...{ ...one, stored: { ...one.stored, 'x-oss-meta-feed-urls': 'abc', 'x-oss-meta-build': '1' } },
      ...(isFirst ? {} : { isRewritten: true }),
    })
    const told = sources.map((source, index) => ({
      ...source,
      record: { ...source.record, objects: source.record.objects.map((one) => made(one, index === 0)) },
    }))
    const { published } = await publishHeld(settingsOf(told), portsOf(world))
    const headers = world.store.objects.get('latest.yml')?.headers
    expect([headers?.['x-oss-meta-feed-urls'], headers?.['x-oss-meta-build']]).toEqual([undefined, '1'])
    expect(published.find(({ file }) => file.key === 'latest.yml')?.file.isRewritten).toBe(true)
  })

  test('of Tauri are merged with the platforms of both', async () => {
    const [linux, mac] = [tauriFeed({ 'linux-x86_64': 'app.AppImage' }), tauriFeed({ 'darwin-aarch64': 'app.tar.gz' })]
    const { world, sources } = await twoLegs(linux, mac, 'latest.json')
    expect((await publishHeld(settingsOf(sources), portsOf(world))).failed).toEqual([])
    expect(Object.keys(JSON.parse(textOf(world, 'latest.json')).platforms)).toEqual(['linux-x86_64', 'darwin-aarch64'])
  })

  test('are in the checksums as they are published', async () => {
    const { world, sources } = await twoLegs(X64, ARM64)
    await publishHeld(settingsOf(sources, { checksumsKey: 'SUMS' }), portsOf(world))
    const { nodeHashes } = await import('../../../src/adapters/process/hashes.ts')
    expect(textOf(world, 'SUMS')).toContain(`${nodeHashes.sha256Of(textOf(world, 'latest.yml'))}  latest.yml`)
  })

  test.for([
    ['that is no YAML', 'version: [', '`windows-arm` is not valid YAML'],
    [
      'of another version',
      electronFeed(['app-arm64.exe'], { version: '1.2.4' }),
      '`version` is 1.2.3 in the one and 1.2.4',
    ],
    ['that is another YAML file', 'name: x\n', 'is not a feed of electron-updater'],
  ] as const)('%s end the release before anything is visible, and both jobs are named', async ([, second, problem]) => {
    const { world, sources } = await twoLegs(X64, second)
    const message = await messageOf(publishHeld(settingsOf(sources), portsOf(world)))
    expect(message).toContain('comes from `windows')
    expect(message).toContain('`windows`')
    expect(message).toContain('`windows-arm`')
    expect(message).toContain(problem)
    expect(world.store.objects.size).toBe(0)
  })

  test('of which one was altered in its record end the release', async () => {
    const { world, sources } = await twoLegs(X64, ARM64)
    const alter = (object: HeldObject) =>
      object.key === 'latest.yml' ? { ...object, content: Buffer.from(X64).toString('base64') } : object
    const [first, second] = sources
    if (first === undefined || second === undefined) throw new Error('two')
    const forged = { ...second, record: { ...second.record, objects: second.record.objects.map(alter) } }
    expect(await messageOf(publishHeld(settingsOf([first, forged]), portsOf(world)))).toContain('latest.yml')
    expect(world.store.objects.size).toBe(0)
  })

  test.for([
    ['before the feed is put', 'putObject', false],
    ['when nobody knows whether it was put', 'putObject', true],
    ['when it was put, and one upload is let go', 'abortUpload', true],
  ] as const)('are continued after a kill %s', async ([, operation, done]) => {
    const { world, sources } = await twoLegs(X64, ARM64)
    world.store.strike = (call) =>
      call.operation === operation ? { kind: 'fail', error: failure('permanent'), done } : undefined
    await publishHeld(settingsOf(sources), portsOf(world))
    world.store.strike = () => undefined
    const { failed, published } = await publishHeld(settingsOf(sources), portsOf(world))
    expect([failed, published.length, world.store.uploads.size]).toEqual([[], 3, 0])
    const again = await publishHeld(settingsOf(sources), portsOf(world))
    expect([again.failed, again.published.length]).toEqual([[], 3])
  })

  test('say in a dry run that they would be merged', async () => {
    const { world, sources } = await twoLegs(X64, ARM64)
    await publishHeld(settingsOf(sources, { dryRun: true }), portsOf(world))
    expect(world.log.join('\n')).toContain('latest.yml')
    expect(world.store.objects.size).toBe(0)
  })
})

test('two jobs with the same key that is not a feed are an error', async () => {
  const { world, sources } = await twoLegs('a', 'b', 'readme.txt')
  expect(await messageOf(publishHeld(settingsOf(sources), portsOf(world)))).toContain(
    '`windows` and `windows-arm` both have the key `readme.txt`',
  )
})
