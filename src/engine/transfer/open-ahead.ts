/** Opens connections before bytes can be sent, so that the first bytes do not wait for them. */
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'

type Opener = Pick<Engine, 'bucket' | 'limiter' | 'clock' | 'reuse'> & Pick<FileReader, 'origin'>

/** If OSS has not answered after this time, the bucket is so far away that the limit on requests begins high. */
const FAR_MS = 100

/**
 * Opens a connection for each new body, as many as the limit allows; more if the bucket turns out to be far away. Parts that turn out smaller, of which more are
 *  sent at once, open the others: over connections that all began at the same time they would also end at the same time, and all would wait for their answers.
 * @returns a function that ends it, to be called once bytes can be sent
 */
export function openAhead(engine: Opener, objects: readonly PlannedObject<SourceFile>[]): () => void {
  const { bucket, limiter, clock, origin, reuse } = engine
  const all = objects.map((object) => bodiesOf(object, { waits: reuse !== undefined }))
  const count = all.reduce((sum, bodies) => sum + bodies.count, 0)
  // Files of an origin are fetched first, which takes longer.
  if (count < 2 || origin !== undefined) return () => {}
  const meanBytes = all.reduce((sum, bodies) => sum + bodies.count * bodies.sizeBytes, 0) / count
  bucket.openAhead(Math.min(count, limiter.limit))
  const end = clock.every(FAR_MS, () => {
    end()
    bucket.openAhead(Math.min(count, limiter.mostBodiesAtFirst(meanBytes)))
  })
  return end
}

interface Bodies {
  readonly count: number
  /** Of each, at most. */
  readonly sizeBytes: number
}

const NONE: Bodies = { count: 0, sizeBytes: 0 }

/** @param waits whether also small files are sent only once something is known: else they open their connections themselves. */
function bodiesOf(object: PlannedObject<SourceFile>, { waits }: { readonly waits: boolean }): Bodies {
  if (object.kind === 'put') return waits ? { count: 1, sizeBytes: object.file.sizeBytes } : NONE
  if (object.kind !== 'multipart' || object.checkpoints.length > 0) return NONE
  const { partSizeBytes, file } = object
  return { count: Math.ceil(file.sizeBytes / partSizeBytes), sizeBytes: partSizeBytes }
}
