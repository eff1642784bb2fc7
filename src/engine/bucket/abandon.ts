/** Aborts uploads that will never be completed, since their parts cost storage. */
import type { CheckpointStore } from '../../ports.ts'
import type { Engine } from './context.ts'
import { createEngine, type EnginePorts, type EngineSettings } from './create-engine.ts'
import { watchForSilence } from './give-up.ts'
import type { UploadRef } from './own-uploads.ts'

interface AbandonResult {
  /** Uploads that no longer exist, including those that did not exist before. */
  readonly released: number
  /** Uploads that could not be ended. */
  readonly left: readonly { readonly key: string; readonly error: unknown }[]
}

/** Aborts uploads, as many at once as there are request slots. @returns which it could not abort: they are left to the lifecycle rule. Never throws */
export async function abandonUploads(
  { bucket, signal }: Pick<Engine, 'bucket' | 'signal'>,
  uploads: readonly UploadRef[],
): Promise<AbandonResult> {
  const left: { key: string; error: unknown }[] = []
  const abandon = async ({ key, uploadId }: UploadRef) => {
    try {
      await bucket.abortUpload({ key, uploadId }, signal)
    } catch (error) {
      left.push({ key, error })
    }
  }
  await Promise.all(uploads.map(abandon))
  return { released: uploads.length - left.length, left }
}

/** Like `abandonUploads`, in a job that does nothing else; gives up after `give-up-after` without progress. */
export async function abandonWatched(
  uploads: readonly UploadRef[],
  {
    settings,
    ports,
  }: { readonly settings: EngineSettings; readonly ports: EnginePorts & { readonly checkpoints: CheckpointStore } },
): Promise<AbandonResult> {
  const engine = createEngine(ports, settings)
  const endWatch = watchForSilence(engine, settings.giveUpAfterMs)
  try {
    return await abandonUploads(engine, uploads)
  } finally {
    endWatch()
  }
}
