import { expect, test } from 'vitest'
import { describeSource, findAccessKeys, keyProblems } from '../../../src/core/service/credentials.ts'

const from = (values: Readonly<Record<string, string>>) => (name: string) => values[name] ?? ''
const nothing = from({})
const inputs = { 'access-key-id': 'id', 'access-key-secret': 'secret' }
const oss = { OSS_ACCESS_KEY_ID: 'oss-id', OSS_ACCESS_KEY_SECRET: 'oss-secret' }
const cloud = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'cloud-id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'cloud-secret' }

test('inputs come before the environment, and OSS’s variables before Alibaba Cloud’s', () => {
  expect(findAccessKeys(from(inputs), from({ ...oss, ...cloud }))).toMatchObject({ credentials: { accessKeyId: 'id' } })
  expect(findAccessKeys(nothing, from({ ...oss, ...cloud }))).toMatchObject({ credentials: { accessKeyId: 'oss-id' } })
  expect(findAccessKeys(nothing, from(cloud))).toMatchObject({
    kind: 'found',
    credentials: { accessKeyId: 'cloud-id', accessKeySecret: 'cloud-secret' },
    from: expect.stringContaining('ALIBABA'),
  })
})

test('a token belongs to the pair beside it', () => {
  const tokens = { OSS_SESSION_TOKEN: 'oss-token', ALIBABA_CLOUD_SECURITY_TOKEN: 'cloud-token' }
  expect(findAccessKeys(from(inputs), from(tokens))).toMatchObject({ credentials: { securityToken: undefined } })
  expect(findAccessKeys(from({ ...inputs, 'security-token': 'token' }), nothing)).toMatchObject({
    credentials: { securityToken: 'token' },
  })
  expect(findAccessKeys(nothing, from({ ...oss, ...tokens }))).toMatchObject({
    credentials: { securityToken: 'oss-token' },
  })
  expect(findAccessKeys(nothing, from({ ...cloud, ...tokens }))).toMatchObject({
    credentials: { securityToken: 'cloud-token' },
  })
})

test('line ends around a secret are not part of it', () => {
  const pasted = from({ 'access-key-id': ' id\n', 'access-key-secret': 'secret\r\n', 'security-token': ' ' })
  expect(findAccessKeys(pasted, nothing)).toMatchObject({
    credentials: { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: undefined },
  })
})

test('half a pair ends the search, so that no other keys are used than were meant', () => {
  expect(findAccessKeys(from({ 'access-key-id': 'id' }), from(oss))).toEqual({
    kind: 'half',
    present: 'access-key-id',
    missing: 'access-key-secret',
  })
  expect(findAccessKeys(nothing, from({ OSS_ACCESS_KEY_SECRET: 'x', ...cloud }))).toEqual({
    kind: 'half',
    present: 'OSS_ACCESS_KEY_SECRET',
    missing: 'OSS_ACCESS_KEY_ID',
  })
})

test('a missing pair is reported', () => {
  expect(findAccessKeys(nothing, nothing)).toEqual({ kind: 'none' })
})

test('the log names the source and never a value', () => {
  const values = { 'access-key-id': 'LTAIfake', 'access-key-secret': 'fake-value', 'security-token': 'fake-token' }
  const found = findAccessKeys(from(values), nothing)
  expect(found.kind === 'found' && found.from).toMatch(/^the inputs/)
  expect(found.kind === 'found' && found.from).not.toMatch(/fake/i)
})

test('the log names the inputs or variables that are used', () => {
  expect(findAccessKeys(from(inputs), nothing)).toMatchObject({
    from: 'the inputs access-key-id and access-key-secret',
  })
  expect(findAccessKeys(nothing, from({ ...oss, OSS_SESSION_TOKEN: 'token' }))).toMatchObject({
    from: 'the environment variables OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN',
  })
})

test('the log names the role that is assumed', () => {
  const role = { roleArn: 'acs:ram::1:role/release', providerArn: 'p', sessionName: 's', audience: 'a', stsUrl: 'u' }
  expect(describeSource({ kind: 'role', role: { ...role, sessionSeconds: 900 } })).toMatch(
    /^acs:ram::1:role\/release, .*900 s/,
  )
  const { credentials } = { credentials: { accessKeyId: 'i', accessKeySecret: 's', securityToken: undefined } }
  expect(describeSource({ kind: 'keys', credentials: { ...credentials, expiresAtMs: undefined }, from: 'here' })).toBe(
    'here',
  )
})

function problemsOf(values: Readonly<Record<string, string>>) {
  const found = findAccessKeys(from(values), nothing)
  return found.kind === 'found' ? keyProblems(found) : []
}

test.each([
  ['fake\nvalue', 'a line end (U+000A)'],
  ['fake\r\nvalue', 'a line end (U+000D)'],
  ['fake\tvalue', 'a tab (U+0009)'],
  ['fake value', 'a space (U+0020)'],
  ['fake\u00A0value', 'a no-break space (U+00A0)'],
  ['fake\u200Bvalue', 'a zero-width space (U+200B)'],
  ['fake\u4E2Dvalue', 'a character outside printable ASCII (U+4E2D)'],
  ['fake\u{1F680}value', 'a character outside printable ASCII (U+1F680)'],
])('%j in an ID, a secret or a token is named, without the value', (value, name) => {
  for (const input of ['access-key-id', 'access-key-secret', 'security-token']) {
    const problems = problemsOf({ ...inputs, [input]: value })
    expect(problems).toMatchObject([{ name: input, problem: expect.stringContaining(name) }])
    expect(JSON.stringify(problems)).not.toMatch(/fake|value"/)
  }
})

test('values in quotes, and the same value for both, are refused', () => {
  const quoted = problemsOf({ 'access-key-id': '"LTAIfake"', 'access-key-secret': "'fake'" })
  expect(quoted.map(({ problem }) => problem.slice(0, 12))).toEqual(['is in quotes', 'is in quotes'])
  const same = problemsOf({ 'access-key-id': 'LTAIfake', 'access-key-secret': 'LTAIfake' })
  expect(same).toEqual([{ name: 'access-key-secret', problem: 'is the same as `access-key-id`' }])
})

test('a swapped ID and secret are reported; forms of other clouds are accepted', () => {
  const swapped = problemsOf({
    'access-key-id': 'abcdefghijklmnopqrstuvwxyz0123',
    'access-key-secret': 'LTAI5tFakeFakeFake',
  })
  expect(swapped).toMatchObject([{ name: 'access-key-id', problem: expect.stringContaining('swapped') }])
  expect(JSON.stringify(swapped)).not.toMatch(/LTAI|abcdef/)
  for (const id of ['LTAI5tFake', 'STS.fake', 'TMP.fake', 'my-own-cloud']) {
    expect(problemsOf({ 'access-key-id': id, 'access-key-secret': 'fake-secret' })).toEqual([])
  }
})
