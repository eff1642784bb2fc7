/** CRC64 of small files when they were planned: they are put much later if large files are sent first, and may be touched meanwhile. */
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'
import { assertUnchanged } from './changed.ts'
import { digestInTurn } from './digest.ts'

/**
 * Reads the small files of a plan that waits for uploads, so that a change of only their times or mode does not count. A file that cannot be read now, or
 * has changed already, is judged by its state when it is put.
 */
export async function rememberContents(
  engine: FileReader & Pick<Engine, 'plannedCrc64s'>,
  objects: readonly PlannedObject<SourceFile>[],
): Promise<void> {
  if (!objects.some(({ kind }) => kind === 'multipart')) return
  for (const { kind, file } of objects) {
    if (kind !== 'put' || engine.origin?.facts(file.path) !== undefined) continue
    try {
      const { crc64 } = await digestInTurn(engine, { path: file.path, startBytes: 0, endBytes: file.sizeBytes })
      await assertUnchanged(engine, file)
      engine.plannedCrc64s.set(file.objectId, crc64)
    } catch {
      if (engine.signal.aborted) return
    }
  }
}
