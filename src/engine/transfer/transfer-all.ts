/** Phase one for a whole plan, with the early saves of its records. */
import type { PlannedObject } from '../../core/plan/plan.ts'
import { formatSize } from '../../core/text/quantities.ts'
import type { CheckpointCache } from '../../ports.ts'
import type { Engine, SourceFile, Uploader } from '../bucket/context.ts'
import { startEarlySaves } from './early-save.ts'
import { type TransferOptions, transfer, type UntransferredFile } from './transfer.ts'
import type { MultipartFile, Transferred } from './upload-file.ts'

/** @returns what became of each multipart upload of the plan. */
export async function transferAll(
  engine: Uploader & Pick<Engine, 'clock'>,
  objects: readonly PlannedObject<SourceFile>[],
  { cache, ...told }: { readonly cache: CheckpointCache } & Pick<TransferOptions, 'onTransferred' | 'onFailed'>,
): Promise<readonly (Transferred | UntransferredFile)[]> {
  const uploads = objects.filter((object) => object.kind === 'multipart')
  let allInitiated = false
  let lastInitiatedMs: number | undefined
  const savings = {
    ...{ clock: engine.clock, progress: engine.progress, cache },
    // What is fetched first is begun one after the other: what is begun must not wait for the last.
    allInitiated: () => allInitiated || lastInitiatedMs !== undefined,
    lastInitiatedMs: () => lastInitiatedMs,
    mayListParts: () => mayListParts(engine, uploads),
  }
  const endSaves = cache.isThere ? startEarlySaves(savings) : () => {}
  try {
    return await transfer(engine, {
      uploads,
      ...told,
      onInitiated() {
        if (engine.origin !== undefined) lastInitiatedMs = engine.clock.nowMs()
      },
      onAllInitiated() {
        allInitiated = true
        reportResumed(engine)
      },
    })
  } finally {
    endSaves()
  }
}

function reportResumed({ progress, reporter }: Pick<Engine, 'progress' | 'reporter'>): void {
  const { resumedBytes, plannedBytes } = progress.snapshot()
  if (resumedBytes === 0) return
  reporter.info(
    `${formatSize(resumedBytes)} of ${formatSize(plannedBytes)} are in OSS already: all of it was compared with the files.`,
  )
}

/** Records that OSS can list need to be saved once; those that it may not list, again and again. The first upload under way is asked for. */
async function mayListParts(
  engine: Pick<Engine, 'bucket' | 'checkpoints'>,
  uploads: readonly MultipartFile[],
): Promise<boolean | undefined> {
  for (const { file } of uploads) {
    const [record] = engine.checkpoints.load(file.objectId)
    if (record?.kind === 'unfinished')
      return engine.bucket.mayListParts({ key: file.key, uploadId: record.header.uploadId })
  }
  return true
}
