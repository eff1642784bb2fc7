/** What is proposed for words that an input does not know: never anything more destructive than what was written. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readInputs } from '../../../src/action/inputs/inputs.ts'
import { ActionError } from '../../../src/core/errors/errors.ts'

const NEEDED: Readonly<Record<string, string>> = {
  ...{ path: 'dist/*.exe', bucket: 'my-bucket', region: 'cn-hangzhou' },
  ...{ 'access-key-id': 'LTAIfake', 'access-key-secret': 'not-a-secret' },
}

function remedyOf(values: Readonly<Record<string, string>>): string {
  const all: Readonly<Record<string, string>> = { ...NEEDED, ...values }
  try {
    readInputs({ input: (name) => all[name] ?? '', environment: () => '' })
  } catch (error) {
    if (error instanceof ActionError) return error.remedy ?? ''
  }
  return 'nothing is wrong'
}

describe.each([
  ['overwrite', 'false', 'never'],
  ['overwrite', 'no', 'never'],
  ['overwrite', 'off', 'never'],
  ['overwrite', 'skip', 'never'],
  ['overwrite', 'not-always', 'never'],
  ['overwrite', 'if_not_exists', 'never'],
  ['overwrite', 'whatever', 'never'],
  ['overwrite', 'true', 'always'],
  ['overwrite', 'force', 'always'],
  ['overwrite', 'ifchanged', 'if-changed'],
  ['overwrite', 'if changed', 'if-changed'],
  ['publish', 'false', 'hold'],
  ['publish', 'whatever', 'hold'],
  ['publish', 'true', 'together'],
  ['publish', 'atomic', 'together'],
  ['publish', 'immediately', 'as-ready'],
  ['if-no-files-found', 'false', 'ignore'],
  ['if-no-files-found', 'no', 'ignore'],
  ['if-no-files-found', 'true', 'error'],
  ['if-no-files-found', 'fail', 'error'],
  ['if-no-files-found', 'warning', 'warn'],
  ['if-no-files-found', 'whatever', 'error'],
  ['layout', 'full', 'workspace'],
  ['layout', 'basename', 'flat'],
  ['layout', 'whatever', 'pattern-root'],
  ['feed-urls', 'false', 'keep'],
  ['feed-urls', 'true', 'rewrite'],
  ['feed-urls', 'whatever', 'keep'],
  ['resume', 'yes', 'true'],
  ['resume', 'no', 'false'],
  ['resume', 'disk', 'local'],
  ['resume', 'whatever', 'true'],
  ['cname', 'yes', 'true'],
  ['cname', 'off', 'false'],
  ['dry-run', 'whatever', 'true'],
  ['dry-run', '0', 'false'],
  ['include-hidden-files', 'whatever', 'false'],
  ['follow-symbolic-links', 'no', 'false'],
])('%s: %s', (input, value, proposed) => {
  test(`is refused, and the error proposes ${proposed}`, () => {
    expect(remedyOf({ [input]: value })).toContain(`${input}: ${proposed}`)
  })
})

test('every input with words or a switch proposes a valid word for an unknown one', () => {
  const { inputs } = parse(readFileSync('action-types.yml', 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly type: string; readonly 'allowed-values'?: readonly string[] }>>
  }
  const switches = Object.entries(inputs).filter(([, { type }]) => type === 'enum' || type === 'boolean')
  expect(switches.length).toBeGreaterThan(7)
  for (const [name] of switches) {
    const written = new RegExp(`^    ${name}: (\\S+)$`, 'm').exec(remedyOf({ [name]: 'xyz' }))?.[1]
    expect(written, name).toBeDefined()
    expect(remedyOf({ [name]: written ?? '' }), name).not.toContain(`${name}: `)
  }
})

test.each([
  ['Cache-Control: "no-cache"', 'Cache-Control: no-cache'],
  ["x-oss-meta-a: 'b'", 'x-oss-meta-a: b'],
  ['x-oss-storage-class: ia', 'x-oss-storage-class: IA'],
  ['x-oss-storage-class: cold-archive', 'x-oss-storage-class: ColdArchive'],
  ['x-oss-object-acl: public_read', 'x-oss-object-acl: public-read'],
  ['x-oss-object-acl: everybody', 'x-oss-object-acl: private'],
  ['x-oss-server-side-encryption: aes-256', 'x-oss-server-side-encryption: AES256'],
  ['Content-Type: html', 'Content-Type: application/octet-stream'],
  ['ContentType: text/html', 'Content-Type: text/html'],
  ['x-oss-acl: private', 'x-oss-object-acl: private'],
  ['x-amz-meta-a: b', 'x-oss-meta-a: b'],
  ['Cache-Control = no-cache', 'Cache-Control: no-cache'],
  ['Cache-Control\uFF1Ano-cache', 'Cache-Control: no-cache'],
  ['- Cache-Control: no-cache', 'Cache-Control: no-cache'],
  ['{"Cache-Control": "no-cache"}', 'Cache-Control: no-cache'],
  ['Cache-Control: \u201Cno-cache\u201D', 'Cache-Control: no-cache'],
  ['Cache-Control: no-cache # always', 'Cache-Control: no-cache'],
  ['x-oss-meta-tag: $TAG', 'x-oss-meta-tag: ${{ env.TAG }}'],
  ['*.html Cache-Control: no-cache', '*.html\n        Cache-Control: no-cache'],
  ['*.exe: application/octet-stream', '*.exe\n        Content-Type: application/octet-stream'],
  ['*.html\nX-Oss-Meta-A: b', '*.html\n        X-Oss-Meta-A: b'],
  ['Cache-Control: no-cache Content-Type: text/html', 'Cache-Control: no-cache\n      Content-Type: text/html'],
])('for the header %s the corrected header is proposed', (line, fixed) => {
  expect(remedyOf({ headers: line })).toContain(`headers: |\n      ${fixed}`)
})

test.each([
  ['oss-accelerate', 'accelerate'],
  ['accelerate-oversea', 'accelerate-overseas'],
  ['vpc', 'internal'],
  ['public', 'https://oss-cn-hangzhou.aliyuncs.com'],
  ['true', 'https://oss-cn-hangzhou.aliyuncs.com'],
])('endpoint: %s is refused, and %s is proposed', (value, right) => {
  expect(remedyOf({ endpoint: value })).toMatch(new RegExp(`endpoint: ${right}$`, 'm'))
})

test('for a problem without a correct value the error says to leave the input out', () => {
  expect(remedyOf({ headers: 'Content-Length: 5' })).toBe('Leave what is named out.')
})

test.each(['true', 'yes', '1', 'sha256', 'on', 'none', 'null', 'auto', '*.sha256', 'oss://b/SUMS', 'v1\\SUMS'])(
  'checksums: %s is not an object key',
  (value) => {
    expect(remedyOf({ checksums: value })).toContain('checksums: SHA256SUMS')
  },
)
