import { expect, test } from 'vitest'
import { readInputs } from '../../../src/action/inputs/inputs.ts'

function read(values: Readonly<Record<string, string>>) {
  const needed = {
    ...{ path: 'app.exe', bucket: 'my-bucket', region: 'cn-hangzhou' },
    ...{ 'access-key-id': 'LTAIfake', 'access-key-secret': 'not-a-secret' },
  }
  const all: Readonly<Record<string, string>> = { ...needed, ...values }
  return readInputs({ input: (name) => all[name] ?? '', environment: () => '' })
}

test('a version is read, and without one no object is guarded', () => {
  expect(read({ version: 'v1.2.3' }).version?.text).toBe('v1.2.3')
  expect(read({ version: 'v1.2.3', 'allow-older': 'true' }).allowOlder).toBe(true)
  expect(read({}).version).toBeUndefined()
  expect(read({ version: 'v1.2.3', publish: 'hold', 'hold-name': 'linux' }).version?.text).toBe('v1.2.3')
  expect(read({ path: '', version: 'v1.2.3', 'publish-held': 'linux' }).version?.text).toBe('v1.2.3')
})

test.each([
  [{ version: 'main' }, /`version` \(`main`\) is not a valid version/],
  [{ 'allow-older': 'true' }, /`allow-older` does nothing without `version`/],
  [{ version: '1.2.3', shard: '0/2' }, /`version` conflicts with `shard`/],
  [{ path: '', version: '1.2.3', 'abandon-held': 'linux' }, /`version` conflicts with `abandon-held`/],
  [{ headers: 'x-oss-meta-release-version: 1.2.3' }, /is what the input `version` is for/],
])('%o is an input error', (values, message) => {
  expect(() => read(values)).toThrow(message)
})
