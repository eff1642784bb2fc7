/** Says how objects were verified, and never claims CRC64 for an object that was verified otherwise. */
import type { PresentObject } from '../plan/plan.ts'
import { plural } from '../text/quantities.ts'

/** @returns a clause without a capital letter and a full stop: `every object was verified by its CRC64`. */
export function describeVerification(objects: readonly Pick<PresentObject, 'proof'>[]): string {
  const count = (proof: PresentObject['proof']) => objects.filter((object) => object.proof === proof).length
  const ways = [
    [count(undefined), 'verified by its CRC64', 'verified by their CRC64'],
    [count('md5'), 'verified by its MD5', 'verified by their MD5'],
    [
      count('parts'),
      'verified by the CRC64 or MD5 of each of its parts',
      'verified by the CRC64 or MD5 of each of their parts',
    ],
    [count('record'), NOT_READ, NOT_READ],
  ] as const
  const used = ways.filter(([objectsOfWay]) => objectsOfWay > 0)
  const [only = ways[0]] = used
  if (used.length <= 1) return `every object was ${only[1]}`
  return used.map(([many, one, all]) => `${plural(many, 'object')} ${many === 1 ? one : all}`).join(', ')
}

const NOT_READ = 'completed by an earlier try and not read back (that needs `oss:GetObject`)'
