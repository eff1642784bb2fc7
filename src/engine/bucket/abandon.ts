/** Releases uploads that nobody will complete: their parts cost storage until then. */
import { faultOf } from '../../core/errors/errors.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Engine } from './context.ts'

/** An upload that is to end. */
export interface AbandonedUpload {
  readonly key: string
  readonly uploadId: string
}

export interface AbandonResult {
  /** Uploads that are gone now, those that were gone before included. */
  readonly released: number
  /** Uploads that could not be ended. */
  readonly left: readonly { readonly key: string; readonly error: unknown }[]
}

/** Aborts uploads, as many at once as there are request slots. Never throws: what is left is the lifecycle rule's. */
export async function abandonUploads(
  engine: Pick<Engine, 'requester' | 'store' | 'signal'>,
  uploads: readonly AbandonedUpload[],
): Promise<AbandonResult> {
  const left: { key: string; error: unknown }[] = []
  const abandon = async ({ key, uploadId }: AbandonedUpload) => {
    try {
      await engine.requester.run({
        what: `the end of the upload of ${singleLine(key)}`,
        lane: 'control',
        sizeBytes: 0,
        signal: engine.signal,
        send: ({ signal }) => engine.store.abortUpload({ key, uploadId, signal }),
      })
    } catch (error) {
      if (faultOf(error) !== 'upload-gone') left.push({ key, error })
    }
  }
  await Promise.all(uploads.map(abandon))
  return { released: uploads.length - left.length, left }
}
