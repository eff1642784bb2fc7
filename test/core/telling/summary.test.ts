import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTransfer, NO_HISTORY } from '../../../src/core/link/rate-history.ts'
import {
  formatFailureSummary,
  formatSummary,
  type SummaryFacts,
  type SummaryFile,
} from '../../../src/core/telling/summary.ts'

const MIB = 1024 ** 2

const file: SummaryFile = {
  key: 'v1/app.exe',
  sizeBytes: 3 * MIB,
  status: 'uploaded',
  url: 'https://x.example/v1/app.exe',
  crc64: 11051210869376104954n,
  sha256: undefined,
}

const facts: SummaryFacts = {
  outcome: 'published',
  bucket: 'oss://b/',
  files: [file],
  failures: [],
  safe: 'Half is safe in OSS',
  next: 'Re-run the failed jobs.',
  sentBytes: 2 * MIB,
  verified: 'every object was verified by its CRC64',
  reusedBytes: 0,
  resumedBytes: 0,
  elapsedMs: 2000,
  mostConnections: 4,
  retries: 0,
  rates: NO_HISTORY,
  signed: false,
}

function summaryOf(change: Partial<SummaryFacts>): string {
  return formatSummary({ ...facts, ...change })
}

describe('the summary of a success', () => {
  test('has one line of result, one of work, and a row for each file', () => {
    expect(summaryOf({})).toBe(
      [
        '### ✅ Published 1 file (3.0 MiB) to <code>oss&#58;//b/</code> in 2.0 s',
        '2.0 MiB sent, 1.0 MiB/s over up to 4 connections · every object was verified by its CRC64',
        '| File | Size | Status | CRC64 |\n| :-- | --: | :-- | :-- |\n| [<code>v1/app.exe</code>](https://x.example/v1/app.exe) | 3.0 MiB | uploaded | <code>1105121086…</code> |',
        '',
      ].join('\n\n'),
    )
  })

  test('names the release of the files, and how many objects readers get right', () => {
    expect(summaryOf({ releaseTag: 'v1.2.3', readCount: 2 })).toContain(
      '· assets of the release <code>v1.2.3</code> · every object was verified by its CRC64 · readers get 2 objects right at the public address',
    )
  })

  test('says how much was resumed, and how long sending it would have taken', () => {
    expect(summaryOf({ resumedBytes: 20 * MIB, retries: 1 })).toContain(
      '· **20.0 MiB were in OSS already**, which saved about 20 s · 1 request sent again ·',
    )
    expect(summaryOf({ resumedBytes: 500 * MIB })).toContain('which saved about 8 min ·')
  })

  test('does not estimate the time from too few bytes', () => {
    expect(summaryOf({ resumedBytes: 20 * MIB, sentBytes: 1000 })).toContain('**20.0 MiB were in OSS already** ·')
    expect(summaryOf({ resumedBytes: 20 * MIB, elapsedMs: 500 })).not.toContain('saved')
    expect(summaryOf({ resumedBytes: 1000 })).not.toContain('saved')
    expect(summaryOf({ sentBytes: 0 })).toContain('nothing had to be sent')
  })

  test('shows SHA-256 where one was computed, and short CRC64s whole', () => {
    const other = { ...file, crc64: 7n, sha256: 'ab'.repeat(32) }
    const rows = summaryOf({ files: [file, other] }).split('\n')
    expect(rows[4]).toBe('| File | Size | Status | CRC64 | SHA-256 |')
    expect(rows.at(-4)).toMatch(/uploaded \| <code>1105121086…<\/code> \| {2}\|$/)
    expect(rows.at(-3)).toMatch(/<code>7<\/code> \| <code>ababababab…<\/code> \|$/)
  })

  test('has a note beside the links why they may not work', () => {
    expect(summaryOf({ note: 'The URL answers 403' })).toContain('⚠️ The URL answers 403')
  })

  test('does not show signed URLs, and says where they are', () => {
    const summary = summaryOf({ files: [{ ...file, url: undefined }], signed: true })
    expect(summary).not.toContain('https://x.example')
    expect(summary).toContain('The URLs are signed')
    const nothing = [{ ...file, status: 'failed' as const, url: undefined }]
    expect(summaryOf({ outcome: 'failed', files: nothing, signed: true })).not.toContain('The URLs are signed')
  })

  test('has a chart of the rate over time if there is something to see', () => {
    let rates = NO_HISTORY
    for (let fromMs = 0; fromMs < 4000; fromMs += 500)
      rates = addTransfer(rates, { fromMs, toMs: fromMs + 500, sizeBytes: MIB })
    const summary = summaryOf({ rates, elapsedMs: 4000 })
    expect(summary).toContain('```mermaid\n%%{init:')
    expect(summary).toContain('x-axis "seconds" 0 --> 4.5')
    expect(summary).toContain('y-axis "MiB/s" 0 --> 2.20')
    expect(summary).toContain('bar [2.00, 2.00, 2.00, 2.00, 2.00, 2.00, 2.00, 2.00, 0.00]')
  })

  test('has the chart of a slow and long upload in KiB/s and minutes', () => {
    const rates = addTransfer(NO_HISTORY, { fromMs: 0, toMs: 600_000, sizeBytes: 600 * 1024 })
    const summary = summaryOf({ rates, elapsedMs: 600_000 })
    expect(summary).toContain('x-axis "minutes"')
    expect(summary).toContain('y-axis "KiB/s" 0 --> 1.10')
  })

  test('folds many files, and counts what it leaves out', () => {
    const files = Array.from({ length: 1234 }, (_, index) => ({ ...file, key: `f${index}` }))
    const summary = summaryOf({ files })
    expect(summary).toContain('<details><summary>1,234 files</summary>')
    expect(summary).toContain('… and 234 more files: see the output `manifest-path`.')
    expect(summaryOf({ files: files.slice(0, 12) })).not.toContain('<details>')
  })

  test('stays below 1 MiB, whatever the names are', () => {
    const names = fc.string({ unit: fc.constantFrom('|', '中', '<', '@'), minLength: 300, maxLength: 1000 })
    fc.assert(
      fc.property(names, (name) => {
        const long = { ...file, key: name, url: `https://x.example/${encodeURIComponent(name)}` }
        const summary = summaryOf({ files: Array.from({ length: 1000 }, () => long) })
        expect(new TextEncoder().encode(summary).length).toBeLessThan(600 * 1024)
        expect(summary).toContain('more files')
      }),
      { numRuns: 5 },
    )
  })

  test('without files says so', () => {
    expect(summaryOf({ files: [] })).toBe('### There was nothing to publish\n\n')
  })

  test('that only holds says that nothing is visible', () => {
    const files = [{ ...file, status: 'held' as const, url: undefined }]
    expect(summaryOf({ outcome: 'held', files })).toContain('Holds 1 file (3.0 MiB)')
  })
})

