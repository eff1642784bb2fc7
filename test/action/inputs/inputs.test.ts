import { describe, expect, test } from 'vitest'
import { type Inputs, readInputs } from '../../../src/action/inputs/inputs.ts'
import { ActionError } from '../../../src/core/errors/errors.ts'
import type { InputSource } from '../../../src/ports.ts'

type Values = Readonly<Record<string, string>>

const needed: Values = {
  path: 'dist/*.exe',
  bucket: 'my-bucket',
  region: 'cn-hangzhou',
  'access-key-id': 'LTAIfake',
  'access-key-secret': 'not-a-secret',
}
const role: Values = {
  'access-key-id': '',
  'access-key-secret': '',
  'role-to-assume': 'acs:ram::1234567890123456:role/release',
  'oidc-provider-arn': 'acs:ram::1234567890123456:oidc-provider/github',
}

function read(values: Values, more: Partial<InputSource> = {}): Inputs {
  const all: Values = { ...needed, ...values }
  return readInputs({ input: (name) => all[name] ?? '', environment: () => '', ...more })
}

/** @returns what is said of the inputs, with the YAML to write. */
function problemOf(values: Values, more: Partial<InputSource> = {}): string {
  try {
    read(values, more)
  } catch (error) {
    if (error instanceof ActionError) return `${error.message}\n${error.remedy}`
  }
  return 'no problem'
}

