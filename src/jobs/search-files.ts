/** The first phase of an upload: which files it is about, and under which keys. */
import { unlessAborted } from '../adapters/process/race.ts'
import type { Shard } from '../core/records/shard.ts'
import { stateLine } from '../core/telling/states.ts'
import type { EnginePorts } from '../engine/bucket/create-engine.ts'
import { watchSearch } from '../engine/bucket/give-up.ts'
import { type KeyedFile, type MatchSettings, matchFiles } from '../engine/prepare/match.ts'
import { type MergePorts, mergeMatches } from '../engine/prepare/merge-matches.ts'
import { reportMatches } from '../engine/prepare/report-plan.ts'
import { shareOf } from '../engine/prepare/share.ts'

export interface SearchSettings {
  readonly match: MatchSettings
  readonly giveUpAfterMs: number
  readonly ifNoFilesFound: 'error' | 'warn' | 'ignore'
  readonly shard: Shard | undefined
}

export interface FoundFiles {
  /** All files of the release, also those of other runners. */
  readonly all: readonly KeyedFile[]
  /** The files of this runner's share, which this job publishes. */
  readonly own: readonly KeyedFile[]
  /** What was merged from feeds with the same key, one sentence each. */
  readonly merged: readonly string[]
}

/** @returns the files that match. Throws an ActionError if none does, keys are impossible, or the disk is silent. */
export async function searchFiles(
  { match, giveUpAfterMs, ifNoFilesFound, shard }: SearchSettings,
  ports: MergePorts & Pick<EnginePorts, 'clock' | 'origin'>,
): Promise<FoundFiles> {
  ports.reporter.debug(stateLine('searching'))
  const matched = await watchSearch(ports, giveUpAfterMs, (watch) =>
    unlessAborted(matchFiles(ports.files, match, watch), watch.signal),
  )
  reportMatches(matched, ifNoFilesFound, ports.reporter)
  await ports.origin?.expect(shareOf(matched.files, shard).map(({ file }) => file.path))
  const { files: all, merged } = await mergeMatches(ports, matched)
  return { all, own: shareOf(all, shard), merged }
}
