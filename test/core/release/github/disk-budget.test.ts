import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admissibleCount, planDisk } from '../../../../src/core/release/github/disk-budget.ts'

const MIB = 1024 ** 2
const of = (...sizes: readonly number[]) => sizes.map((sizeBytes, index) => ({ name: `asset-${index}`, sizeBytes }))
const plan = (freeBytes: number, ...sizes: readonly number[]) =>
  planDisk({ freeBytes, assets: of(...sizes), keptUpToBytes: 8 * MIB })

describe('the plan', () => {
  test('uses half of the free space, also for a larger release', () => {
    expect(plan(1000 * MIB, 400 * MIB, 400 * MIB, 400 * MIB)).toEqual({
      ...{ kind: 'fits', budget: { limitBytes: 500 * MIB } },
    })
    expect(plan(0)).toEqual({ kind: 'fits', budget: { limitBytes: 0 } })
  })

  test('refuses a single asset above it, with its size and the free space', () => {
    const refused = plan(1000 * MIB, 501 * MIB, 9 * MIB)
    expect(refused.kind === 'error' && refused.error.message).toMatch(
      /asset-0 has 501 MiB, and this runner has 1000 MiB free, of which half may be used \(500 MiB\)/,
    )
  })

  test('counts small assets that stay to the end, since they could leave no room for others', () => {
    expect(plan(100 * MIB, 45 * MIB, 8 * MIB).kind).toBe('error')
    expect(plan(100 * MIB, 42 * MIB, 8 * MIB).kind).toBe('fits')
    expect(plan(100 * MIB, ...Array.from({ length: 7 }, () => 8 * MIB)).kind).toBe('error')
  })
})

describe('what is admitted', () => {
  test('is what fits, in the order of requests', () => {
    const budget = { limitBytes: 100, usedBytes: 30 }
    expect(admissibleCount(of(40, 30, 1), budget)).toBe(2)
    expect(admissibleCount(of(80, 1, 1), budget)).toBe(0)
    expect(admissibleCount([], budget)).toBe(0)
  })

  test('never exceeds the limit, and every asset is admitted in the end if the plan fits', () => {
    const sizes = fc.array(fc.nat(20), { maxLength: 30 })
    let met = 0
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 400 }), (list, freeBytes) => {
        const planned = planDisk({ freeBytes, assets: of(...list), keptUpToBytes: 3 })
        if (planned.kind === 'error') return
        met += 1
        const waiting = [...of(...list)]
        let keptBytes = 0
        while (waiting.length > 0) {
          const count = admissibleCount(waiting, { ...planned.budget, usedBytes: keptBytes })
          expect(count).toBeGreaterThan(0)
          const fetched = waiting.splice(0, count)
          expect(fetched.reduce((sum, { sizeBytes }) => sum + sizeBytes, keptBytes)).toBeLessThanOrEqual(
            planned.budget.limitBytes,
          )
          for (const { sizeBytes } of fetched) if (sizeBytes <= 3) keptBytes += sizeBytes
        }
      }),
    )
    expect(met).toBeGreaterThan(20)
  })
})
