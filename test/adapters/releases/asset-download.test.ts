/** Assets come whole and right, whatever happens on the way. */
import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ByteFault } from '../../sandbox/github/byte-faults.ts'
import { sha256Of } from '../../sandbox/github/state.ts'
import { createGate } from '../../sandbox/net/http-faults.ts'
import { startProxy } from '../../sandbox/net/proxy.ts'
import { type AssetStage, BYTES, startAssetStage } from './asset-stage.ts'
import { TOKEN } from './github-stage.ts'

let stage: AssetStage
beforeEach(async () => {
  stage = await startAssetStage()
})
afterEach(() => stage.close())

describe('an asset', () => {
  test('comes in ranges, several at once, with one address, into a file that its ID names', async () => {
    const gate = createGate()
    stage.github.byteFaults.add({ fault: { kind: 'gate', gate }, times: 4 })
    const fetched = stage.expectWhole()
    await vi.waitFor(() => expect(stage.byteRequests()).toHaveLength(4))
    gate.open()
    await fetched
    expect([stage.byteRequests().length, stage.addressRequests().length]).toEqual([11, 1])
    expect(stage.byteRequests().every(({ status }) => status === 206)).toBe(true)
  })

  test('that is empty needs no request', async () => {
    const empty = { id: 7, name: 'empty', sizeBytes: 0 }
    const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    const fetched = await stage.open().fetch(stage.request({ asset: empty, expected: { sha256, saidBy: 'GitHub' } }))
    expect([fetched.sha256, stage.byteRequests().length]).toEqual([sha256, 0])
  })

  test('of which nobody says a digest has the one of its bytes', async () => {
    const { sha256 } = await stage.open().fetch(stage.request({ expected: undefined }))
    expect(sha256).toBe(sha256Of(stage.asset.content))
  })

  test('is gone with all others when the step is over', async () => {
    const copies = stage.open()
    const { path } = await copies.fetch(stage.request())
    copies.close()
    await expect(access(path)).rejects.toThrow('ENOENT')
  })

  test('is removed when it is not needed any more, and may be fetched again', async () => {
    await stage.expectWhole()
    const copies = stage.open()
    await copies.remove(stage.asset.id)
    await copies.remove(stage.asset.id)
    expect(await readdir(stage.folder)).toEqual([])
    stage.counted.bytes = 0
    await stage.expectWhole()
  })

  test('shares the connections with others', async () => {
    const gate = createGate()
    stage.github.byteFaults.add({ fault: { kind: 'gate', gate } })
    const store = stage.open({ connections: 3 })
    const both = [
      store.fetch(stage.request()),
      store.fetch(stage.request({ asset: { ...stage.request().asset, id: 1 } })),
    ]
    await vi.waitFor(() => expect(stage.byteRequests()).toHaveLength(3))
    gate.open()
    stage.github.byteFaults.clear()
    await Promise.all(both)
    expect((await readFile(join(stage.folder, '1'))).equals(BYTES)).toBe(true)
  })
})

describe('it is whole and right in the end', () => {
  test.for<readonly [string, ByteFault]>([
    ['a connection that is cut', { kind: 'cut', afterBytes: 70_000 }],
    ['a connection that is cut before a byte came', { kind: 'cut', afterBytes: 0 }],
    ['a connection that is reset', { kind: 'reset' }],
    ['a connection that becomes one of another protocol', { kind: 'switch-protocols' }],
    ['a page of unknown length', { kind: 'page', sizeBytes: 200 }],
    ['an answer that hangs in the middle', { kind: 'hang', afterBytes: 50_000 }],
    ['an answer that never comes', { kind: 'hang', afterBytes: 0 }],
    ['an answer in small pieces', { kind: 'trickle', pieceBytes: 1000 }],
    ['an answer that ends early', { kind: 'short', byBytes: 40_000 }],
    ['bytes that are damaged on the way', { kind: 'wrong-bytes', atByte: 10 }],
    ['another range than the one asked for', { kind: 'other-range', shiftBytes: 5 }],
    ['a failing server', { kind: 'status', status: 503 }],
    ['a server that asks to wait', { kind: 'status', status: 429, headers: { 'retry-after': '30' } }],
    ['an address that is refused', { kind: 'status', status: 403 }],
    ['an address that is refused as S3 does', { kind: 'status', status: 400 }],
    ['a range that is refused', { kind: 'status', status: 416 }],
    ['a server that knows no ranges', { kind: 'no-ranges' }],
  ])('after %s', async ([, fault]) => {
    stage.github.byteFaults.add({ fault, times: 3 })
    await stage.expectWhole({ stallTimeoutMs: 300 })
  })

  test('where a server never knows ranges, and cuts', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'cut', afterBytes: 300_000 }, after: 4, times: 2 })
    stage.github.byteFaults.add({ fault: { kind: 'no-ranges' } })
    await stage.expectWhole()
  })

  test('where the address expires after each 150 KB: it is asked for again, and what came is kept', async () => {
    stage.github.addresses.set({ bytes: 150_000 })
    await stage.expectWhole()
    expect(stage.addressRequests().length).toBeGreaterThan(5)
    expect(stage.addressRequests().length).toBeLessThan(40)
  })

  test('where addresses expire by time', async () => {
    stage.github.before('bytes', 5, () => stage.github.addresses.set({ lifetimeMs: 600_000 }))
    stage.github.addresses.set({ lifetimeMs: 1 })
    stage.github.byteFaults.add({ fault: { kind: 'status', status: 503, headers: { 'retry-after': '1' } }, times: 3 })
    await stage.expectWhole({ connections: 1 })
    expect(stage.addressRequests().length).toBeGreaterThan(1)
  })

  test('where the API gives the bytes itself: as few requests as connections, each with the token', async () => {
    await stage.close()
    stage = await startAssetStage({ delivery: 'direct' })
    await stage.expectWhole()
    expect(stage.github.requests).toHaveLength(5)
    expect(stage.github.requests.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true)
  })

  test('through a proxy', async () => {
    const proxy = await startProxy({ port: Number(new URL(stage.github.storageUrl).port) })
    const elsewhere = async (signalled: { readonly signal: AbortSignal }) => {
      const { url, headers } = await stage.source.address(stage.asset.id, signalled)
      return { url: new URL(url.href.replace(url.host, 'storage.localhost')), headers }
    }
    try {
      const { sha256 } = await stage
        .open({ env: { HTTP_PROXY: proxy.url } })
        .fetch(stage.request({ address: elsewhere }))
      expect([sha256, new Set(proxy.hosts)]).toEqual([sha256Of(stage.asset.content), new Set(['storage.localhost'])])
    } finally {
      await proxy.close()
    }
  })
})
