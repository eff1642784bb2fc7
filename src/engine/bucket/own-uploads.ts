/** The uploads that this run began and that have not ended. */

export interface OwnUpload {
  readonly key: string
  readonly uploadId: string
}

export interface OwnUploads {
  /** This process Initiated the upload, or goes on with one of an earlier attempt of this run. */
  add(upload: OwnUpload): void
  /** It is completed or gone, or another job is to complete it. */
  end(uploadId: string): void
  has(uploadId: string): boolean
  /** Those that have not ended. */
  list(): readonly OwnUpload[]
}

/** @returns an empty list. */
export function createOwnUploads(): OwnUploads {
  const uploads = new Map<string, OwnUpload>()
  return {
    add: (upload) => void uploads.set(upload.uploadId, upload),
    end: (uploadId) => void uploads.delete(uploadId),
    has: (uploadId) => uploads.has(uploadId),
    list: () => [...uploads.values()],
  }
}