describe('the summary of a failure', () => {
  const text = [
    'OSS denied `PutObject` <b>',
    'Write:',
    '  with:',
    '    region: cn-hangzhou',
    '{',
    '  "Version": "1"',
    '}',
    '(HTTP: 403, Code: AccessDenied)',
  ].join('\n')
  const failures = [{ title: 'Access denied', text }]
  const files = [
    { ...file, status: 'failed' as const, url: undefined, crc64: undefined },
    { ...file, key: 'b', status: 'waiting' as const, url: undefined, crc64: undefined },
  ]

  test('says what is safe, what to do, and what happened', () => {
    expect(summaryOf({ outcome: 'failed', files, failures })).toBe(
      [
        '### ❌ Upload to <code>oss&#58;//b/</code> failed: nothing was published',
        '**Access denied**',
        'OSS denied <code>PutObject</code> &#60;b&#62;',
        'Write:',
        '```\n  with:\n    region: cn-hangzhou\n{\n  "Version": "1"\n}\n```',
        '<sub>(HTTP: 403, Code: AccessDenied)</sub>',
        '**Half is safe in OSS.**',
        '👉 Re-run the failed jobs.',
        '| File | Size | Status |\n| :-- | --: | :-- |\n| <code>v1/app.exe</code> | 3.0 MiB | ❌ failed |\n| <code>b</code> | 3.0 MiB | not published |',
        '',
      ].join('\n\n'),
    )
  })

  test('says once that nothing was published', () => {
    const summary = summaryOf({ outcome: 'failed', files, failures, safe: '' })
    expect(summary.match(/nothing was published/gi)).toHaveLength(1)
    expect(summary).toContain('👉 Re-run the failed jobs.')
  })

  test('shows a list as a list', () => {
    const listed = {
      title: 'Inputs are wrong',
      text: '2 inputs are wrong:\n  - `bucket` is empty\n  - `region` too\nWrite:',
    }
    expect(summaryOf({ outcome: 'failed', files, failures: [listed] })).toContain(
      '2 inputs are wrong:\n\n- <code>bucket</code> is empty\n- <code>region</code> too\n\nWrite:',
    )
  })

  test('says how much is visible', () => {
    expect(summaryOf({ outcome: 'failed', files: [file, ...files], failures })).toContain('1 of 3 files published')
    expect(summaryOf({ outcome: 'cancelled', files, failures: [] })).toContain('was cancelled: nothing was published')
  })

  test('is cut where causes or their lines are too many', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ title: `cause ${index}`, text: 'x\n'.repeat(500) }))
    const summary = summaryOf({ outcome: 'failed', failures: many })
    expect(summary).toContain('cause 9')
    expect(summary).not.toContain('cause 10')
    expect(summary.split('\n').length).toBeLessThan(10 * 60 * 2 + 100)
  })

  test('before any file was known has only the error', () => {
    expect(formatFailureSummary({ title: 'Inputs are wrong', text: 'x' })).toBe(
      '### ❌ Nothing was published\n\n**Inputs are wrong**\n\nx\n\n',
    )
  })
})
