/** Which records of legs make a release, and what is said of those that do not. */
import { describe, expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { formatHeld, type HeldRecord } from '../../../src/core/records/held.ts'
import type { HeldSource } from '../../../src/core/records/held-sources.ts'
import { type CollectOptions, collectRecords, findHeldRecords } from '../../../src/engine/held/held-records.ts'
import { lookupOf } from '../held-cache.ts'

const OBJECT = {
  ...{ key: 'a.bin', displayPath: 'a.bin', sizeBytes: 1, crc64: 1n, sha256: undefined },
  ...{ contentType: 'text/plain', headersDigest: 'none', upload: undefined },
}
const RECORD: HeldRecord = {
  ...{ bucket: 'bucket-id', runId: '7', runAttempt: '1', name: 'linux', job: 'job', createdMs: 5, objects: [OBJECT] },
}

const sourceOf = (more: Partial<HeldRecord> = {}): HeldSource => ({
  kind: 'record',
  text: '',
  record: { ...RECORD, ...more },
})
const named = (name: string, sha256?: string): HeldSource => ({ kind: 'name', name, sha256 })

function optionsOf(sources: readonly HeldSource[], more: Partial<CollectOptions> = {}): CollectOptions {
  return {
    ...{ sources, bucket: 'bucket-id', runId: '7', sha256Of: nodeHashes.sha256Of, madeKeys: [] },
    ...{ records: { load: async () => lookupOf(undefined) }, signal: new AbortController().signal, ...more },
  }
}

function cached(text: string) {
  return { records: { load: async () => lookupOf(text) } }
}

describe('a release is not published', () => {
  test.for([
    ['is for another bucket or region', optionsOf([sourceOf({ bucket: 'other' })])],
    ['is of another workflow run', optionsOf([sourceOf({ runId: '8' })])],
    ['is damaged', optionsOf([named('linux')], cached('{}'))],
    ['is damaged', optionsOf([named('linux')], cached(formatHeld({ ...RECORD, name: 'windows' })))],
    ['is not the one that its digest names', optionsOf([named('linux', 'f'.repeat(64))], cached(formatHeld(RECORD)))],
  ] as const)('if a record %s', async ([text, options]) => {
    await expect(collectRecords(options)).rejects.toThrow(`- the record of \`linux\` ${text}`)
    expect(await findHeldRecords(options)).toEqual([])
  })

  test('if the cache could not be read, which is reported differently than a job that has not succeeded', async () => {
    const records = { load: async () => ({ kind: 'failed', reason: 'unpacking it safely needs GNU tar' }) as const }
    const collected = collectRecords(optionsOf([named('linux')], { records }))
    await expect(collected).rejects.toThrow(
      /could not be read from the Actions cache \(unpacking it safely needs GNU tar\)/,
    )
    await expect(collected).rejects.not.toThrow(/has not succeeded/)
  })

  test('if two jobs hold under the same name', async () => {
    const sources = [sourceOf(), sourceOf({ job: 'other', createdMs: 9 })]
    await expect(collectRecords(optionsOf(sources))).rejects.toThrow('two jobs hold files as `linux`')
    expect(await findHeldRecords(optionsOf(sources))).toHaveLength(2)
  })

  test('if two legs have the same key, or one has the key of the checksums, which no re-run fixes', async () => {
    const sources = [sourceOf(), sourceOf({ name: 'windows' })]
    const collected = collectRecords(optionsOf(sources, { madeKeys: [{ key: 'a.bin', name: 'the checksums file' }] }))
    await expect(collected).rejects.toMatchObject({
      message: expect.stringMatching(
        /- `linux` and `windows` both have the key `a\.bin`\n.*- `linux` has the key of the checksums file, `a\.bin`\n/,
      ),
      remedy: expect.not.stringContaining('Re-run the failed jobs'),
    })
  })

  test('if legs are missing: thirty are named, the others counted', async () => {
    const sources = Array.from({ length: 32 }, (_, index) => named(`leg-${index}`))
    const collected = collectRecords(optionsOf(sources))
    await expect(collected).rejects.toThrow(/`leg-29`.*\n {2}- and 2 more$/)
    await expect(collected).rejects.toMatchObject({ remedy: expect.stringContaining('Re-run the failed jobs') })
  })
})

test.for([
  ['first', [9, 5]],
  ['last', [5, 9]],
] as const)('of two records of a leg the newer counts, also if it is named %s', async ([, times]) => {
  const sources = times.map((createdMs) => sourceOf({ createdMs }))
  expect((await collectRecords(optionsOf(sources))).map(({ createdMs }) => createdMs)).toEqual([9])
})

test('a restored record with the right digest is published, whatever the key of the checksums', async () => {
  const text = formatHeld(RECORD)
  const options = optionsOf([named('linux', nodeHashes.sha256Of(text))], {
    ...cached(text),
    madeKeys: [{ key: 'SUMS', name: 'the checksums file' }],
  })
  expect(await collectRecords(options)).toEqual([RECORD])
})
