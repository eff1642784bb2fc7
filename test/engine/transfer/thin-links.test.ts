/** What the lines say of links on which a part takes minutes. */
import { expect, test } from 'vitest'
import { ratesOf } from '../../../src/core/link/rate-history.ts'
import type { UploadSettings } from '../../../src/jobs/upload.ts'
import { behindThinLink, type ThinLink } from '../thin-link.ts'
import { bytesOf, createWorld } from '../world.ts'

const MIB = 1024 ** 2
const FILE = bytesOf(48 * MIB)
const PARTS = { partSize: { kind: 'fixed', sizeBytes: MIB }, concurrency: { kind: 'fixed', limit: 8 } } as const

interface Line {
  readonly atMs: number
  readonly text: string
  readonly doneBytes: number
  /** Absent where there is none. */
  readonly bytesPerSecond: number | undefined
  readonly leftMs: number | undefined
}

/** Sends a file over the link. */
async function sendOver(link: ThinLink, more: Partial<UploadSettings> = {}) {
  const world = createWorld({ 'app.bin': FILE })
  const lines: Line[] = []
  const keep = () => {}
  const reporter = {
    ...{ debug: keep, notice: keep, warning: keep, error: keep, group: keep },
    info: (text: string) => void lines.push(...lineOf(text, world.clock.nowMs())),
  }
  const { failed, progress } = await world.run(
    { ...PARTS, ...more },
    { store: behindThinLink(world.store, world.clock, link), reporter },
  )
  expect(failed).toEqual([])
  const endMs = world.clock.nowMs()
  return { lines, endMs, rates: ratesOf(progress.rates, endMs) }
}

const UNITS: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: MIB, s: 1000, min: 60_000, h: 3_600_000 }

function lineOf(text: string, atMs: number): readonly Line[] {
  const [, done] = /% · (\S+ \S+) of /.exec(text) ?? []
  if (done === undefined) return []
  const [, rate] = / · (\S+ \S+)\/s · /.exec(text) ?? []
  const [, left] = / · ([^·]*) left · /.exec(text) ?? []
  return [{ atMs, text, doneBytes: sumOf(done) ?? 0, bytesPerSecond: sumOf(rate), leftMs: sumOf(left) }]
}

/** @returns `1 min 5 s` in milliseconds, `1.5 KiB` in bytes. */
function sumOf(text: string | undefined): number | undefined {
  const numbers = text?.matchAll(/([\d.]+) ([a-z]+)/gi)
  return (
    numbers && [...numbers].reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? Number.NaN), 0)
  )
}

/** Time left is right to a third, and at the end to a fifth of the time that all that is under way takes together. */
function expectRightTimeLeft(
  { atMs, leftMs = 0, text }: Line,
  times: { readonly endMs: number; readonly roundMs: number },
) {
  const realMs = times.endMs - atMs
  expect(Math.abs(leftMs - realMs), text).toBeLessThan(Math.max(realMs / 3, times.roundMs / 5))
}

const LINKS = [
  ['of 12 KB/s', 12_000],
  ['of 100 KB/s', 100_000],
  ['of 1 MB/s', 1_000_000],
] as const
const WAYS = [
  ['', {}],
  [' that some requests get more of than others', { unevenness: 3 }],
  [', where the kernel takes parts whole', { bufferBytes: 4 * MIB }],
  [', of which some get more and the kernel takes all', { unevenness: 3, bufferBytes: 4 * MIB }],
] as const

