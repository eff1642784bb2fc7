import { expect, onTestFinished, test } from 'vitest'
import type { Part } from '../../../src/core/bytes/parts.ts'
import { equalParts } from '../../../src/core/records/layout.ts'
import { createLimiter } from '../../../src/engine/bucket/limiter.ts'
import { createPartQueue } from '../../../src/engine/bucket/part-queue.ts'
import type { Clock } from '../../../src/ports.ts'
import { createFakeClock } from '../fake-clock.ts'

const PART_BYTES = 1024 * 1024
const LAST = 20

interface Sent {
  readonly number: number
  readonly how: string
}

/** Sends twenty parts, four at once: `slow` says what becomes of the tries of the last one, the others take 100 ms. */
async function sendParts(
  slow: (tries: number, signal: AbortSignal, clock: Clock) => Promise<string>,
  { limit = 4, takenBytes = PART_BYTES } = {},
) {
  const clock = createFakeClock()
  onTestFinished(() => clock.end())
  const limiter = createLimiter({ kind: 'fixed', limit })
  const kept: Sent[] = []
  let triesOfLast = 0
  await createPartQueue({ limiter, clock }).run<Sent>({
    parts: equalParts(LAST * PART_BYTES, PART_BYTES),
    signal: new AbortController().signal,
    async send({ number }: Part, { slot, signal, onTaken }) {
      try {
        if (number < LAST) await clock.sleep(100, signal)
        else triesOfLast += 1
        if (number === LAST) onTaken(takenBytes)
        return { number, how: number < LAST ? 'sent' : await slow(triesOfLast, signal, clock) }
      } finally {
        slot.release()
      }
    },
    keep: (sent) => void kept.push(sent),
  })
  return { kept, triesOfLast, inFlight: limiter.inFlight }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

test('a part whose connection gets nothing of the link is sent again over another once no others are left', async () => {
  let wasAborted = false
  const { kept, triesOfLast, inFlight } = await sendParts(async (tries, signal) => {
    if (tries === 2) return 'sent again'
    return await untilAborted(signal).catch((error: unknown) => {
      wasAborted = true
      throw error
    })
  })
  expect(kept.map(({ number }) => number).toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: LAST }, (_, index) => index + 1),
  )
  expect(kept.at(-1)).toEqual({ number: LAST, how: 'sent again' })
  expect({ triesOfLast, wasAborted, inFlight }).toEqual({ triesOfLast: 2, wasAborted: true, inFlight: 0 })
})

test('whichever try is acknowledged first counts, and one that fails leaves the other', async () => {
  let acknowledge = (_: string) => {}
  const first = new Promise<string>((resolve) => {
    acknowledge = resolve
  })
  const { kept } = await sendParts(async (tries) => {
    if (tries === 1) return first
    acknowledge('after all')
    throw new Error('broken')
  })
  expect(kept.at(-1)).toEqual({ number: LAST, how: 'after all' })
})

test('a part of which the kernel takes hardly anything is sent again as soon as others would have been half sent', async () => {
  const slow = async (_: number, signal: AbortSignal, clock: Clock) => {
    await clock.sleep(500, signal)
    return 'sent'
  }
  expect((await sendParts(slow)).triesOfLast).toBe(1)
  expect((await sendParts(slow, { takenBytes: 1 })).triesOfLast).toBe(2)
})

test('nothing is sent twice where no request may be beside the one that is late', async () => {
  const clock = createFakeClock()
  onTestFinished(() => clock.end())
  const { triesOfLast } = await sendParts(
    async (_, signal) => {
      await clock.sleep(60_000, signal)
      return 'late'
    },
    { limit: 1 },
  )
  expect(triesOfLast).toBe(1)
})

test('where all tries of a part fail, the job fails with what came last', async () => {
  await expect(
    sendParts(async (tries, signal) => {
      if (tries === 2) throw new Error('refused')
      const never = untilAborted(AbortSignal.any([signal, AbortSignal.timeout(1)]))
      return await never.catch(() => Promise.reject(new Error('broken')))
    }),
  ).rejects.toThrow(/refused|broken/)
})
