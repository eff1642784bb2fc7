import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAliOssClient } from '../../../src/adapters/oss/ali-oss.ts'
import { put } from '../../../src/adapters/oss/ali-oss-client.ts'
import { createRequestSigner, type RequestToSign } from '../../../src/adapters/oss/signature.ts'
import type { Transport, TransportArguments } from '../../../src/adapters/oss/transport.ts'

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5)
const PLACE = { bucket: 'demo', region: 'cn-hangzhou' } as const
const KEYS = ['app.exe', 'v1/a b+c%20&d=e?f#g.txt', '发布/安装程序.dmg', "quotes'()*!~.bin", 'emoji 🚀.zip', 'a//b.']
const HEADERS = {
  'content-type': 'text/plain; charset=utf-8',
  'content-md5': 'CY9rzUYh03PK3k6DJie09g==',
  'content-length': '4',
  'content-disposition': 'attachment; filename="安装 é.txt"',
  'x-oss-meta-title': 'é 上传 🚀',
  'x-oss-tagging': 'a=b&c=%E4%B8%8A',
  'x-oss-request-payer': 'requester',
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS }))
afterEach(() => void vi.useRealTimers())

type Asked = Omit<RequestToSign, 'method' | 'nowMs'> & Partial<Pick<RequestToSign, 'method'>>

/** @returns path and headers of a request as ali-oss makes it. */
async function theirs({ method = 'PUT', key, query, headers, credentials }: Asked) {
  let made: { url: string; args: TransportArguments } | undefined
  const transport: Transport = {
    request(url, args) {
      made = { url, args }
      return Promise.reject(new Error('not sent'))
    },
    send: () => Promise.reject(new Error('not sent')),
    openAhead() {},
    close() {},
  }
  const client = createAliOssClient({ ...PLACE, transport })
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  Object.assign(client.options, { accessKeyId, accessKeySecret, stsToken: securityToken })
  const ctx = () => ({ signal: new AbortController().signal })
  const subres = query === undefined ? {} : { subres: { ...query } }
  await client
    .request({ ...put({ bucket: PLACE.bucket, object: key, headers: { ...headers }, ctx, ...subres }), method })
    .catch(() => {})
  if (made === undefined) throw new Error('nothing was made')
  const { pathname, searchParams } = new URL(made.url)
  return { path: decodeURIComponent(pathname), query: [...searchParams], headers: made.args.headers }
}

describe.each([undefined, 'token+/='])('with the security token %s', (securityToken) => {
  const credentials = {
    accessKeyId: 'LTAI-not-a-key',
    accessKeySecret: 'not-a-secret',
    securityToken,
    expiresAtMs: undefined,
  }

  test.each(KEYS)('%s has the same signature as with ali-oss', async (key) => {
    const sign = createRequestSigner(PLACE)
    for (const query of [undefined, { partNumber: 10, uploadId: '0004B999EF518A1FE585B0C9360DC4C8+/=' }]) {
      const request = { key, headers: HEADERS, credentials, ...(query === undefined ? {} : { query }) }
      const own = sign({ method: 'PUT', nowMs: NOW_MS, ...request })
      const other = await theirs(request)
      const { 'User-Agent': _agent, ...headers } = other.headers
      expect(own.headers).toEqual(headers)
      const { pathname, searchParams } = new URL(own.path, 'http://bucket.invalid')
      expect(decodeURIComponent(pathname)).toBe(other.path)
      expect([...searchParams].sort()).toEqual(other.query.sort())
    }
  })
})

test.each([{ uploads: '' }, { uploadId: '0004B999EF518A1FE585B0C9360DC4C8' }])(
  'the start and the end of an upload (%o) are signed as ali-oss signs them',
  async (query) => {
    const credentials = {
      accessKeyId: 'LTAI',
      accessKeySecret: 'not-a-secret',
      securityToken: undefined,
      expiresAtMs: undefined,
    }
    const request = { method: 'POST', key: 'v1/发布.zip', query, headers: HEADERS, credentials } as const
    const own = createRequestSigner(PLACE)({ nowMs: NOW_MS, ...request })
    const other = await theirs(request)
    expect(own.headers.authorization).toBe(other.headers.authorization)
    expect([...new URL(own.path, 'http://bucket.invalid').searchParams]).toEqual(other.query)
  },
)

test.each(['GET', 'HEAD'] as const)(
  '%s of an object that may be known is signed as ali-oss signs it',
  async (method) => {
    const credentials = {
      accessKeyId: 'LTAI',
      accessKeySecret: 'fake',
      securityToken: undefined,
      expiresAtMs: undefined,
    }
    const headers = { 'if-none-match': '"5B3C1A2E053D763E1B002CC607C5A0FE"', 'x-oss-request-payer': 'requester' }
    const request = { method, key: 'desktop/发布/.chunks', headers, credentials } as const
    const own = createRequestSigner(PLACE)({ nowMs: NOW_MS, ...request })
    const other = await theirs(request)
    expect(own.headers.authorization).toBe(other.headers.authorization)
  },
)

test('a new day, key or secret is used at once', async () => {
  const sign = createRequestSigner(PLACE)
  const keys = { accessKeyId: 'LTAI-one', accessKeySecret: 'secret', securityToken: undefined, expiresAtMs: undefined }
  const turns = [
    { credentials: keys, nowMs: NOW_MS },
    { credentials: keys, nowMs: NOW_MS + 24 * 3_600_000 },
    { credentials: { ...keys, accessKeyId: 'LTAI-two' }, nowMs: NOW_MS + 24 * 3_600_000 },
    { credentials: { ...keys, accessKeySecret: 'another' }, nowMs: NOW_MS },
  ]
  for (const { credentials, nowMs } of turns) {
    vi.setSystemTime(nowMs)
    const own = sign({ method: 'PUT', key: 'a.txt', headers: HEADERS, credentials, nowMs })
    const other = await theirs({ key: 'a.txt', headers: HEADERS, credentials })
    expect(own.headers.authorization).toBe(other.headers.authorization)
  }
})
