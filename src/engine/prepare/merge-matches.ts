/** Merges files with the same key that are feeds of one release into one object. */

import { mergeFeeds, type RefusedMerge } from '../../core/release/feeds/merge-feeds.ts'
import { MAX_FEED_BYTES } from '../../core/release/feeds/read-feed.ts'
import type { YamlCodec } from '../../core/release/feeds/yaml-codec.ts'
import type { Scratch } from '../../ports/scratch.ts'
import type { LocalFiles, Reporter } from '../../ports.ts'
import { readWhole } from '../verify/in-memory.ts'
import { cannotMerge } from './cannot-merge.ts'
import type { KeyedFile } from './match.ts'

export interface MergePorts {
  readonly files: LocalFiles
  readonly reporter: Reporter
  readonly signal: AbortSignal
  readonly scratch: Scratch
  /** Loads the YAML parser. */
  readonly yaml: () => Promise<YamlCodec>
}

/**
 * @returns the files, with feeds of the same key merged into one, and what was merged, one sentence each. Throws one ActionError for all that
 *   cannot be merged: it names the files.
 */
export async function mergeMatches(
  ports: MergePorts,
  { files }: { readonly files: readonly KeyedFile[] },
): Promise<{ readonly files: readonly KeyedFile[]; readonly merged: readonly string[] }> {
  const byKey = new Map<string, readonly KeyedFile[]>()
  for (const file of files) byKey.set(file.key, [...(byKey.get(file.key) ?? []), file])
  if (byKey.size === files.length) return { files, merged: [] }
  const yaml = await ports.yaml()
  const made: KeyedFile[] = []
  const merged: string[] = []
  const problems: string[] = []
  for (const group of byKey.values()) {
    const [first, second, ...rest] = group
    if (first === undefined) continue
    if (second === undefined) {
      made.push(first)
      continue
    }
    const result = await mergeGroup(ports, [first, second, ...rest], yaml)
    if (result.kind === 'refused') problems.push(result.message)
    else {
      made.push(result.file)
      merged.push(result.summary)
    }
  }
  if (problems.length > 0) throw cannotMerge(problems)
  return { files: made, merged }
}

async function mergeGroup(
  ports: MergePorts,
  [first, second, ...rest]: readonly [KeyedFile, KeyedFile, ...KeyedFile[]],
  yaml: YamlCodec,
): Promise<{ readonly kind: 'merged'; readonly file: KeyedFile; readonly summary: string } | RefusedMerge> {
  const feedOf = async ({ file }: KeyedFile) => ({ source: file.displayPath, text: await readText(ports, file) })
  const feeds = [await feedOf(first), await feedOf(second), ...(await Promise.all(rest.map(feedOf)))] as const
  const result = mergeFeeds({ key: first.key, feeds }, yaml)
  if (result.kind === 'refused') return result
  ports.reporter.info(`${result.summary}.`)
  if (result.note !== undefined) ports.reporter.notice(result.note, 'Merged feeds')
  const path = await ports.scratch(result.text)
  const stamp = await ports.files.stamp(path, ports.signal)
  const file = { key: first.key, file: { ...first.file, path, stamp } }
  return { kind: 'merged', file, summary: result.summary }
}

/** @returns the file as text; of a file larger than any feed only enough to show that it is too large. */
async function readText(ports: MergePorts, { path, stamp }: KeyedFile['file']): Promise<string> {
  const sizeBytes = Math.min(stamp.sizeBytes, MAX_FEED_BYTES + 1)
  return (await readWhole(ports, path, sizeBytes)).toString('utf8')
}
