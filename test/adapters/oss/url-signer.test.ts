import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAliOss } from '../../../packages/oss-sandbox/src/ali-oss-client.ts'
import { createUrlSigner } from '../../../src/adapters/oss/url-signer.ts'

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5)
const ENDPOINT = 'http://127.0.0.1:9'
const KEYS = ['app.exe', 'v1/a b+c%20&d=e?f#g.txt', '发布/安装程序.dmg', "quotes'()*!~.bin", 'emoji 🚀.zip']

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS }))
afterEach(() => void vi.useRealTimers())

describe.each([undefined, 'token+/='])('with the security token %s', (securityToken) => {
  const keys = { accessKeyId: 'LTAI-not-a-key', accessKeySecret: 'not-a-secret' }
  const credentials = { ...keys, securityToken, expiresAtMs: undefined }

  test.each(KEYS)('%s has the same signature as with ali-oss', async (key) => {
    const { accessKeyId, accessKeySecret } = keys
    const token = securityToken === undefined ? {} : { stsToken: securityToken }
    const client = createAliOss(ENDPOINT, { bucket: 'demo', accessKeyId, accessKeySecret, ...token })
    const theirs = new URL(await client.signatureUrlV4('GET', 600, {}, key))
    const place = { bucket: 'demo', region: 'cn-hangzhou', expiresSeconds: 600, nowMs: NOW_MS }
    const ours = new URL(createUrlSigner({ ...place, credentials })('http://demo.example/any', key))
    expect(Object.fromEntries(ours.searchParams)).toEqual(Object.fromEntries(theirs.searchParams))
  })
})
