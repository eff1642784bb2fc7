/** What is said of a result, beyond what scenarios meet. */
import { describe, expect, test } from 'vitest'
import {
  affected,
  byCause,
  manifestOf,
  nextStep,
  reportResult,
  reportUrls,
  safeLine,
} from '../../../src/action/outcome/report.ts'
import { ActionError, type ActionErrorOptions } from '../../../src/core/errors/errors.ts'
import type { NamedObject } from '../../../src/core/plan/plan.ts'
import type { Keeping } from '../../../src/core/telling/next-attempt.ts'
import type { RunResult } from '../../../src/engine/publish/run-result.ts'
import { createWorld } from '../../engine/world.ts'

function fileOf(key: string, headers = {}): NamedObject {
  return { key, displayPath: key, sizeBytes: 5, headers, headersDigest: 'none', objectId: key }
}

async function resultOf(more: Partial<RunResult>): Promise<RunResult> {
  return { ...(await createWorld({}).run({ ifNoFilesFound: 'ignore' })), ...more }
}

function published(key: string): RunResult['published'][number] {
  const object = { etag: 'E', crc64: 7n, versionId: undefined }
  return { kind: 'published', file: fileOf(key), object, status: 'uploaded', bytesSent: 5, bytesResumed: 0 }
}

const failedWith = (key: string, error: unknown) => ({ file: fileOf(key), error })

function errorWith(options: Partial<ActionErrorOptions>): ActionError {
  return new ActionError({ code: 'denied', message: 'no', ...options })
}

test('an object without URL or content type is in the manifest, too', async () => {
  const result = await resultOf({ published: [published('a'), published('SUMS')] })
  const entries = manifestOf(result, { urls: new Map(), madeKeys: ['SUMS'] })
  expect(entries).toMatchObject([{ key: 'a', url: '', contentType: 'application/octet-stream' }])
})

test('a run that took no time has a rate of 0', async () => {
  const lines: string[] = []
  const keep = (text: string) => void lines.push(text)
  const reporter = { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep }
  const { progress } = await resultOf({})
  const result = await resultOf({ published: [published('a')], progress: { ...progress, sentBytes: 5 }, elapsedMs: 0 })
  reportResult(result, { reporter, keeping: { kind: 'everywhere' } })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('5 B sent')
  expect(lines[0]).toContain('0 B/s')
})

describe('after a failure', () => {
  test.for([
    [
      'the cause of a refusal has to be fixed first',
      errorWith({ fault: 'denied', facts: { status: 403 } }),
      /^Fix the cause, and/,
    ],
    ['a refused request too', errorWith({ fault: 'permanent', facts: { status: 400 } }), /^Fix the cause, and/],
    ['a failing service is not', errorWith({ fault: 'permanent', facts: { status: 500 } }), /^Re-run/],
    ['nor is a network', errorWith({ fault: 'network' }), /^Re-run/],
    ['nor what is not a refusal of OSS', errorWith({ fault: 'permanent' }), /^Re-run/],
    ['nor a mistake of our own', new TypeError('cannot read'), /^Re-run/],
  ] as const)('%s', async ([, error, expected]) => {
    const result = await resultOf({ failed: [failedWith('a', error)] })
    expect(nextStep(result, { kind: 'everywhere' })).toMatch(expected)
  })

  test('nothing is promised about bytes that no record names', async () => {
    const { progress } = await resultOf({})
    const facts = { progress: { ...progress, inOssBytes: 5 }, published: [] }
    const denied = [failedWith('a', errorWith({ fault: 'denied', facts: { status: 403 } }))]
    expect(nextStep({ ...facts, failed: denied }, { kind: 'everywhere' })).toBe(
      'Fix the cause first. Re-run the failed jobs to go on from there.',
    )
    const told = (keeping: Keeping) => [
      safeLine({ ...facts, waiting: [] }, keeping),
      nextStep({ ...facts, failed: [] }, keeping),
    ]
    const reason = 'a reason'
    expect(told({ kind: 'everywhere' })).toEqual([
      expect.stringContaining('is safe'),
      expect.stringContaining('from there'),
    ])
    expect(told({ kind: 'here', lasts: 'machine', reason: '`resume: local`' })[1]).toContain(
      'on this machine goes on from there; a new runner starts afresh (`resume: local`)',
    )
    expect(told({ kind: 'here', lasts: 'job', reason })[1]).toMatch(/in this job goes on.*a new runner starts afresh/)
    expect(told({ kind: 'earlier', reason })[1]).toContain('from an earlier record')
    for (const kind of ['partly', 'nothing'] as const) {
      const [safe, next] = told({ kind, reason })
      expect(safe).toMatch(/^\d+ % \(5 B\) was sent$/)
      expect(next).toMatch(kind === 'partly' ? /sends the rest again \(a reason\)/ : /starts afresh \(a reason\)/)
      expect(next).not.toContain('Re-run')
    }
  })
})

test('failed files are grouped by cause: by OSS’s code, or by the text of an unknown error', () => {
  const causes = byCause([
    failedWith('a', errorWith({ facts: { serviceCode: 'AccessDenied', ec: '1' } })),
    failedWith('b', errorWith({ facts: { serviceCode: 'AccessDenied', ec: '2' } })),
    failedWith('c', errorWith({ facts: { serviceCode: 'AccessDenied', ec: '1' } })),
    failedWith('d', new TypeError('x')),
    failedWith('e', new TypeError('x')),
    failedWith('f', 'a text'),
  ])
  expect(causes.map(({ files }) => files.map(({ file }) => file.key).join())).toEqual(['a,c', 'b', 'd,e', 'f'])
})

test('ten failed files per cause are named, the others counted', () => {
  const files = (count: number) => Array.from({ length: count }, (_, index) => failedWith(`f${index}`, 'x'))
  expect(affected(files(10))).toMatch(/f9\.$/)
  expect(affected(files(12))).toMatch(/f9 and 2 more\.$/)
})

test('the first ten URLs are in the log, the others are counted', () => {
  const lines: string[] = []
  const keep = (text: string) => void lines.push(text)
  const reporter = { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep }
  reportUrls(
    Array.from({ length: 12 }, (_, index) => `https://x.example/${index}`),
    reporter,
  )
  expect(lines).toHaveLength(11)
  expect(lines[0]).toBe('  https://x.example/0')
  expect(lines[10]).toContain('and 2 more')
})
