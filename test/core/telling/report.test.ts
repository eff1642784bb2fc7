import { describe, expect, test } from 'vitest'
import type { PlannedFile, PlannedObject } from '../../../src/core/plan/plan.ts'
import { formatPlan, formatProgress } from '../../../src/core/telling/report.ts'

const MIB = 1024 ** 2
const file: PlannedFile = {
  path: '/w/dist/app.exe',
  displayPath: 'dist/app.exe',
  key: 'v1/app.exe',
  sizeBytes: 10 * MIB,
  headers: {},
  headersDigest: 'd',
  objectId: 'o',
}
const object = { etag: 'e', crc64: 1n, versionId: undefined }
const checkpoint = {
  kind: 'unfinished',
  header: { object: 'o', uploadId: 'u', partSizeBytes: MIB, headers: 'd', run: '1.1', createdMs: 1 },
  parts: new Map(),
} as const

const WHERE = { where: 'oss://b/', checksumsKey: undefined }

describe('the plan', () => {
  test.each<[PlannedObject, string]>([
    [{ kind: 'put', file }, 'one request'],
    [{ kind: 'multipart', file, partSizeBytes: MIB, checkpoints: [] }, '10 parts of 1.0 MiB'],
    [{ kind: 'multipart', file, partSizeBytes: MIB, mayJoin: true, checkpoints: [] }, 'in parts'],
    [{ kind: 'multipart', file, partSizeBytes: MIB, checkpoints: [checkpoint] }, 'continues an earlier upload'],
    [{ kind: 'present', file, object, by: 'unchanged' }, 'unchanged'],
    [{ kind: 'present', file, object, by: 'resumed' }, 'published by an earlier attempt'],
    [{ kind: 'copy', file, fromKey: 'v1/other.exe', partSizeBytes: MIB, isSmall: false }, 'copied from v1/other.exe'],
  ])('says what is done for each file', (planned, work) => {
    const { title, lines } = formatPlan([planned], WHERE)
    expect(title).toBe('Plan: 1 file, 10.0 MiB → oss://b/')
    expect(lines).toEqual([`dist/app.exe → v1/app.exe (10.0 MiB, ${work})`])
  })

  test('is cut if it is long, with the count of the rest', () => {
    const objects = Array.from({ length: 65 }, (): PlannedObject => ({ kind: 'put', file }))
    const { lines } = formatPlan(objects, WHERE)
    expect(lines).toHaveLength(61)
    expect(lines.at(-1)).toBe('and 5 more files')
  })

  test('names the checksums file', () => {
    const { lines } = formatPlan([{ kind: 'put', file }], { ...WHERE, checksumsKey: 'v1/SHA256SUMS' })
    expect(lines.at(-1)).toBe('their SHA-256 → v1/SHA256SUMS')
  })

  test('cannot be broken out of by a file name', () => {
    const strange = { ...file, displayPath: 'a\n::error::b', key: 'a\n::error::b' }
    expect(formatPlan([{ kind: 'put', file: strange }], WHERE).lines[0]).not.toContain('\n')
  })
})

describe('a progress line', () => {
  const facts = {
    ...{ totalBytes: 100 * MIB, doneBytes: 25 * MIB, bytesPerSecond: 5 * MIB, arrivedBytes: 0 },
    ...{ reusedBytes: 0, copyingBytes: 0, isMoving: true, awaited: 'service' as const },
    ...{ onTheWayBytes: 0, connections: 16, retries: 0, lastFailure: undefined, limitation: undefined },
  }

  test('foretells nothing by a rate that is shown as 0', () => {
    const line = formatProgress({ ...facts, bytesPerSecond: 0.1, onTheWayBytes: 1024 })
    expect(line).toBe(' 25 % · 25.0 MiB of 100 MiB · 0 B/s · 1.0 KiB on the way · 16 connections')
  })

  test('has per cent, bytes, rate, time left and connections', () => {
    expect(formatProgress(facts)).toBe(' 25 % · 25.0 MiB of 100 MiB · 5.0 MiB/s · 15 s left · 16 connections')
  })

  test('says that nothing moves, and how often requests were sent again', () => {
    expect(formatProgress({ ...facts, bytesPerSecond: 0, connections: 1, retries: 2 })).toBe(
      ' 25 % · 25.0 MiB of 100 MiB · 0 B/s · waiting for OSS · 1 connection · 2 retries',
    )
    expect(formatProgress({ ...facts, bytesPerSecond: 0, retries: 1, lastFailure: 'x is not known' })).toContain(
      '· waiting for OSS (x is not known) ·',
    )
    expect(formatProgress({ ...facts, bytesPerSecond: 0, onTheWayBytes: 3 * MIB })).toContain('· 3.0 MiB on the way ·')
    expect(formatProgress({ ...facts, doneBytes: 100 * MIB })).toContain('· publishing ·')
    expect(formatProgress({ ...facts, retries: 1 })).toContain('· 1 retry')
  })

  test('says what limits the upload, if that is known', () => {
    expect(formatProgress({ ...facts, limitation: 'link' })).toMatch(/16 connections · limited by the link$/)
  })

  test('tells what is copied inside OSS, and counts only the rest as what is to be sent', () => {
    const copying = { ...facts, reusedBytes: 10 * MIB, copyingBytes: 50 * MIB }
    expect(formatProgress(copying)).toBe(
      ' 25 % · 25.0 MiB of 100 MiB · 5.0 MiB/s · 5.0 s left · 16 connections · 10.0 MiB of 60.0 MiB copied inside OSS',
    )
    expect(formatProgress({ ...copying, doneBytes: 50 * MIB })).toContain('· waiting for copies ·')
    expect(formatProgress({ ...facts, reusedBytes: 60 * MIB })).toMatch(/16 connections · 60\.0 MiB copied inside OSS$/)
  })

  test('without any bytes is 100 %', () => {
    expect(formatProgress({ ...facts, totalBytes: 0, doneBytes: 0 })).toContain('100 %')
  })
})
