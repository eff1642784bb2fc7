import { describe, expect, test } from 'vitest'
import { pointerFiles } from '../../../src/core/naming/pointer-files.ts'
import { guardOf, judgeMove, pointersOf } from '../../../src/core/release/pointers.ts'
import { parseVersion } from '../../../src/core/release/version.ts'

const asked = parseVersion('v1.2.3')
if (asked === undefined) throw new Error('not understood')
const standing = (version: string) => judgeMove({ 'x-oss-meta-release-version': version }, asked)

describe('what is guarded', () => {
  test('are the keys that publish-last names, and index.html only if the user names it', () => {
    const usual = pointersOf(pointerFiles())
    expect(guardOf('app/latest-mac.yml', usual)).toBeDefined()
    expect(guardOf('index.html', usual)).toBeUndefined()
    expect(guardOf('app.exe', usual)).toBeUndefined()
    expect(guardOf('index.html', pointersOf(['VERSION', 'index.html']))).toBeDefined()
  })

  test('are a group if the pattern has two stars', () => {
    const pointers = pointersOf(['app/latest/**', 'app/*.yml'])
    expect(guardOf('app/latest/a/b.exe', pointers)?.isGroup).toBe(true)
    expect(guardOf('app/latest.yml', pointers)?.isGroup).toBe(false)
  })
})

describe('the version in the bucket', () => {
  test('is kept if it is newer, and replaced if it is equal, older or missing', () => {
    expect(standing('1.3.0')).toEqual({ kind: 'newer', version: '1.3.0' })
    expect(standing('1.2.3')).toEqual({ kind: 'equal' })
    expect(standing('v1.2.3-rc.1')).toEqual({ kind: 'older' })
    expect(judgeMove({}, asked)).toEqual({ kind: 'none' })
    expect(judgeMove(undefined, asked)).toEqual({ kind: 'none' })
  })

  test('is unclear if the two cannot be compared', () => {
    expect(standing('nightly')).toEqual({ kind: 'unclear', version: 'nightly' })
    expect(judgeMove({ 'x-oss-meta-release-version': '1.2.3.4' }, { ...asked, form: 'semver' }).kind).toBe('unclear')
  })
})
