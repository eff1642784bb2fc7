/** Opens connections while uploads are begun, so that their first parts do not wait for them. */
import type { Engine, FileReader } from '../bucket/context.ts'
import type { MultipartFile } from './upload-file.ts'

/** If no upload is begun after this time, the bucket is so far away that the limit on requests begins high. */
const FAR_MS = 100

/**
 * Opens a connection for each new part, as many as the limit allows; more if the bucket turns out to be far away.
 * @returns a function that ends it, to be called once an upload is begun
 */
export function openAhead(
  { bucket, limiter, clock, origin }: Pick<Engine, 'bucket' | 'limiter' | 'clock'> & Pick<FileReader, 'origin'>,
  uploads: readonly MultipartFile[],
): () => void {
  // Files of an origin are fetched first, which takes longer.
  const parts = origin === undefined ? countNewParts(uploads) : 0
  if (parts < 2) return () => {}
  bucket.openAhead(Math.min(parts, limiter.limit))
  const end = clock.every(FAR_MS, () => {
    end()
    bucket.openAhead(Math.min(parts, limiter.mostAtFirst))
  })
  return end
}

function countNewParts(uploads: readonly MultipartFile[]): number {
  return uploads.reduce(
    (sum, { file, partSizeBytes, checkpoints }) =>
      checkpoints.length > 0 ? sum : sum + Math.ceil(file.sizeBytes / partSizeBytes),
    0,
  )
}
