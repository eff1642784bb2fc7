/** What a step costs before it does anything. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstRequestMs } from '../first-request.ts'
import { measure } from '../measured-process.ts'
import { makeFile, openScene } from '../scene.ts'
import { medianOf, type Section } from '../section.ts'

const POST = fileURLToPath(new URL('../../../dist/post/index.js', import.meta.url))

export const start: Section = {
  title: 'Start-up, median of 10',
  async run() {
    const scene = await openScene()
    try {
      makeFile(join(scene.folder, 'a.txt'), 1, 'written')
      const first = await medianOf(10, () => firstRequestMs(scene, 'a.txt'))
      const whole = await medianOf(10, async () => (await scene.upload({ path: 'a.txt' })).wallMs)
      const post = await medianOf(10, async () => (await measure({ entry: POST, cwd: scene.folder })).wallMs)
      return [
        {
          what: 'dist/main, from the start of the process to its first request',
          figure: `${Math.round(first)} ms`,
          target: '≤ 180 ms',
        },
        { what: 'dist/main, from its start to its end, one small file', figure: `${Math.round(whole)} ms` },
        { what: 'dist/post with nothing to do', figure: `${Math.round(post)} ms`, target: '≤ 150 ms' },
      ]
    } finally {
      await scene.close()
    }
  },
}
