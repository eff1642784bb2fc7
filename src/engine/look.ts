/** What is known before the plan: records of earlier attempts, and the objects that these say are published. */
import type { Checkpoint } from '../core/checkpoint.ts'
import type { PlanOptions } from '../core/plan.ts'
import type { Engine, SourceFile } from './context.ts'
import { findPublished } from './verify.ts'

type Found = Pick<PlanOptions<SourceFile>, 'checkpointsOf' | 'presentOf'>
type Present = NonNullable<ReturnType<Found['presentOf']>>

/**
 * @returns the records of each file, and which files the bucket holds already. Only what an earlier attempt says it published is looked up,
 *   and counts only where size, CRC64 and the headers it was published with are those of now.
 */
export async function look(engine: Engine, sources: readonly SourceFile[]): Promise<Found> {
  const records = new Map<string, readonly Checkpoint[]>()
  const present = new Map<string, Present>()
  const lookups: Promise<void>[] = []
  for (const file of sources) {
    const checkpoints = engine.checkpoints.load(file.objectId)
    if (checkpoints.length > 0) records.set(file.objectId, checkpoints)
    if (!checkpoints.some((checkpoint) => saysPublished(checkpoint, file))) continue
    lookups.push(
      findPublished(engine, file).then((object) => {
        if (object !== undefined) present.set(file.objectId, { object, by: 'resumed' })
      }),
    )
  }
  await Promise.all(lookups)
  return {
    checkpointsOf: (file) => records.get(file.objectId) ?? [],
    presentOf: (file) => present.get(file.objectId),
  }
}

function saysPublished(checkpoint: Checkpoint, file: SourceFile): boolean {
  if (checkpoint.kind !== 'published') return false
  const { sizeBytes, headers } = checkpoint.record
  return sizeBytes === file.sizeBytes && headers === file.headersDigest
}
