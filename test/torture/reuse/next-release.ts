/** The bytes of a release that comes after another one. */
import { bytesOf } from '../../scenarios/stage.ts'
import type { Change } from './plan-reuse-round.ts'

const NEW_BYTES = 30_000

/**
 * @param earlier bytes of the earlier release, by name
 * @returns bytes of the next one: of each file as much as its change leaves
 */
export function nextRelease(
  earlier: ReadonlyMap<string, Buffer>,
  { changes, seed }: { readonly changes: ReadonlyMap<string, Change>; readonly seed: number },
): Map<string, Buffer> {
  return new Map(
    [...earlier].map(([name, bytes], index) => {
      const other = [...earlier.values()].at(index - 1) ?? bytes
      return [name, changed(bytes, { change: changes.get(name) ?? 'same', other, seed: `${seed} ${name} next` })]
    }),
  )
}

function changed(
  bytes: Buffer,
  { change, other, seed }: { readonly change: Change; readonly other: Buffer; readonly seed: string },
): Buffer {
  const middle = Math.floor(bytes.length / 2)
  const fresh = bytesOf(NEW_BYTES, seed)
  switch (change) {
    case 'same':
      return Buffer.from(bytes)
    case 'shifted':
      return Buffer.concat([fresh, bytes])
    case 'patched':
      return Buffer.concat([bytes.subarray(0, middle), fresh, bytes.subarray(middle + fresh.length)])
    case 'cut':
      return bytes.subarray(Math.floor(bytes.length / 5), Math.ceil((bytes.length * 4) / 5))
    case 'twice':
      return Buffer.concat([bytes, fresh, bytes])
    case 'joined':
      return Buffer.concat([bytes.subarray(0, middle), fresh, other])
    case 'swapped':
      return Buffer.concat([bytes.subarray(middle), bytes.subarray(0, middle)])
    case 'other':
      return bytesOf(bytes.length, seed)
  }
}
