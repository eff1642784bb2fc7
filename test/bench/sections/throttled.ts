/** A service that refuses more requests at once than it bears. */
import { MIB } from '../scene.ts'
import { medianOf, percent, type Section, seconds, secondsOver } from '../section.ts'

export const throttled: Section = {
  title: 'Throttled: OSS answers 503 above 24 requests in flight',
  async run(rounds) {
    const file = { 'app.bin': 256 * MIB }
    const own = await medianOf(rounds, () => secondsOver('throttled', file))
    const sweep = new Map<number, number>()
    for (const limit of [12, 18, 22, 24])
      sweep.set(limit, await secondsOver('throttled', file, { concurrency: String(limit) }))
    const best = Math.min(...sweep.values())
    const fixed = [...sweep].map(([limit, wall]) => `${limit}: ${seconds(wall)}`).join(', ')
    return [
      {
        what: `one file of 256 MiB, against the best fixed setting (${fixed})`,
        figure: `${seconds(own)}, ${percent(best / own)} of the best`,
        target: '≥ 85 %',
      },
    ]
  },
}