describe('inputs', () => {
  test('have defaults if they are empty', () => {
    expect(read({})).toMatchObject({
      region: 'cn-hangzhou',
      keyPrefix: '',
      layout: 'pattern-root',
      ifNoFilesFound: 'error',
      includeHiddenFiles: false,
      followSymbolicLinks: true,
      overwrite: 'always',
      publish: 'together',
      partSize: { kind: 'auto' },
      concurrency: { kind: 'auto' },
      stallTimeoutMs: 30_000,
      giveUpAfterMs: 900_000,
      resume: 'true',
      checkpointDir: undefined,
      signedUrlExpiresMs: undefined,
      publicUrl: undefined,
      dryRun: false,
    })
  })

  test('are read whatever their case and spelling', () => {
    const values = {
      region: 'oss-CN-Hangzhou',
      layout: 'FLAT',
      cname: 'True',
      endpoint: 'https://cdn.example.com/',
      'part-size': '8 MiB',
      concurrency: '12',
      'signed-url-expires': '12h',
      'public-url': 'https://cdn.example.com/files',
      'stall-timeout': '1m',
      'publish-last': 'a.yml\n# comment\n\nb.yml',
      shard: '1/4',
    }
    expect(read(values)).toMatchObject({
      region: 'cn-hangzhou',
      layout: 'flat',
      endpoint: { host: 'cdn.example.com', cname: true },
      partSize: { kind: 'fixed', sizeBytes: 8_388_608 },
      concurrency: { kind: 'fixed', limit: 12 },
      signedUrlExpiresMs: 43_200_000,
      publicUrl: 'https://cdn.example.com/files',
      stallTimeoutMs: 60_000,
      publishLast: ['a.yml', 'b.yml'],
    })
  })

  test('are reported in one error if several are wrong', () => {
    const problem = problemOf({ path: '', bucket: '', region: '', 'part-size': 'big' })
    for (const name of ['path', 'bucket', 'region', 'part-size']) expect(problem).toContain(`\`${name}\``)
  })

  test.each<[string, Values]>([
    ['path', { path: '' }],
    ['path', { path: '# only a comment' }],
    ['path', { path: '!dist/**' }],
    ['bucket', { bucket: '' }],
    ['bucket', { bucket: 'oss://my-bucket' }],
    ['bucket', { bucket: 'my-bucket.oss-cn-hangzhou.aliyuncs.com' }],
    ['bucket', { bucket: 'A' }],
    ['region', { region: '' }],
    ['region', { region: 'hangzhou' }],
    ['region', { region: 'https://oss-cn-beijing.aliyuncs.com' }],
    ['endpoint', { endpoint: 'ftp://example.com' }],
    ['endpoint', { cname: 'true' }],
    ['cname', { cname: 'yes' }],
    ['key-prefix', { 'key-prefix': '/downloads/' }],
    ['key-prefix', { 'key-prefix': '/' }],
    ['layout', { layout: 'tree' }],
    ['if-no-files-found', { 'if-no-files-found': 'fail' }],
    ['overwrite', { overwrite: 'no' }],
    ['publish', { publish: 'later' }],
    ['resume', { resume: 'yes' }],
    ['part-size', { 'part-size': '8 apples' }],
    ['part-size', { 'part-size': '99KB' }],
    ['part-size', { 'part-size': '6GB' }],
    ['concurrency', { concurrency: '0' }],
    ['concurrency', { concurrency: '129' }],
    ['concurrency', { concurrency: '1.5' }],
    ['stall-timeout', { 'stall-timeout': 'soon' }],
    ['stall-timeout', { 'stall-timeout': '2h' }],
    ['give-up-after', { 'give-up-after': '0' }],
    ['headers', { headers: 'Set-Cookie: a' }],
    ['headers', { headers: '*.html' }],
    ['checksums', { checksums: '../SHA256SUMS' }],
    ['reuse-index', { 'reuse-index': 'true' }],
    ['reuse-index', { 'reuse-index': 'desktop/' }],
    ['reuse-index', { 'reuse-index': '/desktop/.chunks' }],
    ['reuse-index', { 'reuse-index': 'desktop/../.chunks' }],
    ['reuse-index', { 'reuse-index': 'oss://my-bucket/.chunks' }],
    ['reuse-index', { 'reuse-index': 'desktop/*' }],
    ['reuse-index', { 'reuse-index': 'feeds/app.xml', 'publish-last': '*.xml' }],
    ['reuse-index', { 'reuse-index': 'v1/SUMS', 'key-prefix': 'v1/', checksums: 'SUMS' }],
    ['reuse-index', { 'reuse-index': 'v1/release.json', 'key-prefix': 'v1/', 'manifest-key': 'release.json' }],
    ['cdn-refresh', { 'cdn-refresh': 'cdn' }],
    ['public-url', { 'public-url': 'cdn.example.com' }],
    ['public-url', { 'public-url': 'https://cdn.example.com/?a=b' }],
    ['public-url', { 'public-url': 'ftp://cdn.example.com' }],
    ['public-url', { 'public-url': 'https://id@cdn.example.com' }],
    ['public-url', { 'public-url': 'https://cdn.example.com/#top' }],
    ['public-url', { 'public-url': 'https://cdn.example.com/?' }],
    ['public-url', { 'public-url': 'https://cdn.example.com/#' }],
    ['public-url', { 'public-url': 'https://cdn.example.com/my files' }],
    ['public-url', { 'public-url': 'https://:pw@cdn.example.com' }],
    ['endpoint', { endpoint: 'download.example.com' }],
    ['endpoint', { endpoint: 'oss-cn-beijing.aliyuncs.com' }],
    ['oidc-provider-arn', { ...role, 'role-to-assume': 'ecs' }],
    ['signed-url-expires', { 'signed-url-expires': 'forever' }],
    ['signed-url-expires', { 'signed-url-expires': '8d' }],
    ['signed-url-expires', { 'signed-url-expires': '10ms' }],
    ['dry-run', { 'dry-run': '1' }],
    ['shard', { shard: '4/4' }],
    ['shard', { shard: 'one of two' }],
    ['checksums', { shard: '0/2', checksums: 'SHA256SUMS' }],
    ['hold-name', { publish: 'hold' }],
    ['hold-name', { publish: 'hold', 'hold-name': '-a' }],
    ['path', { 'publish-held': 'linux' }],
    ['shard', { 'publish-held': 'linux', path: '', shard: '0/2' }],
    ['abandon-held', { 'publish-held': 'linux', 'abandon-held': 'linux', path: '' }],
    ['publish-held', { 'publish-held': '# none', path: '' }],
    ['publish-held', { 'publish-held': 'linux sha256:abc', path: '' }],
  ])('%s is refused: %j', (name, values) => {
    const problem = problemOf(values)
    expect(problem).toContain(`\`${name}\``)
    expect(problem).toMatch(/Write:|Leave what is named out|`if:/)
  })

  test('can have the index of chunks beside the prefix, whose beginning it may be', () => {
    expect(read({ 'reuse-index': 'desktop', 'key-prefix': 'desktop' }).reuseIndex).toBe('desktop')
  })

  test('can publish what is held without any file', () => {
    const { mode } = read({ path: '', 'publish-held': 'linux\nwindows' })
    expect(mode).toMatchObject({ kind: 'publish-held', sources: [{}, {}] })
  })

  test('can hold files under a name', () => {
    expect(read({ publish: 'hold', 'hold-name': 'linux' }).mode).toEqual({ kind: 'hold', name: 'linux' })
    expect(read({}).mode).toEqual({ kind: 'upload' })
    const share = { publish: 'hold', 'hold-name': 'part-0', shard: '0/2', checksums: 'SHA256SUMS' }
    expect(read(share)).toMatchObject({ checksums: 'SHA256SUMS', shard: { index: 0, count: 2 } })
  })
})

describe('the source of credentials', () => {
  const withoutKeys: Values = { 'access-key-id': '', 'access-key-secret': '' }

  test('is the role if one is named', () => {
    expect(read(role)).toMatchObject({
      credentials: {
        kind: 'role',
        role: { sessionName: 'github-action-session', sessionSeconds: 1800, audience: 'sts.aliyuncs.com' },
      },
    })
  })

  test.each<[string, Values]>([
    ['role-to-assume', { ...role, 'role-to-assume': '' }],
    ['role-to-assume', { ...role, 'role-to-assume': 'release' }],
    ['role-to-assume', { ...role, 'access-key-id': 'LTAIfake' }],
    ['oidc-provider-arn', { ...role, 'oidc-provider-arn': '' }],
    ['oidc-provider-arn', { ...role, 'oidc-provider-arn': 'acs:ram::1:role/release' }],
    ['role-session-name', { ...role, 'role-session-name': 'a b' }],
    ['role-session-expiration', { ...role, 'role-session-expiration': '899' }],
    ['role-session-expiration', { ...role, 'role-session-expiration': '15m' }],
    ['sts-endpoint', { ...role, 'sts-endpoint': 'ftp://sts' }],
    ['sts-endpoint', { ...role, 'sts-endpoint': 'https://a b' }],
    ['access-key-secret', { 'access-key-secret': '' }],
    ['access-key-id', { 'access-key-id': '' }],
    ['access-key-id', withoutKeys],
  ])('%s is refused: %j', (name, values) => {
    expect(problemOf(values)).toContain(`\`${name}\``)
  })

  test('is missing where GitHub withholds secrets: the error shows the `if` to write', () => {
    const fork = problemOf(withoutKeys, { secretsWithheld: () => 'fork' })
    expect(fork).toContain('forks')
    expect(fork).toContain('github.event.pull_request.head.repo.full_name == github.repository')
    expect(problemOf(withoutKeys, { secretsWithheld: () => 'dependabot' })).toContain('dependabot[bot]')
    expect(problemOf(withoutKeys, { secretsWithheld: () => undefined })).toContain('secrets.OSS_ACCESS_KEY_ID')
  })

  test('is never in an error', () => {
    const problem = problemOf({ 'access-key-secret': 'fake-value', bucket: 'A', endpoint: 'https://x:fake-value@y' })
    expect(problem).not.toContain('fake-value')
  })
})

