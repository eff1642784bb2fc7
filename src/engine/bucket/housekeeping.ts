/**
 * Aborts uploads that this run began and that will not be continued, since their parts cost storage. All others,
 *  also to the same keys, belong to somebody else, and are left to the bucket's lifecycle rule.
 */

import type { PlannedObject } from '../../core/plan/plan.ts'
import { type Checkpoint, type CheckpointHeader, wasBegunEarlier } from '../../core/records/checkpoint.ts'
import { plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import { abandonUploads } from './abandon.ts'
import type { Engine, Housekeeper, SourceFile } from './context.ts'
import type { UploadRef } from './own-uploads.ts'
import { within } from './within.ts'

/** Takes over an upload that an earlier attempt of this run began. */
export function adoptUpload(engine: Housekeeper, file: SourceFile, { uploadId, run }: CheckpointHeader): void {
  if (wasBegunEarlier(run, engine.run)) engine.ownUploads.add({ key: file.key, uploadId })
}

/**
 * Aborts recorded uploads that cannot be continued, if an earlier attempt of this run began them. A record is untrusted: anybody who can
 *  write to the cache can name this run in it. In the worst case another unfinished upload of the same key in this bucket is aborted,
 *  by credentials that may abort it anyway.
 */
export async function abortUnusable(
  engine: Housekeeper,
  file: SourceFile,
  unusable: readonly CheckpointHeader[],
): Promise<void> {
  const earlier = unusable.filter(({ run }) => wasBegunEarlier(run, engine.run))
  await Promise.all(earlier.map(({ uploadId }) => abortOnce(engine, { key: file.key, uploadId })))
}

/** Aborts uploads whose objects another attempt has already published, if an earlier attempt of this run began them. */
export async function abortSuperseded(
  engine: Housekeeper,
  objects: readonly PlannedObject<SourceFile>[],
  checkpointsOf: (file: SourceFile) => readonly Checkpoint[],
): Promise<void> {
  for (const { kind, file } of objects) {
    if (kind !== 'present') continue
    await abortRecorded(engine, file, checkpointsOf(file))
  }
}

/** Aborts the recorded uploads of a file that will not be continued, if an earlier attempt of this run began them. */
export async function abortRecorded(
  engine: Housekeeper,
  file: SourceFile,
  checkpoints: readonly Checkpoint[],
): Promise<void> {
  const unfinished = checkpoints.filter((checkpoint) => checkpoint.kind === 'unfinished')
  await abortUnusable(
    engine,
    file,
    unfinished.map(({ header }) => header),
  )
}

/** Aborts an upload that another one replaces, if it is this run's own. */
export async function abortReplaced(engine: Housekeeper, upload: UploadRef): Promise<void> {
  if (!engine.ownUploads.has(upload.uploadId)) return
  engine.ownUploads.end(upload.uploadId)
  await abortOnce(engine, upload)
}

/** One abort, whose failure only costs storage until the lifecycle rule removes the upload. */
async function abortOnce({ bucket, reporter }: Housekeeper, { key, uploadId }: UploadRef): Promise<void> {
  try {
    await bucket.abortUpload({ key, uploadId })
    reporter.debug(`An upload of ${singleLine(key)} that cannot be continued was aborted.`)
  } catch {
    reporter.debug(`An upload of ${singleLine(key)} that cannot be continued is left for the bucket's lifecycle rule.`)
  }
}

/** How long a step that has ended may take for this. */
const DEADLINE_MS = 4000

/** Without records nothing can continue what this process began: it is aborted at the end, also of a cancelled step. */
export async function abortLeftOver(engine: Housekeeper & Pick<Engine, 'clock'>): Promise<void> {
  const uploads = engine.ownUploads.list()
  if (uploads.length === 0) return
  // The step itself may already be cancelled.
  const { signal: own } = new AbortController()
  const { released, left } = await within(engine.clock, { deadlineMs: DEADLINE_MS, signal: own }, (signal) =>
    abandonUploads({ ...engine, signal }, uploads),
  )
  if (released > 0) {
    engine.reporter.info(
      `Aborted ${plural(released, 'unfinished upload')}: \`resume: false\` keeps nothing to go on from.`,
    )
  }
  if (left.length > 0) {
    engine.reporter.info(
      `${plural(left.length, 'unfinished upload')} could not be aborted and costs storage until the bucket's lifecycle rule removes it (the RAM action is oss:AbortMultipartUpload).`,
    )
  }
}
