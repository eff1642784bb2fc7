/** Checksums files of a release that are published unchanged, beside feeds that are changed. */
import { staleSumsText } from '../../core/release/feed-urls/tell-feeds.ts'
import { isSumsName, MAX_SUMS_BYTES, parseSums } from '../../core/release/github/sums.ts'
import type { Engine, FileReader } from '../bucket/context.ts'
import { fetchBytes } from '../verify/fetch-bytes.ts'
import { readWhole } from '../verify/in-memory.ts'
import type { KeyedFile } from './match.ts'

/** Warns about each checksums file with an outdated checksum of a rewritten feed. @param rewritten SHA-256 by name */
export async function warnOfStaleSums(
  engine: FileReader & Pick<Engine, 'reporter'>,
  published: readonly KeyedFile[],
  rewritten: ReadonlyMap<string, string>,
): Promise<void> {
  if (rewritten.size === 0) return
  const files = new Map(published.map(({ file }) => [file.path, file]))
  for (const { path, displayPath, stamp } of files.values()) {
    if (!isSumsName(displayPath) || stamp.sizeBytes > MAX_SUMS_BYTES) continue
    const sums = parseSums(await textOf(engine, { path, sizeBytes: stamp.sizeBytes }), displayPath)
    const stale = [...rewritten].find(([name, sha256]) => sums.get(name)?.has(sha256) === false)
    if (stale !== undefined) engine.reporter.warning(staleSumsText(displayPath, stale[0]), 'Checksums no longer fit')
  }
}

async function textOf(
  engine: FileReader,
  { path, sizeBytes }: { readonly path: string; readonly sizeBytes: number },
): Promise<string> {
  const held = await fetchBytes(engine, path)
  try {
    return (await readWhole(engine, path, sizeBytes)).toString('utf8')
  } finally {
    held?.release()
  }
}
