/** What many files cost before the first is sent. */
import { firstRequestMs } from '../first-request.ts'
import { measure } from '../measured-process.ts'
import { openScene } from '../scene.ts'
import { KIB, makeFiles, many, medianOf, PEERS, type Section, seconds } from '../section.ts'

export const planning: Section = {
  title: 'Planning 20,000 files',
  async run(rounds) {
    const scene = await openScene()
    try {
      makeFiles(scene, many(20_000, KIB, 'file'))
      const globbing = { entry: PEERS.glob, cwd: scene.folder, args: ['dist/**'] }
      const glob = await medianOf(rounds, async () => (await measure(globbing)).wallMs / 1000)
      const plan = await medianOf(rounds, async () => (await firstRequestMs(scene, 'dist/**')) / 1000)
      return [
        {
          what: 'from the start of the process to its first request, beyond globbing',
          figure: `${seconds(plan - glob)} (${seconds(plan)} in all)`,
          target: '≤ 2 s',
        },
        { what: '– @actions/glob alone, start of its process included', figure: seconds(glob) },
      ]
    } finally {
      await scene.close()
    }
  },
}
