/** What reuse saves on the long haul, and what it costs where there is nothing to reuse. */
import { randomBytes } from 'node:crypto'
import type { LinkName } from '../../sandbox/link/links.ts'
import { COMPILER, EDITOR, foldersOf, NODE, NOT_REACHED, type Pair } from '../packages.ts'
import { INDEX, type Release, type ReleaseScene, withReleases } from '../release-scene.ts'
import { BUCKET, MIB } from '../scene.ts'
import { median, percent, type Row, type Section, seconds } from '../section.ts'

const UNLIKE_MIB = 256
const SMALL_FILES = 200
const SMALL_FILE_MIB = 0.25

export const reuseHaul: Section = {
  title: 'A release over the long haul, taken from the one before',
  async run(rounds) {
    const releases = [[NODE], [EDITOR], [NODE, EDITOR, COMPILER]]
    const rows: Row[] = []
    for (const pairs of releases) rows.push(await releaseRow('longHaul', pairs, rounds))
    return rows
  },
}

export const reuseHome: Section = {
  title: 'A release over a home line, taken from the one before (one run)',
  run: async () => [await releaseRow('homeLine', [NODE], 1)],
}

export const reuseNothing: Section = {
  title: '`reuse-index` where nothing can be reused, over the long haul',
  run: async (rounds) => [
    await nothingRow(`one file of ${UNLIKE_MIB} MiB that has nothing of what the index knows`, rounds, () => ({
      'app.bin': () => unlike(UNLIKE_MIB),
    })),
    await nothingRow(`${SMALL_FILES} files of 256 KiB, likewise`, rounds, () =>
      Object.fromEntries(
        Array.from({ length: SMALL_FILES }, (_, index) => [`${index}.bin`, () => unlike(SMALL_FILE_MIB)]),
      ),
    ),
  ],
}

/** @param release gives other bytes each time that they are written */
async function nothingRow(what: string, rounds: number, release: () => Release): Promise<Row> {
  const { whole, reusing } = await withReleases('longHaul', async (scene) => {
    await scene.publishFirst(release())
    scene.write(release())
    return alternating(scene, rounds)
  })
  return {
    what,
    figure: `${seconds(reusing.seconds)} with, ${seconds(whole.seconds)} without, ${(reusing.seconds / whole.seconds).toFixed(3)} ×`,
    target: '≤ 1.05 ×',
  }
}

function* unlike(sizeMib: number): Generator<Uint8Array> {
  for (let left = sizeMib; left > 0; left -= 1) yield randomBytes(Math.min(left, 1) * MIB)
}

/** @returns the figures of a release that has a file of each pair. */
async function releaseRow(link: LinkName, pairs: readonly Pair[], rounds: number): Promise<Row> {
  const what = pairs.map(({ before, after, forms: [form] }) => `${before} → ${after}, ${form?.name}`).join('; ')
  const folders = await Promise.all(pairs.map(foldersOf))
  const release = (version: 'before' | 'after'): Release =>
    Object.fromEntries(
      pairs.map(({ forms: [form] }, index) => [
        `${index}.bin`,
        () => form?.bytes(folders[index]?.[version] ?? '') ?? [],
      ]),
    )
  if (folders.includes(undefined)) return { what, figure: NOT_REACHED }
  return withReleases(link, async (scene) => {
    await scene.publishFirst(release('before'))
    const sizeBytes = scene.write(release('after'))
    const { whole, reusing } = await alternating(scene, rounds)
    const share = reusing.sentBytes / sizeBytes
    const times = `${seconds(reusing.seconds)} with \`reuse-index\`, ${seconds(whole.seconds)} without`
    return {
      what: `${what}: ${Math.round(sizeBytes / MIB)} MiB`,
      figure: `${(100 * share).toFixed(1)} % sent; ${times}: ${percent(reusing.seconds / whole.seconds)} of the time`,
      target: `≤ ${percent(share + 0.1)}`,
    }
  })
}

interface Taken {
  readonly seconds: number
  readonly sentBytes: number
}

/** Publishes the release with and without reuse in turn. @returns medians */
async function alternating(
  { publish, oss }: ReleaseScene,
  rounds: number,
): Promise<{ readonly whole: Taken; readonly reusing: Taken }> {
  const whole: Taken[] = []
  const reusing: Taken[] = []
  const index = await oss.objectBytes({ bucket: BUCKET, key: INDEX })
  for (let round = 0; round < rounds; round += 1) {
    whole.push(takenOf(await publish({})))
    // What the run before wrote is this very release.
    await oss.putObject({ bucket: BUCKET, key: INDEX, bytes: index ?? '' })
    reusing.push(takenOf(await publish({ 'reuse-index': INDEX })))
  }
  return { whole: middle(whole), reusing: middle(reusing) }
}

function takenOf({ wallMs, sentBytes }: { readonly wallMs: number; readonly sentBytes: number }): Taken {
  return { seconds: wallMs / 1000, sentBytes }
}

function middle(all: readonly Taken[]): Taken {
  return { seconds: median(all.map((one) => one.seconds)), sentBytes: median(all.map((one) => one.sentBytes)) }
}
