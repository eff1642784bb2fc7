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
  progress.waitedForDisk(2000)
  progress.tried(3000)
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
