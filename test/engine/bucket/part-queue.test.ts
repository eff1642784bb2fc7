import { describe, expect, test } from 'vitest'
import type { Part } from '../../../src/core/bytes/parts.ts'
import { createLimiter, type Limiter } from '../../../src/engine/bucket/limiter.ts'
import { createPartQueue, type PartQueue } from '../../../src/engine/bucket/part-queue.ts'

const NEVER = new AbortController().signal

function partsOf(count: number): readonly Part[] {
  return Array.from({ length: count }, (_, index) => ({ number: index + 1, startBytes: index, endBytes: index + 1 }))
}

function slots(limit: number): Limiter {
  return createLimiter({ kind: 'fixed', limit })
}

/** A queue in which no part ever is late. */
function openQueue(limiter: Limiter): PartQueue {
  return createPartQueue({ limiter, clock: { nowMs: () => 0, every: () => () => {} } })
}

const keep = () => {}

/** Lets everything that is ready run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

describe('the queue of parts', () => {
  test('sends all parts of the first file before those of the second', async () => {
    const queue = openQueue(slots(1))
    const sent: string[] = []
    const send = (name: string) => async (part: Part) => void sent.push(`${name}${part.number}`)
    await Promise.all([
      queue.run({ parts: partsOf(2), signal: NEVER, keep, send: send('a') }),
      queue.run({ parts: partsOf(2), signal: NEVER, keep, send: send('b') }),
    ])
    expect(sent).toEqual(['a1', 'a2', 'b1', 'b2'])
  })

  test('has as many parts in flight as there are slots, and gives every slot back', async () => {
    const limiter = slots(3)
    const flying = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
    const started: number[] = []
    const send = (part: Part) => {
      started.push(part.number)
      return flying[part.number - 1]?.promise ?? Promise.resolve()
    }
    const done = openQueue(limiter).run({ parts: partsOf(5), signal: NEVER, keep, send })
    await settled()
    expect([started, limiter.inFlight]).toEqual([[1, 2, 3], 3])
    for (const { resolve } of flying) resolve()
    await done
    expect([started, limiter.inFlight]).toEqual([[1, 2, 3, 4, 5], 0])
  })

  test('drops the other parts of a file when one fails, but not those of other files', async () => {
    const limiter = slots(1)
    const queue = openQueue(limiter)
    const sent: string[] = []
    const broken = queue.run({
      parts: partsOf(3),
      signal: NEVER,
      keep,
      async send(part) {
        sent.push(`a${part.number}`)
        throw new Error('refused')
      },
    })
    const whole = queue.run({ parts: partsOf(1), signal: NEVER, keep, send: async () => void sent.push('b1') })
    await expect(broken).rejects.toThrow('refused')
    await whole
    expect([sent, limiter.inFlight]).toEqual([['a1', 'b1'], 0])
  })

  test('joins parts by what all of them together have left, whatever the size of the next one', async () => {
    const KIB = 1024
    let at = 0
    const parts = [100, ...Array.from({ length: 8 }, () => 256)].map((sizeKib, index) => {
      const startBytes = at
      at += sizeKib * KIB
      return { number: index + 1, startBytes, endBytes: at }
    })
    const sizes: number[] = []
    const send = async ({ startBytes, endBytes }: Part) => void sizes.push((endBytes - startBytes) / KIB)
    await openQueue(slots(1)).run({ parts, mayJoin: true, signal: NEVER, keep, send })
    expect(sizes).toEqual([868, 512, 256, 256, 256])
  })

  test('aborts the other parts in flight if one fails, and rejects only when they have ended', async () => {
    const ending = Promise.withResolvers<void>()
    let isOver = false
    let told: unknown
    const done = openQueue(slots(2)).run({
      parts: partsOf(2),
      signal: NEVER,
      keep,
      async send(part, { signal }) {
        if (part.number === 2) throw new Error('refused')
        await ending.promise
        told = signal.reason
      },
    })
    const over = done.catch(() => {
      isOver = true
    })
    await settled()
    expect(isOver).toBe(false)
    ending.resolve()
    await over
    expect([isOver, String(told)]).toEqual([true, 'Error: refused'])
  })

  test('ends a job whose signal is aborted with the reason, also before it began', async () => {
    const queue = openQueue(slots(1))
    const step = new AbortController()
    const send = (_: Part, { signal }: { readonly signal: AbortSignal }) =>
      new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const running = queue.run({ parts: partsOf(3), signal: step.signal, keep, send })
    await settled()
    step.abort(new Error('cancelled'))
    await expect(running).rejects.toThrow('cancelled')
    await expect(queue.run({ parts: partsOf(1), signal: step.signal, keep, send })).rejects.toThrow('cancelled')
  })

  test('has nothing to wait for where a file has no parts to send', async () => {
    await openQueue(slots(1)).run({ parts: [], signal: NEVER, keep, send: () => Promise.reject(new Error('none')) })
  })
})
