import { describe, expect, test } from 'vitest'
import type { ReleaseAsset } from '../../../src/core/release/github/release.ts'
import { createShelf } from '../../../src/engine/source/shelf.ts'
import type { AssetCopy } from '../../../src/ports/release.ts'

const NEVER = new AbortController().signal
const SILENT = { signal: NEVER, onBytes() {} }

function assetOf(id: number, sizeBytes: number): ReleaseAsset {
  const name = `asset-${id}`
  return {
    ...{ id, name, sizeBytes, state: 'uploaded', contentType: undefined },
    ...{ sha256: undefined, browserUrl: undefined, updatedAt: '' },
  }
}

/** Lets everything that is ready run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** A shelf with room for 100 bytes, whose fetches end when the test says so. */
function createWorld({ keptUpToBytes = 0 } = {}) {
  const fetches = new Map<number, PromiseWithResolvers<void>>()
  const removed: number[] = []
  const shelf = createShelf({
    limitBytes: () => 100,
    keptUpToBytes,
    async fetch({ id, name }): Promise<AssetCopy> {
      const fetching = Promise.withResolvers<void>()
      fetches.set(id, fetching)
      await fetching.promise
      return { path: `/copies/${name}`, sha256: '', crc64: 0n }
    },
    async remove(id) {
      removed.push(id)
    },
    signal: NEVER,
  })
  const arrive = async (id: number) => {
    await settled()
    fetches.get(id)?.resolve()
    await settled()
  }
  return { shelf, fetches, removed, arrive }
}

describe('copies of assets', () => {
  test('are fetched once for all users', async () => {
    const { shelf, fetches, arrive } = createWorld()
    const wanted = [shelf.take(assetOf(1, 10), SILENT), shelf.take(assetOf(1, 10), SILENT)]
    await arrive(1)
    expect((await Promise.all(wanted)).map(({ copy }) => copy.path)).toEqual(['/copies/asset-1', '/copies/asset-1'])
    expect([...fetches.keys()]).toEqual([1])
  })

  test('are fetched three at once, in the order of requests', async () => {
    const { shelf, fetches, arrive } = createWorld()
    for (const id of [1, 2, 3, 4]) void shelf.take(assetOf(id, 10), SILENT)
    await settled()
    expect([...fetches.keys()]).toEqual([1, 2, 3])
    await arrive(2)
    expect([...fetches.keys()]).toEqual([1, 2, 3, 4])
  })

  test('wait until unused copies have been deleted', async () => {
    const { shelf, fetches, removed, arrive } = createWorld()
    const first = shelf.take(assetOf(1, 60), SILENT)
    void shelf.take(assetOf(2, 60), SILENT)
    await arrive(1)
    expect([[...fetches.keys()], removed]).toEqual([[1], []])
    const { release } = await first
    release()
    await settled()
    expect([[...fetches.keys()], removed]).toEqual([[1, 2], [1]])
  })

  test('that are small are not deleted for others', async () => {
    const { shelf, removed, arrive } = createWorld({ keptUpToBytes: 60 })
    const first = shelf.take(assetOf(1, 60), SILENT)
    void shelf.take(assetOf(2, 60), SILENT)
    await arrive(1)
    const { release } = await first
    release()
    await settled()
    expect(removed).toEqual([])
  })

  test('that are done are deleted after their last use, and are fetched again if they are needed again', async () => {
    const { shelf, fetches, removed, arrive } = createWorld()
    const wanted = [shelf.take(assetOf(1, 10), SILENT), shelf.take(assetOf(1, 10), SILENT)]
    await arrive(1)
    const [one, other] = await Promise.all(wanted)
    one?.drop()
    one?.release()
    expect(removed).toEqual([])
    other?.release()
    await settled()
    expect(removed).toEqual([1])
    fetches.clear()
    void shelf.take(assetOf(1, 10), SILENT)
    await settled()
    expect([...fetches.keys()]).toEqual([1])
  })

  test('that cannot be fetched fail for all users that wait, and can be fetched again later', async () => {
    const { shelf, fetches, arrive } = createWorld()
    const wanted = shelf.take(assetOf(1, 10), SILENT)
    await settled()
    fetches.get(1)?.reject(new Error('broken'))
    await expect(wanted).rejects.toThrow('broken')
    const again = shelf.take(assetOf(1, 10), SILENT)
    await arrive(1)
    expect((await again).copy.path).toBe('/copies/asset-1')
  })

  test('are kept for others if the signal of one user is aborted', async () => {
    const { shelf, arrive } = createWorld()
    const leaving = new AbortController()
    const left = shelf.take(assetOf(1, 10), { signal: leaving.signal, onBytes() {} })
    const stays = shelf.take(assetOf(1, 10), SILENT)
    leaving.abort(new Error('cancelled'))
    await expect(left).rejects.toThrow('cancelled')
    await arrive(1)
    expect((await stays).copy.path).toBe('/copies/asset-1')
  })
})
