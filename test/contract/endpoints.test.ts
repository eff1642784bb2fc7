/** Whichever way leads to the bucket: the same requests arrive there, signed for its region. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OssServer, startOss } from '../../packages/oss-sandbox/src/server.ts'
import { type HttpProxy, startProxy } from '../sandbox/net/proxy.ts'
import { BUCKET, bodyOf, NEVER, openStore, type StoreOptions } from './open-store.ts'

const KEY = 'dir/a b+c%2F名.bin'
let oss: OssServer
let proxy: HttpProxy
beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: BUCKET, region: 'cn-hangzhou' }, { name: 'other-bucket' }] })
  proxy = await startProxy({ port: oss.port })
})
afterEach(async () => {
  await proxy.close()
  await oss.close()
})

/** Puts and uploads an object, looks at it, lists its parts. */
async function useStore(options: StoreOptions): Promise<void> {
  const store = openStore(options)
  try {
    await store.putObject({ key: KEY, body: bodyOf('put'), headers: {}, signal: NEVER })
    expect(await store.headObject({ key: KEY, signal: NEVER })).toMatchObject({ sizeBytes: 3 })
    const uploadId = await store.initiateUpload({ key: KEY, headers: {}, signal: NEVER })
    const upload = { key: KEY, uploadId, signal: NEVER }
    const { etag } = await store.uploadPart({ ...upload, number: 1, body: bodyOf('uploaded') })
    expect((await store.listParts(upload)).parts).toMatchObject([{ number: 1, sizeBytes: 8, etag }])
    await store.completeUpload({ ...upload, parts: [{ number: 1, etag }], headers: {} })
  } finally {
    store.close()
  }
  expect((await oss.objectBytes(BUCKET, KEY))?.toString()).toBe('uploaded')
}

describe('the bucket is reached', () => {
  test('by a custom domain', async () => {
    await oss.close()
    oss = await startOss({ buckets: [{ name: BUCKET }] })
    await useStore({ endpoint: oss.endpoint, cname: true })
    expect(oss.requests[0]?.url).toMatch(/^\/dir\//)
  })

  test('by its name before the host', async () => {
    await useStore({ endpoint: oss.endpoint })
    expect(oss.requests[0]?.host).toBe(`${BUCKET}.localhost:${oss.port}`)
  })

  test('by its name in the path of an IP address, with a slash at the end of the endpoint', async () => {
    await useStore({ endpoint: `${oss.ipEndpoint}/` })
    expect(oss.requests[0]?.url).toMatch(new RegExp(`^/${BUCKET}/dir/`))
  })

  test('by an IPv6 address', async ({ skip }) => {
    const relay = createServer((socket) => {
      const onward = connect(oss.port, '127.0.0.1')
      for (const one of [socket, onward]) one.on('error', () => one.destroy())
      socket.pipe(onward).pipe(socket)
    })
    relay.listen(0, '::1')
    const listening = await once(relay, 'listening').catch(() => undefined)
    if (listening === undefined) skip('this machine has no IPv6')
    await useStore({ endpoint: `http://[::1]:${(relay.address() as AddressInfo).port}` })
    relay.close()
    expect(oss.requests[0]?.host).toMatch(/^\[::1\]:/)
  })

  test.each([
    ['http://oss-cn-hangzhou.aliyuncs.com', `${BUCKET}.oss-cn-hangzhou.aliyuncs.com`],
    ['http://cn-hangzhou.aliyuncs.com', `${BUCKET}.oss-cn-hangzhou.aliyuncs.com`],
    [`http://${BUCKET}.oss-cn-hangzhou.aliyuncs.com/`, `${BUCKET}.oss-cn-hangzhou.aliyuncs.com`],
    ['http://oss-cn-hangzhou-internal.aliyuncs.com', `${BUCKET}.oss-cn-hangzhou-internal.aliyuncs.com`],
    ['http://oss-accelerate.aliyuncs.com', `${BUCKET}.oss-accelerate.aliyuncs.com`],
    ['http://oss-accelerate-overseas.aliyuncs.com', `${BUCKET}.oss-accelerate-overseas.aliyuncs.com`],
  ])('by %s, through a proxy', async (endpoint, host) => {
    await useStore({ endpoint, env: { HTTP_PROXY: proxy.url } })
    expect(new Set(oss.requests.map((request) => request.host))).toEqual(new Set([host]))
    expect(oss.requests.every(({ headers }) => headers.authorization?.includes('/cn-hangzhou/oss/'))).toBe(true)
    expect(proxy.hosts.length).toBe(oss.requests.length)
  })
})

test('a bucket in another region is named with its region and endpoint', async () => {
  oss.addBucket({ name: 'far-bucket', region: 'cn-shanghai' })
  const store = openStore({
    endpoint: 'http://oss-cn-hangzhou.aliyuncs.com',
    bucket: 'far-bucket',
    env: { HTTP_PROXY: proxy.url },
  })
  await expect(store.headObject({ key: KEY, signal: NEVER })).rejects.toMatchObject({
    code: 'wrong-region',
    message: expect.stringContaining('oss-cn-shanghai.aliyuncs.com'),
    remedy: expect.stringContaining('region: cn-shanghai'),
  })
  store.close()
})

test('an account that may not use public endpoints is told to bind a domain', async () => {
  await oss.close()
  oss = await startOss({ buckets: [{ name: BUCKET }], forbidPublicEndpoint: true })
  const store = openStore({ endpoint: oss.ipEndpoint })
  const put = store.putObject({ key: KEY, body: bodyOf('put'), headers: {}, signal: NEVER })
  await expect(put).rejects.toMatchObject({ code: 'public-endpoint-forbidden' })
  store.close()
  await useStore({ endpoint: oss.endpoint, cname: true })
})

test.each([-3_600_000, 3_600_000])('a clock that is off by %i ms is reported, and corrected', async (offsetMs) => {
  oss.clockOffsetMs = offsetMs
  const store = openStore({ endpoint: oss.endpoint })
  const look = () => store.headObject({ key: KEY, signal: NEVER })
  const skewed = await look().catch((error: unknown) => error as { readonly facts: { readonly serverTimeMs: number } })
  expect(skewed).toMatchObject({ code: 'clock-skew', fault: 'clock' })
  store.correctClock((skewed as { readonly facts: { readonly serverTimeMs: number } }).facts.serverTimeMs)
  expect(await look()).toBeUndefined()
  store.close()
})
