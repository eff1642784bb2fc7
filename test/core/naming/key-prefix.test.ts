import { expect, test } from 'vitest'
import { prefixProblem, prefixWarning } from '../../../src/core/naming/key-prefix.ts'

test.each([
  ['oss://bucket/downloads/v1', 'key-prefix: downloads/v1/'],
  ['https://bucket.oss-cn-hangzhou.aliyuncs.com/downloads/', 'key-prefix: downloads/'],
  ['downloads\\v1\\', 'key-prefix: downloads/v1/'],
  ['downloads//v1/', 'key-prefix: downloads/v1/'],
  ['/downloads/', 'key-prefix: downloads/'],
  ['/', 'key-prefix: downloads/'],
  ['./downloads/', 'key-prefix: downloads/'],
  ['a/../b/', 'key-prefix: a/b/'],
  ['oss:/bucket/downloads', 'key-prefix: downloads/'],
  ['bucket.oss-cn-hangzhou.aliyuncs.com/downloads/', 'key-prefix: downloads/'],
  ['"downloads/"', 'key-prefix: downloads/'],
  ['app/$VERSION/', 'key-prefix: app/${{ env.VERSION }}/'],
  ['app/${VERSION}', 'key-prefix: app/${{ env.VERSION }}/'],
  ['%BUILD_NAME%/', 'key-prefix: ${{ env.BUILD_NAME }}/'],
])('%s is refused, and the folder that was meant is proposed', (prefix, write) => {
  expect(prefixProblem(prefix)?.write).toBe(write)
})

test.each(['', 'downloads/', 'downloads/v1', 'app-', 'v1.2.3/', '中文/', 'a b/', '100%/', 'a$/', '%E4%B8%AD/'])(
  '%s is accepted',
  (prefix) => {
    expect(prefixProblem(prefix)).toBeUndefined()
  },
)

test('a prefix that joins the names of files is warned of, with a resulting key', () => {
  expect(prefixWarning('downloads/v1', 'downloads/v1app.exe')).toMatch(
    /`downloads\/v1app\.exe`.*`key-prefix: downloads\/v1\/`/,
  )
  for (const prefix of ['', 'downloads/', 'app-', 'app_', 'v1.'])
    expect(prefixWarning(prefix, `${prefix}a`)).toBeUndefined()
  expect(prefixWarning('downloads/v1', undefined)).toBeUndefined()
})
