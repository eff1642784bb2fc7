/** The lines that tell how far a step is. */
import { expect, test } from 'vitest'
import { createLimiter } from '../../../src/engine/bucket/limiter.ts'
import { createProgress } from '../../../src/engine/bucket/progress.ts'
import { startProgressLines } from '../../../src/engine/transfer/progress-lines.ts'
import { createFakeClock } from '../fake-clock.ts'

const MIB = 1024 ** 2

/** Lines at times that the test sets. */
function createLines() {
  let nowMs = 0
  let tick = () => {}
  const clock = {
    ...createFakeClock(),
    nowMs: () => nowMs,
    every(_: number, onTick: () => void) {
      tick = onTick
      return () => {}
    },
  }
  const lines: string[] = []
  const keep = (text: string) => void lines.push(text)
  const reporter = { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep }
  const progress = createProgress(clock)
  progress.planned()
  startProgressLines({ clock, progress, reporter, limiter: createLimiter({ kind: 'fixed', limit: 1 }) })
  return {
    progress,
    lines,
    at(ms: number) {
      nowMs = ms
      tick()
    },
  }
}

test('come every 5 s at first, every 15 s after a minute, every minute after ten minutes', () => {
  const { at, lines } = createLines()
  const shownAt: number[] = []
  for (let second = 1; second <= 780; second += 1) {
    const before = lines.length
    at(second * 1000)
    if (lines.length > before) shownAt.push(second)
  }
  const gaps = shownAt.map((second, index) => second - (shownAt[index - 1] ?? 0))
  expect([...new Set(gaps)]).toEqual([5, 15, 60])
})

test('do not name a limitation while every answer is a refusal', () => {
  const { at, lines, progress } = createLines()
  progress.addPlanned(100 * 1024 ** 2)
  progress.begin()
  const endTry = progress.trying(1024 ** 2)
  progress.waitedForDisk(3000)
  at(5000)
  endTry(true)
  expect(lines.at(-1)).toContain('0 B/s')
  expect(lines.at(-1)).not.toContain('limited by')
  progress.acknowledged(1024 ** 2, 5000)
  progress.trying(1024 ** 2)
  at(10_000)
  expect(lines.at(-1)).toContain('limited by the disk')
})

test('have no rate after the machine slept, since what was sent before says nothing about now', () => {
  const { at, lines, progress } = createLines()
  progress.addPlanned(100 * 1024 ** 2)
  progress.acknowledged(50 * 1024 ** 2, 1)
  at(5000)
  expect(lines.at(-1)).toContain('10.0 MiB/s')
  at(3_600_000)
  expect(lines.at(-1)).toContain('0 B/s')
})

/** Lines of a step that sends a MiB a second; what else happens is the test's. */
function createSending() {
  const lines = createLines()
  const { progress, at } = lines
  progress.addPlanned(1000 * 1024 ** 2)
  progress.begin()
  let nowMs = 0
  return {
    ...lines,
    /** Passes seconds, in each of which a try with a body ends. */
    pass(seconds: number, { isAcknowledged = true, diskMs = 0, movesAtLeast = true } = {}) {
      for (let second = 0; second < seconds; second += 1) {
        nowMs += 1000
        const endTry = progress.trying(1024 ** 2)
        at(nowMs)
        endTry(isAcknowledged)
        progress.waitedForDisk(diskMs)
        if (isAcknowledged) progress.acknowledged(1024 ** 2, 1000)
        else progress.retried(new Error('refused'))
        if (movesAtLeast) progress.moved()
      }
      return lines.lines.at(-1)
    },
  }
}

test('name what limits the rate now, not what once did', () => {
  const { pass } = createSending()
  expect(pass(60, { diskMs: 900 })).toContain('limited by the disk')
  expect(pass(30)).not.toContain('limited by')
  expect(pass(30, { diskMs: 900 })).toContain('limited by the disk')
})

test('name no limitation from the first line on in which nothing gets through, whatever was before', () => {
  const { pass } = createSending()
  expect(pass(30, { diskMs: 900 })).toContain('limited by the disk')
  expect(pass(10, { isAcknowledged: false })).toMatch(/ KiB\/s · .* · 0 connections · \d+ retries$/)
})

test('name no limitation of what was sent once all of it is there', () => {
  const { pass, progress } = createSending()
  progress.addResumed(940 * 1024 ** 2)
  expect(pass(55, { diskMs: 900 })).toContain('limited by the disk')
  expect(pass(20, { diskMs: 900 })).toMatch(/publishing · 0 connections$/)
})

test('have the rate of the last 20 s where much more was acknowledged in them than is under way', () => {
  const { at, lines, progress } = createLines()
  progress.addPlanned(1000 * MIB)
  for (let second = 1; second <= 40; second += 1) {
    const sizeBytes = (second > 20 ? 2 : 5) * MIB
    const endTry = progress.trying(sizeBytes)
    if (second === 40) progress.trying(4 * MIB)
    at(second * 1000)
    endTry(true)
    progress.acknowledged(sizeBytes, 1000)
  }
  at(40_000)
  expect(lines.at(-1)).toContain(' · 2.1 MiB/s · 6 min 41 s left · ')
})

test('have no rate before it is known, and none that was once a link is silent', () => {
  const { at, lines, progress } = createLines()
  progress.addPlanned(100 * MIB)
  progress.begin()
  progress.onTheWay(4 * MIB)
  const first = [0, 1, 2].map(() => progress.trying(MIB))
  at(5000)
  expect(lines.at(-1)).toBe('  0 % · 0 B of 100 MiB · 4.0 MiB on the way · 0 connections')
  at(30_000)
  for (const end of first) {
    end(true)
    progress.acknowledged(MIB, 30_000)
    progress.trying(MIB)
  }
  at(40_000)
  expect(lines.at(-1)).toBe('  3 % · 3.0 MiB of 100 MiB · 102 KiB/s · 16 min left · 0 connections')
  at(135_000)
  expect(lines.at(-1)).toBe('  3 % · 3.0 MiB of 100 MiB · 0 B/s · 4.0 MiB on the way · 0 connections')
  progress.moved()
  at(150_000)
  expect(lines.at(-1)).toBe('  3 % · 3.0 MiB of 100 MiB · 4.0 MiB on the way · 0 connections')
})
