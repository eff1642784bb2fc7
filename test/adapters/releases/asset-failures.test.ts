/** Assets that do not come, or come wrong: a clear error, nothing left on the disk, no secret in it. */
import { chmod, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startLoopbackServer } from '../../sandbox/net/loopback-server.ts'
import { type AssetStage, BYTES, startAssetStage } from './asset-stage.ts'

let stage: AssetStage
beforeEach(async () => {
  stage = await startAssetStage()
})
afterEach(() => stage.close())

/** @returns code and text of the failure; nothing may be left. */
async function failure(
  change: Parameters<AssetStage['request']>[0] = {},
  options: Parameters<AssetStage['open']>[0] = {},
) {
  const failed = await stage.failure(stage.open(options).fetch(stage.request(change)))
  expect(await readdir(stage.folder)).toEqual([])
  expect(stage.counted.bytes).toBe(0)
  return failed
}

describe('wrong bytes', () => {
  test('twice are an error with both digests, and who said which', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'wrong-bytes', atByte: 5 } })
    const { code, shown } = await failure()
    expect(code).toBe('asset-digest')
    expect(shown).toMatch(
      /The asset \.\.\/app\.exe has the SHA-256 [0-9a-f]{64}, and GitHub says [0-9a-f]{64}\. Nothing of it is sent\./,
    )
    expect(stage.byteRequests()).toHaveLength(22)
  })

  test('are found by a digest from elsewhere', async () => {
    const { shown } = await failure({ expected: { sha256: '00'.repeat(32), saidBy: 'SHA256SUMS' } })
    expect(shown).toContain('SHA256SUMS says 0000')
  })

  test('of another size than the API says are not used for this asset', async () => {
    const larger = { id: stage.asset.id, name: 'app.exe', sizeBytes: BYTES.length + 1 }
    expect(await failure({ asset: larger })).toMatchObject({ code: 'asset-range' })
  })

  test.for([200, 2_000_000])(
    'of a page of unknown length are not used for an asset without a digest: %i',
    async (sizeBytes) => {
      stage.github.byteFaults.add({ fault: { kind: 'page', sizeBytes } })
      expect(await failure({ expected: undefined })).toMatchObject({ code: 'asset-range' })
    },
  )

  test('that are encoded without a request for it are not used for an asset without a digest', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'headers', headers: { 'content-encoding': 'gzip' } } })
    const { code, shown } = await failure({ expected: undefined })
    expect([code, shown]).toEqual(['asset-range', expect.stringContaining('encoded as gzip')])
  })

  test('of an asset without a digest that changes on the way are not mixed', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'headers', headers: { etag: '"other"' } }, after: 3 })
    const { code, shown } = await failure({ expected: undefined })
    expect([code, shown]).toEqual(['asset-range', expect.stringContaining('it was changed meanwhile')])
  })

  test('from another range, again and again, are given up', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'other-range', shiftBytes: 1 } })
    expect(await failure()).toMatchObject({ code: 'asset-range' })
  })
})

describe('an asset that does not come', () => {
  test.for([
    ['hangs', { kind: 'hang', afterBytes: 0 }, 'connection-stalled'],
    ['is cut', { kind: 'cut', afterBytes: 0 }, 'connection-lost'],
    ['is refused by a server that fails', { kind: 'status', status: 500 }, 'asset-busy'],
  ] as const)('because it %s is given up after the patience', async ([, fault, code]) => {
    stage.github.byteFaults.add({ fault })
    const options = { stallTimeoutMs: 30, connections: 1, giveUpAfterMs: 60_000 }
    expect(await failure({}, options)).toMatchObject({ code })
    expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(60_000)
  })

  test('but a byte now and then is given up after the patience', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'drip', everyMs: 5 } })
    const options = { stallTimeoutMs: 30, connections: 1, giveUpAfterMs: 60_000 }
    expect(await failure({}, options)).toMatchObject({ code: 'connection-stalled' })
  })

  test.for([600, 999])('since every answer is HTTP %i is given up after the patience', async (status) => {
    stage.github.byteFaults.add({ fault: { kind: 'status', status } })
    expect(await failure({}, { connections: 1, giveUpAfterMs: 60_000 })).toMatchObject({ code: 'asset-busy' })
  })

  test('since every address is refused is given up after some', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'status', status: 403 } })
    const { code, shown } = await failure({}, { connections: 1 })
    expect([code, shown]).toEqual(['asset-refused', expect.stringContaining('HTTP 403')])
    expect(stage.addressRequests()).toHaveLength(8)
  })

  test('since it was replaced in the middle is told as that', async () => {
    stage.github.addresses.set({ bytes: 150_000 })
    stage.github.before('getAsset', 3, () =>
      stage.github.replaceAsset(stage.release, { name: 'app.exe', content: BYTES }),
    )
    expect(await failure()).toMatchObject({ code: 'release-changed' })
  })

  test('since nobody listens there is told by the host alone', async () => {
    const { url, close } = await startLoopbackServer(async () => {})
    await close()
    const address = async () => ({ url: new URL(`${url}/x?sig=verysecret`), headers: {} })
    const { code, shown } = await failure({ address }, { giveUpAfterMs: 1_000 })
    expect([code, shown]).toEqual(['unreachable', expect.not.stringContaining('verysecret')])
  })
})

