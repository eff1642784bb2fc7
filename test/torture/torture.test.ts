import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { killMirror } from './kill-mirror.ts'
import { planRound } from './plan-round.ts'
import { planReuseRound } from './reuse/plan-reuse-round.ts'
import { runRound } from './run-round.ts'

const ACTION = fileURLToPath(new URL('../..', import.meta.url))

// The long campaign is `npm run torture`; these rounds were chosen for what happens in them.
test.for([
  [11, 'killed twice, lost answers, a rebuilt file'],
  [15, 'shut down, cancelled twice, a skewed clock, an outage'],
  [76, 'killed, its machine lost, cancelled, parts written over'],
  [102, 'a lost machine, a timeout, a rebuilt file, an outage'],
] as const)('whatever faults and kills happen, no byte is lost or sent twice: seed %i (%s)', async ([seed]) => {
  const { violations, attempts } = await runRound(planRound(seed), ACTION)
  expect(violations).toEqual([])
  expect(attempts).toBeGreaterThan(1)
})

// `npm run torture -- 100 --reuse`
test('a killed release that is taken from one that somebody overwrites, beside another with the same index, is right', async () => {
  expect((await runRound(planReuseRound(1026), ACTION)).violations).toEqual([])
})

// All moments: `npm run torture:mirror`.
test.for([
  ['while it sends', true],
  ['while what is held is published', false],
] as const)(
  'a mirror that is killed %s goes on elsewhere, and sends again what was in flight alone',
  async ([moment, isTight]) => {
    expect(await killMirror({ moment, isTight, action: ACTION })).toEqual([])
  },
)
