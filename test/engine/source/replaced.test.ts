/** Assets that are not, or no longer, what the release was taken for: nothing of them is mixed with others, and nothing more shows. */
import { describe, expect, test } from 'vitest'
import type { ActionError } from '../../../src/core/errors/errors.ts'
import type { RunResult } from '../../../src/engine/publish/run-result.ts'
import { bytesOf, PART_BYTES } from '../world.ts'
import { createReleaseWorld, type ReleaseWorld, sha256Of } from './release-world.ts'

const BIG = bytesOf(5 * PART_BYTES, 1)
/** Differs from the former in its last part alone. */
const NEW = Buffer.concat([BIG.subarray(0, 4 * PART_BYTES), bytesOf(PART_BYTES, 9)])
const OTHER = bytesOf(5 * PART_BYTES, 2)
const SMALL = bytesOf(900, 3)

function withAssets(): ReleaseWorld {
  const world = createReleaseWorld()
  world.assets = [world.asset('big.exe', BIG), world.asset('other.dmg', OTHER), world.asset('small.txt', SMALL)]
  return world
}

const codesOf = ({ failed }: RunResult) =>
  failed.map(({ file, error }) => [file.key, (error as ActionError).code]).sort()

/** Cancels an attempt once it has sent so many parts, as a lost machine would. */
async function sendSomeParts(world: ReleaseWorld, count: number): Promise<void> {
  let sent = 0
  world.store.strike = ({ operation }) => {
    if (operation === 'uploadPart') sent += 1
    if (operation === 'uploadPart' && sent === count) world.cancel()
    return undefined
  }
  await world.runRelease().catch(() => {})
  world.store.strike = () => undefined
}

describe('the unfinished upload of an asset that has been replaced since', () => {
  test.each([true, false])(
    'is not continued, because its parts are those of the former asset; digest from GitHub: %s',
    async (isTold) => {
      const world = withAssets()
      await sendSomeParts(world, 4)
      world.assets = [world.asset('big.exe', NEW, isTold ? {} : { sha256: undefined }), ...world.assets.slice(1)]
      expect((await world.runRelease()).failed).toEqual([])
      const object = world.store.objects.get('big.exe')
      expect(object?.bytes.equals(NEW)).toBe(true)
      expect(object?.headers?.['x-oss-meta-sha256']).toBe(sha256Of(NEW))
      world.fetched.length = 0
      await world.runRelease({ overwrite: 'if-changed' })
      expect(world.fetched.filter((name) => name !== 'big.exe' || isTold)).toEqual([])
    },
  )

  test('is not continued if the object was held', async () => {
    const world = withAssets()
    await world.runRelease({ hold: true, publish: 'hold' })
    world.assets = [world.asset('big.exe', NEW), ...world.assets.slice(1)]
    const { held = [] } = await world.runRelease({ hold: true, publish: 'hold' })
    const initiated = world.store.calls.filter(({ operation }) => operation === 'initiateUpload')
    expect(initiated.map(({ key }) => key).sort()).toEqual(['big.exe', 'big.exe', 'other.dmg', 'small.txt'])
    expect(held.find(({ key }) => key === 'big.exe')?.sha256).toBe(sha256Of(NEW))
  })
})

describe('an asset that is replaced while it is held', () => {
  const replaceAt = (world: ReleaseWorld, when: number) => {
    world.onList = (nth) => {
      if (nth === when) world.assets = [world.asset('big.exe', NEW), ...world.assets.slice(1)]
    }
  }

  test('is not held, and a re-run holds the new one', async () => {
    const world = withAssets()
    replaceAt(world, 2)
    const first = await world.runRelease({ hold: true, publish: 'hold' })
    expect([first.held, codesOf(first)]).toEqual([undefined, [['big.exe', 'release-changed']]])
    const { held = [] } = await world.runRelease({ hold: true, publish: 'hold' })
    expect(held.map(({ key, sha256 }) => [key, sha256])).toEqual([
      ['big.exe', sha256Of(NEW)],
      ['other.dmg', sha256Of(OTHER)],
      ['small.txt', sha256Of(SMALL)],
    ])
  })

  test('fails the share that has it alone', async () => {
    const world = withAssets()
    replaceAt(world, 2)
    const share = (index: number) => ({ hold: true, publish: 'hold', shard: { index, count: 2 } }) as const
    const results = [await world.runRelease(share(0)), await world.runRelease(share(1))]
    expect(results.flatMap(codesOf)).toEqual([['big.exe', 'release-changed']])
  })
})

describe('with `publish: as-ready`', () => {
  test.each(['big.exe', 'small.txt'])('no more objects become visible after %s has another digest', async (name) => {
    const world = withAssets()
    world.damages = (one) => one === name
    const result = await world.runRelease({ publish: 'as-ready' })
    expect(codesOf(result)).toEqual([[name, 'asset-digest']])
    expect([...world.store.objects.keys()]).not.toContain('other.dmg')
    expect(result.waiting.map(({ key }) => key)).toContain('other.dmg')
  })

  test('an asset that is sent in one request is checked again before it is published', async () => {
    const world = withAssets()
    world.onList = (nth) => {
      if (nth === 2) world.assets = [...world.assets.slice(0, 2), world.asset('small.txt', bytesOf(900, 4))]
    }
    const result = await world.runRelease({ publish: 'as-ready' })
    expect(codesOf(result)).toContainEqual(['small.txt', 'release-changed'])
    expect([...world.store.objects.keys()]).toEqual([])
  })
})
