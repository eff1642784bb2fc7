/** Two releases in a scene: the first lies in the bucket and in the index, the second is published over the link, with and without reuse. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LINKS, type LinkName } from '../sandbox/link/links.ts'
import type { Measured } from './measured-process.ts'
import { BUCKET, openScene, type Scene } from './scene.ts'

export const INDEX = 'releases/.chunks'

/** What a release consists of: bytes by name, given piece by piece. */
export type Release = Readonly<Record<string, () => Iterable<Uint8Array>>>

export interface ReleaseScene extends Scene {
  /** Puts a release into the bucket and into the index, past the link. */
  publishFirst(release: Release): Promise<void>
  /** Puts the files of a release where steps publish from. @returns its size in bytes */
  write(release: Release): number
  /** Publishes what was written over the link, under a prefix of its own. */
  publish(inputs: Readonly<Record<string, string>>): Promise<Measured & { readonly sentBytes: number }>
}

/** @returns what `work` gives in a fresh scene behind a link, whose server keeps what it gets and tells its MD5. */
export async function withReleases<Result>(
  link: LinkName | undefined,
  work: (scene: ReleaseScene) => Promise<Result>,
): Promise<Result> {
  const scene = await openScene({
    storage: 'memory',
    digests: true,
    ...(link === undefined ? {} : { link: LINKS[link] }),
  })
  let releases = 0
  const write = (release: Release) => {
    let sizeBytes = 0
    for (const [name, bytes] of Object.entries(release))
      sizeBytes += writePieces(join(scene.folder, 'dist', name), bytes())
    return sizeBytes
  }
  const publish = async (inputs: Readonly<Record<string, string>>) => {
    releases += 1
    const before = await scene.oss.counters()
    const measured = await scene.upload({ path: 'dist/**', 'key-prefix': `${releases}/`, resume: 'local', ...inputs })
    const after = await scene.oss.counters()
    return { ...measured, sentBytes: after.bodyBytesReceived - before.bodyBytesReceived }
  }
  try {
    return await work({
      ...scene,
      write,
      publish,
      async publishFirst(release) {
        write(release)
        await publish({ endpoint: scene.oss.endpoint, 'reuse-index': INDEX })
        if ((await scene.oss.object({ bucket: BUCKET, key: INDEX })) === undefined)
          throw new Error('The first release has no index.')
      },
    })
  } finally {
    await scene.close()
  }
}

function writePieces(path: string, pieces: Iterable<Uint8Array>): number {
  mkdirSync(dirname(path), { recursive: true })
  const descriptor = openSync(path, 'w')
  let sizeBytes = 0
  try {
    for (const piece of pieces) sizeBytes += writeSync(descriptor, piece)
    return sizeBytes
  } finally {
    closeSync(descriptor)
  }
}
