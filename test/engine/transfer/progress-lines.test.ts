/** The lines that tell how far a step is. */
import { expect, test } from 'vitest'
import { createLimiter } from '../../../src/engine/bucket/limiter.ts'
import { createProgress } from '../../../src/engine/bucket/progress.ts'
import { startProgressLines } from '../../../src/engine/transfer/progress-lines.ts'
import { createFakeClock } from '../fake-clock.ts'

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
  progress.begin('body')
  progress.waitedForDisk(2000)
  progress.tried({ elapsedMs: 3000, isAcknowledged: true })
  at(5000)
  expect(lines.at(-1)).toContain('0 B/s')
  expect(lines.at(-1)).not.toContain('limited by')
  progress.acknowledged(1024 ** 2, 3000)
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
  progress.begin('body')
  let nowMs = 0
  return {
    ...lines,
    /** Passes seconds, in each of which a try with a body ends. */
    pass(seconds: number, { isAcknowledged = true, diskMs = 0, movesAtLeast = true } = {}) {
      for (let second = 0; second < seconds; second += 1) {
        nowMs += 1000
        at(nowMs)
        progress.tried({ elapsedMs: 1000, isAcknowledged })
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
