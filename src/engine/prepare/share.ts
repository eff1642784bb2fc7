/** Which of the matched files are this runner's, where several share a release. */
import type { HeldShare } from '../../core/records/held.ts'
import { filesOfShard, listOfShared, type Shard } from '../../core/records/shard.ts'
import type { Hashes } from '../../ports.ts'
import type { KeyedFile } from './match.ts'

/** @returns the files of this runner's share; all files if they are not divided. */
export function shareOf(files: readonly KeyedFile[], shard: Shard | undefined): readonly KeyedFile[] {
  if (shard === undefined) return files
  const shareable = files.map((one) => ({
    one,
    path: one.file.path,
    key: one.key,
    sizeBytes: one.file.stamp.sizeBytes,
  }))
  return filesOfShard(shareable, shard).map(({ one }) => one)
}

/** @returns which share of which list of files this runner has, for the record of what is held; undefined if files are not divided. */
export function shareFacts(
  files: readonly KeyedFile[],
  shard: Shard | undefined,
  { sha256Of }: Pick<Hashes, 'sha256Of'>,
): HeldShare | undefined {
  if (shard === undefined) return undefined
  const listed = files.map(({ key, file }) => ({ key, sizeBytes: file.stamp.sizeBytes }))
  return { ...shard, list: sha256Of(listOfShared(listed)) }
}
