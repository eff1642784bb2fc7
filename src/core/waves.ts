/** In which order objects become visible. Pure. */
import { firstMatch, type KeyMatcher } from './key-pattern.ts'

/** How an object comes to be: small ones are put, large ones completed, second keys copied. */
export type Making = 'put' | 'transferred' | 'copy'

const ORDER: readonly Making[] = ['put', 'transferred', 'copy']

interface Orderable {
  readonly kind: Making
  readonly file: { readonly key: string }
}

/**
 * @param last `publish-last`, in its order
 * @returns the objects in waves, each to be published whole before the next: those that no pattern names (put, then completed, then copied),
 *   then those of each pattern in turn. No wave is empty.
 */
export function orderWaves<Item extends Orderable>(
  items: readonly Item[],
  last: readonly KeyMatcher[],
): { readonly first: readonly (readonly Item[])[]; readonly last: readonly (readonly Item[])[] } {
  const groups = new Map<number, Item[]>()
  for (const item of items) {
    const index = firstMatch(last, item.file.key) ?? -1
    const group = groups.get(index)
    if (group === undefined) groups.set(index, [item])
    else group.push(item)
  }
  const inOrder = [...groups].sort(([left], [right]) => left - right)
  return {
    first: inOrder.flatMap(([index, group]) => (index === -1 ? byMaking(group) : [])),
    last: inOrder.flatMap(([index, group]) => (index === -1 ? [] : byMaking(group))),
  }
}

function byMaking<Item extends Orderable>(group: readonly Item[]): readonly (readonly Item[])[] {
  return ORDER.map((making) => group.filter((item) => item.kind === making)).filter((wave) => wave.length > 0)
}
