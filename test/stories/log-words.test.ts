/** What the log says that a step waits for is what it waits for, and nothing limits a rate that is not there. */
import { expect, test } from 'vitest'
import { createHangingDisk } from '../engine/hanging-disk.ts'
import { failure, type StoreCall, type Strike } from '../engine/memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../engine/world.ts'

const FILES = { 'app.bin': bytesOf(20 * PART_BYTES), 'b.bin': bytesOf(6 * PART_BYTES, 5), 'small.txt': bytesOf(50, 3) }
const GIVE_UP = { giveUpAfterMs: 60_000, concurrency: { kind: 'auto' } } as const

function linesOf({ log }: World): readonly string[] {
  return log.filter((text) => / · \d+ connections?\b/.test(text))
}

/** Lines of a step in which each such request ends like this. */
async function linesWhere(is: (call: StoreCall) => boolean, strike: Strike, more = {}): Promise<readonly string[]> {
  const world = createWorld(FILES)
  world.store.strike = (call) => (is(call) ? strike : undefined)
  await world.run({ ...GIVE_UP, ...more }).catch(() => {})
  return linesOf(world)
}

const fails = (fault: Parameters<typeof failure>[0], message: string): Strike => ({
  kind: 'fail',
  error: failure(fault, message),
})
const hasBody = ({ operation }: StoreCall) => operation === 'uploadPart' || operation === 'putObject'

test.for([
  ['every body is refused', hasBody, fails('network', 'OSS answered 500'), 'waiting for OSS (OSS answered 500)'],
  ['OSS asks for less all the time', hasBody, fails('busy', 'slow down'), 'waiting for OSS (slow down)'],
  ['no name is found', () => true, fails('unreachable', 'x is not known'), 'waiting for OSS (x is not known)'],
  ['bodies get no answer', hasBody, { kind: 'hang' }, 'waiting for OSS'],
  [
    'the first request gets no answer',
    ({ operation }) => operation === 'initiateUpload',
    { kind: 'hang' },
    'waiting for OSS',
  ],
] as const satisfies readonly (readonly [string, (call: StoreCall) => boolean, Strike, string])[])(
  'where %s, OSS is waited for, and nothing else is blamed',
  async ([, is, strike, told]) => {
    const lines = await linesWhere(is, strike)
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) {
      expect(line).toContain(`0 B of 2.5 MiB · 0 B/s · ${told} · `)
      expect(line).not.toContain('limited by')
    }
  },
)

test('nothing is "publishing" before there is a plan', async () => {
  const lines = await linesWhere(
    ({ operation }) => operation === 'headObject',
    { kind: 'hang' },
    { overwrite: 'never' },
  )
  expect(lines.length).toBeGreaterThan(5)
  expect(new Set(lines)).toEqual(new Set(['planning · waiting for OSS · 1 connection']))
})

test('why nothing becomes visible is told', async () => {
  const is = ({ operation }: StoreCall) => operation === 'completeUpload'
  const world = createWorld({ 'app.bin': FILES['app.bin'] })
  world.store.strike = (call) => (is(call) ? fails('network', 'OSS answered 502') : undefined)
  await world.run(GIVE_UP)
  const lines = linesOf(world)
  expect(lines.at(-1)).toMatch(/^100 % · 2\.0 MiB of 2\.0 MiB · .* · publishing \(OSS answered 502\) · 0 connections/)
  for (const line of lines) expect(line).not.toContain('limited by')
})

test('what is left at the rate of before is not told once nothing moves', async () => {
  const lines = await linesWhere(({ operation }) => operation === 'completeUpload', { kind: 'hang' })
  expect(lines.slice(1).every((line) => line.includes('waiting for OSS'))).toBe(true)
})

test('a disk that does not answer is what is waited for, and what ends the step', async () => {
  const world = createWorld({ 'app.bin': FILES['app.bin'] })
  const disk = createHangingDisk(world, 'app.bin')
  const { failed } = await world.run(GIVE_UP, { files: disk.files })
  expect(linesOf(world).length).toBeGreaterThan(5)
  for (const line of linesOf(world)) expect(line).toContain('0 B/s · waiting for the disk · ')
  expect(String(failed[0]?.error)).toBe(
    'ActionError: Nothing moved for 60 s: the disk on which the files are has not answered for 60 s',
  )
})

test('files that are compared with what OSS has are read: nobody waits for OSS', async () => {
  const world = createWorld({ 'app.bin': FILES['app.bin'] })
  world.store.strike = ({ operation }) =>
    operation === 'completeUpload' ? fails('denied', 'completing is denied') : undefined
  await world.run(GIVE_UP)
  world.log.length = 0
  world.store.strike = () => undefined
  const { body } = world.disk
  const files = {
    ...world.disk,
    body: (range: Parameters<typeof body>[0]) => {
      const read = body(range)
      return {
        ...read,
        async read(into: Uint8Array) {
          await world.clock.sleep(1500, range.signal)
          return read.read(into)
        },
      }
    },
  }
  await world.run(GIVE_UP, { files })
  expect(linesOf(world)[0]).toContain('0 B/s · reading files · 0 connections')
})
