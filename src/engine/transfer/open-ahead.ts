/** Opens connections before bytes can be sent, so that the first bytes do not wait for them. */
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'

type Opener = Pick<Engine, 'bucket' | 'limiter' | 'clock' | 'reuse'> & Pick<FileReader, 'origin'>

/** If OSS has not answered after this time, the bucket is so far away that the limit on requests begins high. */
const FAR_MS = 100

/**
 * Opens a connection for each new part, as many as the limit allows; more if the bucket turns out to be far away. Smaller parts, of which more are sent at
 *  once, open the others: over connections that all began at the same time they would also end at the same time, and all would wait for their answers.
 * @returns a function that ends it, to be called once bytes can be sent
 */
export function openAhead(engine: Opener, objects: readonly PlannedObject<SourceFile>[]): () => void {
  const { bucket, limiter, clock, origin, reuse } = engine
  const bodies = objects.reduce((sum, object) => sum + countBodies(object, { waits: reuse !== undefined }), 0)
  // Files of an origin are fetched first, which takes longer.
  if (bodies < 2 || origin !== undefined) return () => {}
  bucket.openAhead(Math.min(bodies, limiter.limit))
  const end = clock.every(FAR_MS, () => {
    end()
    bucket.openAhead(Math.min(bodies, limiter.mostAtFirst))
  })
  return end
}

/** @param waits whether also small files are sent only once something is known: else they open their connections themselves. */
function countBodies(object: PlannedObject<SourceFile>, { waits }: { readonly waits: boolean }): number {
  if (object.kind === 'put') return waits ? 1 : 0
  if (object.kind !== 'multipart' || object.checkpoints.length > 0) return 0
  return Math.ceil(object.file.sizeBytes / object.partSizeBytes)
}
