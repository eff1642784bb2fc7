/** Phase one: every multipart upload of a plan gets all its parts into OSS, with early saves of the checkpoints. */
import type { PlannedObject } from '../../core/plan/plan.ts'
import { formatSize } from '../../core/text/quantities.ts'
import type { CheckpointCache } from '../../ports.ts'
import type { Engine, SourceFile, Uploader } from '../bucket/context.ts'
import { startEarlySaves } from './early-save.ts'
import { type MultipartFile, type Transferred, uploadFile } from './upload-file.ts'

interface UntransferredFile {
  readonly kind: 'failed'
  readonly file: MultipartFile['file']
  readonly error: unknown
}

interface TransferOptions {
  readonly uploads: readonly MultipartFile[]
  /** Called whenever one more upload ID is known. */
  onInitiated?(): void
  /** Called once all upload IDs are known: from then on OSS itself can list the parts. */
  onAllInitiated(): void
  /** Called for each file as soon as its bytes are in OSS. */
  onTransferred(transferred: Transferred): Promise<void>
  /** Called for each file as soon as its transfer has failed. */
  onFailed?(failed: UntransferredFile): void
}

/** @returns the result of each multipart upload of the plan. */
export async function transferFiles(
  engine: Uploader & Pick<Engine, 'clock'>,
  objects: readonly PlannedObject<SourceFile>[],
  {
    cache,
    onInitiated,
    ...told
  }: { readonly cache: CheckpointCache } & Pick<TransferOptions, 'onInitiated' | 'onTransferred' | 'onFailed'>,
): Promise<readonly (Transferred | UntransferredFile)[]> {
  const uploads = objects.filter((object) => object.kind === 'multipart')
  let allInitiated = false
  let lastInitiatedMs: number | undefined
  const saves = {
    ...{ clock: engine.clock, progress: engine.progress, cache },
    // Uploads of fetched files are begun one after the other: saving the first must not wait for the last.
    allInitiated: () => allInitiated || lastInitiatedMs !== undefined,
    lastInitiatedMs: () => lastInitiatedMs,
    mayListParts: () => mayListParts(engine, uploads),
  }
  const endSaves = cache.isThere ? startEarlySaves(saves) : () => {}
  try {
    return await uploadAll(engine, {
      uploads,
      ...told,
      onInitiated() {
        onInitiated?.()
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

/** A file that fails does not stop the others. @returns the result of each upload, in order. */
async function uploadAll(
  engine: Uploader,
  options: TransferOptions,
): Promise<readonly (Transferred | UntransferredFile)[]> {
  let waitingForId = options.uploads.length
  const countInitiated = () => {
    options.onInitiated?.()
    waitingForId -= 1
    if (waitingForId === 0) options.onAllInitiated()
  }
  return Promise.all(
    options.uploads.map(async (upload): Promise<Transferred | UntransferredFile> => {
      const initiated = once(countInitiated)
      try {
        const transferred = await uploadFile(engine, upload, initiated)
        await options.onTransferred(transferred)
        return transferred
      } catch (error) {
        const failed = { kind: 'failed', file: upload.file, error } as const
        options.onFailed?.(failed)
        return failed
      } finally {
        initiated()
      }
    }),
  )
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}

function reportResumed({ progress, reporter }: Pick<Engine, 'progress' | 'reporter'>): void {
  const { resumedBytes, plannedBytes } = progress.snapshot()
  if (resumedBytes === 0) return
  reporter.info(
    `${formatSize(resumedBytes)} of ${formatSize(plannedBytes)} are in OSS already: all of it was compared with the files.`,
  )
}

/** Records whose parts can be listed are saved once; others repeatedly. Lists the parts of the first upload in progress. */
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
