/** A large image of which little changed, taken from the one before by a step. */
import { createImage } from '../image.ts'
import { INDEX, withReleases } from '../release-scene.ts'
import { MIB } from '../scene.ts'
import { type Section, seconds } from '../section.ts'

const SIZE_MIB = 4096

export const reuseImage: Section = {
  title: 'An image of 4 GiB of which 1 % changed in 50 places, published by a step (one run)',
  async run() {
    return withReleases(undefined, async (scene) => {
      await scene.publishFirst({ 'image.img': () => slices(false) })
      const sizeBytes = scene.write({ 'image.img': () => slices(true) })
      const { wallMs, cpuSeconds, peakBytes, sentBytes } = await scene.publish({ 'reuse-index': INDEX })
      const notSent = 100 * (1 - sentBytes / sizeBytes)
      return [
        { what: 'share that is not sent', figure: `${notSent.toFixed(1)} %`, target: '≥ 97 %' },
        { what: 'peak RSS of the step', figure: `${Math.round(peakBytes / MIB)} MiB`, target: '≤ 200 MiB' },
        {
          what: 'the step: reading for chunks and for the MD5 of copies, client and server on the same cores',
          figure: `${seconds(wallMs / 1000)}, ${cpuSeconds.toFixed(1)} s of CPU`,
        },
      ]
    })
  },
}

function* slices(isNext: boolean): Generator<Uint8Array> {
  const image = createImage(SIZE_MIB)
  for (let number = 0; number < SIZE_MIB; number += 1) yield image.slice(number, isNext)
}
