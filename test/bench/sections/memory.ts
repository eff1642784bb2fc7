/** The most memory that the process held at once. */
import { MIB, openScene } from '../scene.ts'
import { KIB, makeFiles, many, type Section, seconds } from '../section.ts'

export const memory: Section = {
  title: 'Memory: peak RSS',
  async run() {
    return [
      {
        what: '20 GiB sparse file, 64 connections',
        figure: await peakOf({ 'huge.bin': 20 * 1024 * MIB }, { concurrency: '64' }),
        target: '≤ 130 MiB',
      },
      {
        what: '100 MiB file, 64 connections',
        figure: await peakOf({ 'app.bin': 100 * MIB }, { concurrency: '64' }),
        target: '≤ 130 MiB',
      },
      { what: '10,000 files of 1 KiB', figure: await peakOf(many(10_000, KIB, 'file'), {}), target: '≤ 200 MiB' },
    ]
  },
}

async function peakOf(
  files: Readonly<Record<string, number>>,
  inputs: Readonly<Record<string, string>>,
): Promise<string> {
  const scene = await openScene()
  try {
    makeFiles(scene, files)
    const { peakBytes, wallMs } = await scene.upload({ path: 'dist/**', ...inputs })
    return `${Math.round(peakBytes / MIB)} MiB (in ${seconds(wallMs / 1000)})`
  } finally {
    await scene.close()
  }
}
