/** Divides the files of one release among several runners. Pure. */

/** Which of `count` equal shares is wanted; `index` from 0. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** @returns the shard, or undefined where `text` is not `i/n` with 0 ≤ i < n ≤ 256. */
export function parseShard(text: string): Shard | undefined {
  const found = /^(\d{1,3})\s*\/\s*(\d{1,3})$/.exec(text.trim())
  const index = Number(found?.[1])
  const count = Number(found?.[2])
  return found !== null && count >= 1 && count <= 256 && index < count ? { index, count } : undefined
}

interface Shareable {
  readonly path: string
  readonly key: string
  readonly sizeBytes: number
}

/** @returns the list that is divided, as text: equal in every job that sees the same files, in any order. */
export function listOfShared(files: readonly Pick<Shareable, 'key' | 'sizeBytes'>[]): string {
  return JSON.stringify(
    files.map(({ key, sizeBytes }) => [key, sizeBytes] as const).sort(([left], [right]) => (left < right ? -1 : 1)),
  )
}

/**
 * @returns the files of one shard, in their order. Every runner that sees the same files computes the same split, whatever order it sees
 *   them in: the largest go first, each to the share that is the smallest so far; the keys of one file stay together.
 */
export function filesOfShard<File extends Shareable>(files: readonly File[], { index, count }: Shard): readonly File[] {
  const firstKeys = new Map<string, { key: string; sizeBytes: number }>()
  for (const { path, key, sizeBytes } of files) {
    const known = firstKeys.get(path)
    if (known === undefined || key < known.key) firstKeys.set(path, { key, sizeBytes })
  }
  const bySize = [...firstKeys].sort(
    ([, left], [, right]) => right.sizeBytes - left.sizeBytes || (left.key < right.key ? -1 : 1),
  )
  const loads = Array.from({ length: count }, (_, share) => ({ share, bytes: 0, files: 0 }))
  const mine = new Set<string>()
  for (const [path, { sizeBytes }] of bySize) {
    const least = loads.reduce((best, load) => (isLess(load, best) ? load : best))
    least.bytes += sizeBytes
    least.files += 1
    if (least.share === index) mine.add(path)
  }
  return files.filter(({ path }) => mine.has(path))
}

interface Load {
  readonly bytes: number
  readonly files: number
}

/** Of shares with the same size the one with fewer files is less; else the first. */
function isLess(load: Load, best: Load): boolean {
  return load.bytes < best.bytes || (load.bytes === best.bytes && load.files < best.files)
}
