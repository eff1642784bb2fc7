import { describe, expect, test } from 'vitest'
import type { NamedObject } from '../../../src/core/plan/plan.ts'
import { createLimiter } from '../../../src/engine/bucket/limiter.ts'
import { runWave } from '../../../src/engine/publish/publish-wave.ts'
import type { PublishedFile } from '../../../src/engine/publish/published-file.ts'

type Item = { readonly file: NamedObject }

function itemOf(key: string): Item {
  const file = { key, objectId: key, displayPath: key, sizeBytes: 10, headers: {}, headersDigest: '' }
  return { file: file as NamedObject }
}

function published({ file }: Item): PublishedFile<NamedObject> {
  const object = { etag: 'E', crc64: 1n, versionId: undefined }
  return { kind: 'published', file, object, status: 'uploaded', bytesSent: 10, bytesResumed: 0 }
}

/** A wave with one slot, whose outcome is told as text. */
function createWorld(stopAtFailure: boolean) {
  const step = new AbortController()
  const limiter = createLimiter({ kind: 'fixed', limit: 1 })
  const shown: string[] = []
  const results: string[] = []
  const engine = { limiter, signal: step.signal, onPublished: (key: string) => void shown.push(key) }
  const run = (keys: readonly string[], makeVisible: (key: string) => void) =>
    runWave<NamedObject, Item>(engine, keys.map(itemOf), {
      stopAtFailure,
      async makeVisible(item) {
        makeVisible(item.file.key)
        return published(item)
      },
      onResult: ({ kind, file }) => void results.push(`${file.key} ${kind}`),
    })
  return { step, limiter, shown, results, run }
}

describe('a wave', () => {
  test('makes every object visible, and reports each', async () => {
    const { limiter, shown, results, run } = createWorld(true)
    await run(['a', 'b'], () => {})
    expect([shown, results, limiter.inFlight]).toEqual([['a', 'b'], ['a published', 'b published'], 0])
  })

  test.for([
    [true, ['a failed']],
    [false, ['a failed', 'b published']],
  ] as const)('after a failure begins nothing more: %s', async ([stopAtFailure, expected]) => {
    const { limiter, results, run } = createWorld(stopAtFailure)
    await run(['a', 'b'], (key) => {
      if (key === 'a') throw new Error('refused')
    })
    expect([results, limiter.inFlight]).toEqual([expected, 0])
  })

  test('that is cancelled counts objects that it did not begin as failed', async () => {
    const { step, shown, results, run } = createWorld(false)
    await run(['a', 'b', 'c'], () => step.abort(new Error('cancelled')))
    expect([shown, results.sort()]).toEqual([['a'], ['a published', 'b failed']])
  })
})