describe('a redirect of an address', () => {
  test('is followed, without the token', async () => {
    const seen: unknown[] = []
    const { url: target } = await stage.source.address(stage.asset.id, stage.request())
    const hop = await startLoopbackServer(async (request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(302, { location: target.href }).end()
    })
    try {
      const headers = { authorization: 'Bearer token' }
      const address = async () => ({ url: new URL(hop.url), headers })
      await stage.open().fetch(stage.request({ address }))
      expect(new Set(seen)).toEqual(new Set(['Bearer token']))
      expect(stage.byteRequests().every(({ headers: sent }) => sent.authorization === undefined)).toBe(true)
    } finally {
      await hop.close()
    }
  })

  test.for(['ftp://storage.example/?sig=verysecret', 'http://me:verysecret@127.0.0.1/'])(
    'to %s is refused',
    async (location) => {
      stage.github.byteFaults.add({ fault: { kind: 'redirect', location } })
      const { code, shown } = await failure()
      expect([code, shown]).toEqual(['asset-address-refused', expect.not.stringContaining('verysecret')])
    },
  )

  test('in a circle ends', async () => {
    const { url } = await stage.source.address(stage.asset.id, stage.request())
    stage.github.byteFaults.add({ fault: { kind: 'redirect', location: url.href } })
    expect(await failure()).toMatchObject({ code: 'asset-address-refused' })
  })
})

describe('called off', () => {
  test('while bytes hang it ends with the reason, and leaves nothing', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'hang', afterBytes: 50_000 } })
    const cancel = new AbortController()
    const fetched = stage.open().fetch(stage.request({ signal: cancel.signal }))
    await vi.waitFor(() => expect(stage.counted.bytes).toBeGreaterThanOrEqual(200_000))
    cancel.abort(new Error('cancelled'))
    await expect(fetched).rejects.toThrow('cancelled')
    expect(await readdir(stage.folder)).toEqual([])
  })

  test('before it starts, nothing is asked', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(stage.open().fetch(stage.request({ signal }))).rejects.toThrow('cancelled')
    expect(stage.github.requests).toEqual([])
  })

  test('while it waits for a connection that others have', async () => {
    stage.github.byteFaults.add({ fault: { kind: 'hang', afterBytes: 0 } })
    const store = stage.open({ connections: 1 })
    const [first, second] = [new AbortController(), new AbortController()]
    const both = [first, second].map(({ signal }) => store.fetch(stage.request({ signal })))
    const settled = Promise.allSettled(both)
    await vi.waitFor(() => expect(stage.byteRequests()).toHaveLength(1))
    second.abort(new Error('second'))
    await expect(both[1]).rejects.toThrow('second')
    first.abort(new Error('first'))
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})

test('a folder that cannot be made is told without its path', async () => {
  const file = join(stage.folder, 'file')
  await writeFile(file, '')
  await chmod(file, 0o444)
  const { code, shown } = await stage.failure(stage.open({ folder: join(file, 'assets') }).fetch(stage.request()))
  expect([code, shown]).toEqual(['release-disk', expect.not.stringContaining(stage.folder)])
})

test('what is free on the disk is known before the folder is there', async () => {
  expect(await stage.open({ folder: join(stage.folder, 'new') }).freeBytes()).toBeGreaterThan(0)
})