describe('the region', () => {
  test.each([
    ['华东2（上海）', 'cn-shanghai'],
    ['China (Shanghai)', 'cn-shanghai'],
    ['shanghai', 'cn-shanghai'],
    ['oss-cn-hzfinance.aliyuncs.com', 'cn-hangzhou-finance'],
    ['https://b.cn-beijing.oss.aliyuncs.com/', 'cn-beijing'],
    ['cn_shenzhen', 'cn-shenzhen'],
  ])('%s is refused, and the error proposes the ID %s', (region, id) => {
    expect(problemOf({ region })).toContain(`region: ${id}`)
  })

  test('that is unknown is refused without a proposal', () => {
    expect(problemOf({ region: '' })).not.toContain('cn-hangzhou')
    expect(problemOf({ region: 'somewhere over the rainbow' })).not.toContain('cn-hangzhou')
  })

  test('of the finance cloud has its own hosts, and an unknown ID is accepted', () => {
    expect(read({ region: 'cn-hangzhou-finance' }).endpoint.host).toBe('oss-cn-hzfinance.aliyuncs.com')
    const inside = read({ region: 'oss-cn-szfinance', endpoint: 'internal' })
    expect(inside).toMatchObject({
      region: 'cn-shenzhen-finance-1',
      endpoint: { host: 'oss-cn-szfinance-internal.aliyuncs.com' },
    })
    expect(read({ region: 'xx-new-1' }).endpoint.host).toBe('oss-xx-new-1.aliyuncs.com')
  })
})

test('a custom domain is answered with `cname: true`, a contradiction with the region of the endpoint', () => {
  expect(problemOf({ endpoint: 'download.example.com' })).toContain(
    '    endpoint: https://download.example.com\n    cname: true',
  )
  expect(problemOf({ endpoint: 'oss-cn-beijing.aliyuncs.com' })).toContain('region: cn-beijing')
})

test('user and password of an address are not shown', () => {
  for (const login of ['u:fake-pw@', ':fake-pw@', 'u:fa/ke-pw@', 'https://u:fake-pw@', 'https://u:x#fake-pw@']) {
    for (const input of ['endpoint', 'public-url', 'region', 'bucket']) {
      expect(problemOf({ [input]: `${login}h.example.com` })).toContain(`\`${input}\``)
      expect(problemOf({ [input]: `${login}h.example.com` })).not.toMatch(/ke-pw/)
    }
  }
})

test('`role-to-assume: ecs` uses the role of the ECS instance, and is proposed if there are no other credentials', () => {
  const nobody = { 'access-key-id': '', 'access-key-secret': '' }
  expect(read({ ...nobody, 'role-to-assume': 'ecs' }).credentials).toEqual({ kind: 'ecs' })
  expect(problemOf(nobody, { onEcs: () => true })).toContain('role-to-assume: ecs')
  expect(problemOf(nobody, { onEcs: () => false })).not.toContain('role-to-assume: ecs')
})
