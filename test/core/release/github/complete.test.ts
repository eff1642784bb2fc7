import { describe, expect, test } from 'vitest'
import { type Completeness, decideComplete } from '../../../../src/core/release/github/complete.ts'
import type { ReleaseAsset } from '../../../../src/core/release/github/release.ts'

const NOW_MS = 1_900_000_000_000
const MINUTE_MS = 60_000

function asset(name: string, state = 'uploaded'): ReleaseAsset {
  return {
    ...{ id: 1, name, sizeBytes: 1, state, sha256: undefined, contentType: undefined },
    ...{ browserUrl: undefined, updatedAt: '' },
  }
}

function decide(change: Partial<Completeness> & { readonly publishedAgoMs?: number; readonly isDraft?: boolean } = {}) {
  const { publishedAgoMs = MINUTE_MS, isDraft = false, ...rest } = change
  const publishedAtMs = isDraft ? undefined : NOW_MS - publishedAgoMs
  const release = { id: 1, tag: 'v1', isDraft, publishedAtMs }
  const waiting = { nowMs: NOW_MS, waitedMs: 0, giveUpAfterMs: 15 * MINUTE_MS }
  return decideComplete({ release, assets: [asset('a')], unmatched: [], ...waiting, ...rest })
}

const lines = (...patterns: readonly string[]) => patterns.map((pattern) => ({ pattern, hint: undefined }))

describe('a release', () => {
  test('is complete when every line matches and every asset is uploaded', () => {
    expect(decide()).toEqual({ kind: 'complete' })
    expect(decide({ publishedAgoMs: 90 * MINUTE_MS })).toEqual({ kind: 'complete' })
  })

  test.for(['starter', 'open', 'new-state'])('waits for an asset that is %s', (state) => {
    expect(decide({ assets: [asset('a'), asset('b', state)] })).toEqual({
      ...{ kind: 'wait', missing: `the upload of \`b (${state})\` has not ended` },
    })
  })

  test('waits for a line that matches nothing, and names both', () => {
    expect(decide({ unmatched: lines('*.dmg'), assets: [asset('b', 'open')] })).toMatchObject({
      missing: 'no asset matches `*.dmg`, and the upload of `b (open)` has not ended',
    })
  })

  test('is waited for while it is a draft', () => {
    expect(decide({ unmatched: lines('x'), isDraft: true })).toMatchObject({ kind: 'wait' })
  })

  test('that was published more than an hour ago is not waited for', () => {
    const decision = decide({ unmatched: lines('*.dmg'), publishedAgoMs: 60 * MINUTE_MS })
    expect(decision).toMatchObject({ kind: 'error', error: { code: 'release-incomplete' } })
    expect(decision.kind === 'error' && decision.error.message).toMatch(
      /more than an hour ago: no asset matches `\*\.dmg`/,
    )
  })

  test('that lacks what a line means is told with what may be wrong with the line', () => {
    const decision = decide({
      unmatched: [{ pattern: 'App.exe', hint: 'similar: `app.exe`' }],
      publishedAgoMs: 60 * MINUTE_MS,
    })
    expect(decision.kind === 'error' && decision.error.message).toContain('`App.exe` (similar: `app.exe`).')
  })

  test('is given up after the limit', () => {
    const decision = decide({ assets: [asset('b', 'starter')], waitedMs: 15 * MINUTE_MS })
    expect(decision.kind === 'error' && [decision.error.message, decision.error.remedy]).toEqual([
      'The release v1 is not complete after 15 min of waiting: the upload of `b (starter)` has not ended.',
      expect.stringMatching(/Delete the unfinished assets.*\n\s+with:\n\s+give-up-after: 1h/),
    ])
  })

  test('names five of many, each in one sanitised line', () => {
    const unmatched = lines('a\n::error::x', 'b', 'c', 'd', 'e', 'f', 'g')
    const { missing } = { missing: '', ...decide({ unmatched }) }
    expect(missing).toMatch(/`e` and 2 others$/)
    expect(missing).not.toContain('\n')
  })
})
