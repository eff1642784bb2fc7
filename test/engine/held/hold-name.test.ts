/** Whose a hold name is, however close to one another two jobs end. */
import { describe, expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { formatHeld, type HeldRecord } from '../../../src/core/records/held.ts'
import type { HeldObject } from '../../../src/core/records/held-object.ts'
import { assertNameIsKept, assertNameIsOwn, claimName } from '../../../src/engine/held/hold-name.ts'
import type { Leg } from '../../../src/engine/held/leg.ts'
import { createMemoryHeldCache } from '../held-cache.ts'

const LEG: Leg = {
  ...{ name: 'linux', bucketId: 'bucket-id', run: { id: '7', attempt: '2' } },
  ...{ job: 'job', isJobKnown: true, share: undefined, release: undefined },
}
const { sha256Of } = nodeHashes

function objectOf(key: string, crc64 = 1n): HeldObject {
  const what = { key, displayPath: key, sizeBytes: 1, crc64, sha256: undefined, contentType: 'text/plain' }
  return { ...what, headersDigest: 'none', upload: undefined }
}

function recordOf(more: Partial<HeldRecord> = {}): HeldRecord {
  return {
    ...{ bucket: 'bucket-id', runId: '7', runAttempt: '1', name: 'linux', job: 'job', createdMs: 1 },
    ...{ objects: [objectOf('a')], ...more },
  }
}

describe('a name', () => {
  test('belongs to a job if nobody or an earlier attempt of the same job has it', () => {
    expect(() => assertNameIsOwn(LEG, undefined)).not.toThrow()
    expect(() => assertNameIsOwn(LEG, recordOf())).not.toThrow()
  })

  test('is refused if another job has it, in any attempt and with any keys', () => {
    expect(() => assertNameIsOwn(LEG, recordOf({ job: 'other' }))).toThrow('(1 object, the first is a)')
    expect(() => assertNameIsOwn(LEG, recordOf({ job: 'other', runAttempt: '2', objects: [] }))).toThrow('(0 objects)')
  })

  test('that two jobs claim at the same time belongs only to the first', async () => {
    const cache = createMemoryHeldCache()
    const claim = (leg: Leg) => claimName(leg, { objects: [objectOf('a')], earlier: undefined, cache, sha256Of })
    expect(await claim(LEG)).toBe(true)
    await expect(claim({ ...LEG, job: 'other' })).rejects.toThrow(
      'Another job of this run holds other files as `linux`',
    )
    expect(await claim(LEG)).toBe(true)
  })

  test('is refused to a job that cannot be distinguished from the first and holds other bytes', async () => {
    const cache = createMemoryHeldCache()
    const claim = (object: HeldObject) => claimName(LEG, { objects: [object], earlier: undefined, cache, sha256Of })
    await claim(objectOf('a'))
    await expect(claim(objectOf('a', 2n))).rejects.toThrow('holds other files')
    await expect(claim(objectOf('b'))).rejects.toThrow('holds other files')
  })

  test('is refused to a second step of one attempt that holds something else', async () => {
    const cache = createMemoryHeldCache()
    const earlier = recordOf({ runAttempt: '2' })
    const claim = (objects: readonly HeldObject[]) => claimName(LEG, { objects, earlier, cache, sha256Of })
    await expect(claim([objectOf('b')])).rejects.toThrow('the first is a')
    expect(await claim([objectOf('a')])).toBe(true)
  })

  test('is checked again after the record is saved, if there are no claims', async () => {
    const noClaims = createMemoryHeldCache({}, 'read-only')
    expect(await claimName(LEG, { objects: [], earlier: undefined, cache: noClaims, sha256Of })).toBe(false)
    await expect(
      assertNameIsKept(LEG, createMemoryHeldCache({ linux: formatHeld(recordOf({ job: 'other' })) })),
    ).rejects.toThrow('holds other files')
    await assertNameIsKept(LEG, createMemoryHeldCache({ linux: formatHeld(recordOf()) }))
  })
})
