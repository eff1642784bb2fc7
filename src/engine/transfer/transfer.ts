/** Phase one: every multipart upload gets all its parts into OSS. A file that fails does not stop the others. */
import type { Uploader } from '../bucket/context.ts'
import { type MultipartFile, type Transferred, uploadFile } from './upload-file.ts'

export interface UntransferredFile {
  readonly kind: 'failed'
  readonly file: MultipartFile['file']
  readonly error: unknown
}

export interface TransferOptions {
  readonly uploads: readonly MultipartFile[]
  /** Called whenever one more upload ID is known. */
  onInitiated?(): void
  /** Called once all upload IDs are known: from there on OSS itself can say what it holds. */
  onAllInitiated(): void
  /** Called for each file as soon as its bytes are in OSS. */
  onTransferred(transferred: Transferred): Promise<void>
  /** Called for each file as soon as it is known that its bytes do not get there. */
  onFailed?(failed: UntransferredFile): void
}

/** @returns what became of each upload, in their order. */
export async function transfer(
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
