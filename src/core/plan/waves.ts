/** The order in which objects become visible. Pure. */
import type { KeyMatcher } from '../naming/key-pattern.ts'

/** How an object is made: small ones are put, large ones completed, second keys copied, headers of existing ones replaced. */
export type Making = 'put' | 'transferred' | 'copy' | 'headers'

const ORDER: readonly Making[] = ['put', 'transferred', 'headers', 'copy']

/** Files that point to others are small: objects up to this size become visible after larger ones. A copy has the size of its source, so it never comes before it. */
const SMALL_SIZE_BYTES = 64 * 1024

interface Orderable {
  readonly kind: Making
  readonly file: { readonly key: string; readonly sizeBytes: number }
}

/**
 * OSS refuses a public ACL in a bucket that blocks public access only when the object is made visible: one object is tried before all others, so
 *  that nothing becomes visible if all of them would be refused.
 * @returns the waves, the first of which has only that object
 */
export function withCanary<Item>(
  waves: readonly (readonly Item[])[],
  isCanary: (item: Item) => boolean,
): readonly (readonly Item[])[] {
  const canary = waves.flat().find(isCanary)
  if (canary === undefined) return waves
  const rest = waves.map((wave) => wave.filter((item) => item !== canary))
  return [[canary], ...rest].filter((wave) => wave.length > 0)
}

/**
 * @param last `publish-last`, in its order
 * @returns when an object becomes visible: 0 with the first, n with those of the n-th pattern.
 */
export function waveOf(key: string, last: readonly KeyMatcher[]): number {
  return last.findIndex((matches) => matches(key)) + 1
}

/**
 * @returns the objects in waves, each to be published whole before the next: those that no pattern names, then those of each pattern in turn. Among them those above 64 KiB (put, then completed, then given
 *   other headers, then copied) come before the smaller ones (likewise). No wave is empty.
 */
export function orderWaves<Item extends Orderable>(
  items: readonly Item[],
  last: readonly KeyMatcher[],
): { readonly first: readonly (readonly Item[])[]; readonly last: readonly (readonly Item[])[] } {
  const placed = items.map((item) => ({ item, wave: waveOf(item.file.key, last) }))
  const itemsOf = (wave: number) => byMaking(placed.filter((one) => one.wave === wave).map(({ item }) => item))
  return { first: itemsOf(0), last: last.flatMap((_, index) => itemsOf(index + 1)) }
}

function byMaking<Item extends Orderable>(group: readonly Item[]): readonly (readonly Item[])[] {
  const isSmall = ({ file }: Item) => file.sizeBytes <= SMALL_SIZE_BYTES
  return [group.filter((item) => !isSmall(item)), group.filter(isSmall)]
    .flatMap((some) => ORDER.map((making) => some.filter((item) => item.kind === making)))
    .filter((wave) => wave.length > 0)
}
