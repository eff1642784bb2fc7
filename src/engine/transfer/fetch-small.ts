/** Fetches small files of an origin: all of them are on this machine, verified, before anything is visible. */
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'
import { fetchBytes } from '../verify/fetch-bytes.ts'

interface UnfetchedFile {
  readonly kind: 'failed'
  readonly file: SourceFile
  readonly error: unknown
}

/** @returns the files of a plan that could not be fetched. The others are kept, since each is put in one request at the end. */
export async function fetchSmall(
  engine: FileReader & Pick<Engine, 'plannedCrc64s'>,
  objects: readonly PlannedObject<SourceFile>[],
): Promise<readonly UnfetchedFile[]> {
  const fetched = objects.map(async ({ kind, file }): Promise<readonly UnfetchedFile[]> => {
    if (kind !== 'put') return []
    try {
      const held = await fetchBytes(engine, file.path)
      if (held === undefined) return []
      engine.plannedCrc64s.set(file.objectId, held.crc64)
      held.release()
      return []
    } catch (error) {
      return [{ kind: 'failed', file, error }]
    }
  })
  return (await Promise.all(fetched)).flat()
}
