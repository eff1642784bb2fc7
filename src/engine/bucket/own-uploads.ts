/** The uploads that this run began and that have not ended. */

/** What names an upload, also one of another job. */
export interface UploadRef {
  readonly key: string
  readonly uploadId: string
}

export interface OwnUploads {
  /** Notes an upload that this process began, or that it continues from an earlier attempt of this run. */
  add(upload: UploadRef): void
  /** Notes that it is completed or gone, or that another job will complete it. */
  end(uploadId: string): void
  has(uploadId: string): boolean
  /** @returns the uploads that have not ended. */
  list(): readonly UploadRef[]
}

/** @returns an empty list. */
export function createOwnUploads(): OwnUploads {
  const uploads = new Map<string, UploadRef>()
  return {
    add: (upload) => void uploads.set(upload.uploadId, upload),
    end: (uploadId) => void uploads.delete(uploadId),
    has: (uploadId) => uploads.has(uploadId),
    list: () => [...uploads.values()],
  }
}