test.each(LINKS.flatMap(([name, rate]) => WAYS.map(([way, more]) => [`${name}${way}`, rate, more] as const)))(
  'over a link %s rate and time left are right once four parts are there, and steady',
  async (_, linkBytesPerSecond, more) => {
    const { lines, endMs, rates } = await sendOver({ bytesPerSecondAt: () => linkBytesPerSecond, ...more })
    const told = lines.filter(({ doneBytes }) => doneBytes >= 4 * MIB)
    expect(told.length).toBeGreaterThan(3)
    for (const line of told) {
      const { text, bytesPerSecond = 0 } = line
      expect(bytesPerSecond / linkBytesPerSecond, text).toBeGreaterThan(0.75)
      expect(bytesPerSecond / linkBytesPerSecond, text).toBeLessThan(1.3)
      expectRightTimeLeft(line, { endMs, roundMs: (8000 * MIB) / linkBytesPerSecond })
    }
    for (const { text, doneBytes } of lines) if (doneBytes === 0) expect(text).not.toContain('B/s')
    // The summary's chart, but for its ends.
    for (const rate of rates.slice(1, -8)) expect(Math.abs(rate / linkBytesPerSecond - 1)).toBeLessThan(0.35)
  },
)

test('where some requests get ten times as much as others the first ones that end do not tell a rate that is far too high', async () => {
  const { lines } = await sendOver(
    { bytesPerSecondAt: () => 100_000, unevenness: 10 },
    { concurrency: { kind: 'fixed', limit: 32 } },
  )
  const rates = lines.flatMap(({ bytesPerSecond = 0, atMs }) =>
    atMs > 60_000 && bytesPerSecond > 0 ? bytesPerSecond : [],
  )
  expect(rates.length).toBeGreaterThan(10)
  expect(Math.max(...rates)).toBeLessThan(150_000)
  expect(Math.min(...rates)).toBeGreaterThan(50_000)
})

test('they are also right where the number of connections is found on the way', async () => {
  const { lines, endMs } = await sendOver(
    { bytesPerSecondAt: () => 12_000, unevenness: 3 },
    { partSize: { kind: 'auto' }, concurrency: { kind: 'auto' } },
  )
  const told = lines.filter(({ leftMs }) => leftMs !== undefined)
  expect(told.length).toBeGreaterThan(20)
  expect(told[0]?.doneBytes).toBeLessThan(8 * MIB)
  for (const line of told) expectRightTimeLeft(line, { endMs, roundMs: (16_000 * MIB) / 12_000 })
})

test.each([1, 3])('a link that halves is known as one after two rounds of parts (uneven: %d)', async (unevenness) => {
  const HALVED_MS = 250_000
  const bytesPerSecondAt = (nowMs: number) => (nowMs < HALVED_MS ? 100_000 : 50_000)
  const { lines, endMs } = await sendOver({ bytesPerSecondAt, unevenness })
  const ROUND_MS = (8 * MIB) / 50
  for (const line of lines) {
    const { atMs, text, doneBytes, bytesPerSecond = 0 } = line
    if (doneBytes < 4 * MIB) continue
    expect(bytesPerSecond, text).toBeGreaterThan(37_000)
    expect(bytesPerSecond, text).toBeLessThan(atMs < HALVED_MS + 2 * ROUND_MS ? 130_000 : 65_000)
    if (atMs > HALVED_MS + 2 * ROUND_MS) expectRightTimeLeft(line, { endMs, roundMs: ROUND_MS })
  }
})

test.each([1, 3])('a link that stops for two minutes only slows down what is told (uneven: %d)', async (unevenness) => {
  const STOP = { fromMs: 200_000, toMs: 320_000 }
  const bytesPerSecondAt = (nowMs: number) => (nowMs > STOP.fromMs && nowMs < STOP.toMs ? 0 : 100_000)
  const { lines, endMs } = await sendOver({ bytesPerSecondAt, unevenness, bufferBytes: 4 * MIB })
  let beforeMs = Number.POSITIVE_INFINITY
  for (const { atMs, text, doneBytes, bytesPerSecond = 0, leftMs = 0 } of lines) {
    if (doneBytes < 4 * MIB || endMs - atMs < 15_000) continue
    expect(bytesPerSecond, text).toBeGreaterThan(37_000)
    expect(bytesPerSecond, text).toBeLessThan(130_000)
    expect(leftMs, text).toBeLessThan(1.5 * beforeMs)
    beforeMs = leftMs
  }
})
