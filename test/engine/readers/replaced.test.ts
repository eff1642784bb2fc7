import { expect, test } from 'vitest'
import type { BucketUser } from '../../../src/engine/bucket/context.ts'
import { findExisting } from '../../../src/engine/readers/replaced.ts'
import type { ObjectFacts } from '../../../src/ports.ts'
import { failure } from '../memory-store.ts'

const FACTS: ObjectFacts = { etag: '"a"', crc64: 1n, sizeBytes: 1, versionId: undefined, headers: {} }

/** @param answers of HEAD by key: an object, nothing, or a failure */
function bucket(answers: Readonly<Record<string, ObjectFacts | undefined | Error>>) {
  const asked: string[] = []
  const headObject = async (key: string) => {
    asked.push(key)
    const answer = answers[key]
    if (answer instanceof Error) throw answer
    return answer
  }
  return { engine: { bucket: { headObject } } as unknown as BucketUser, asked }
}

test('only objects without an answer of HEAD are requested', async () => {
  const { engine, asked } = bucket({ a: FACTS, c: FACTS })
  const known = new Map([
    ['a', { kind: 'found', facts: { ...FACTS, sizeBytes: 7 } } as const],
    ['b', { kind: 'missing' } as const],
    ['other', { kind: 'found', facts: FACTS } as const],
  ])
  const existing = await findExisting(engine, ['a', 'b', 'c', 'd'], known)
  expect(asked).toEqual(['c', 'd'])
  expect(existing).toEqual(
    new Map([
      ['a', { ...FACTS, sizeBytes: 7 }],
      ['c', FACTS],
    ]),
  )
})

test('if the first HEAD is denied, no other is sent', async () => {
  const { engine, asked } = bucket({ a: failure('denied'), b: FACTS })
  expect(await findExisting(engine, ['a', 'b'])).toBeUndefined()
  expect(asked).toEqual(['a'])
})

test('a temporary failure does not leave out other objects', async () => {
  const { engine } = bucket({ a: FACTS, b: failure('network'), c: FACTS })
  expect([...((await findExisting(engine, ['a', 'c', 'b'])) ?? [])].map(([key]) => key)).toEqual(['a', 'c'])
})
