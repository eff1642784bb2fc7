/** Objects that are left as they are: reported, and removed from the plan. */
import { lastSegment } from '../../core/naming/object-key.ts'
import { isListed } from '../../core/plan/checksums.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import { keptNote } from '../../core/telling/kept-note.ts'
import type { Engine, Housekeeper, SourceFile } from '../bucket/context.ts'
import { abortRecorded } from '../bucket/housekeeping.ts'
import type { MoveGuard, MoveSettings } from './move-guard.ts'

/** An object that is left as it is, since it is of a newer version. */
export interface KeptFile<File extends NamedObject = SourceFile> {
  readonly kind: 'kept'
  readonly file: File
  /** The version in the bucket. */
  readonly version: string
}

interface LeaveOptions {
  readonly sources: readonly SourceFile[]
  readonly guard: MoveGuard
  readonly moving: MoveSettings | undefined
  readonly checksumsKey: string | undefined
  readonly dryRun: boolean
}

/** @returns the objects that are left as they are, the other files, and the key of the checksums file unless that is left too or would list nothing. */
export async function leaveKept(
  engine: Housekeeper & Pick<Engine, 'checkpoints'>,
  { sources, guard, moving, checksumsKey, dryRun }: LeaveOptions,
): Promise<{
  readonly kept: readonly KeptFile<NamedObject>[]
  readonly moving: readonly SourceFile[]
  readonly checksumsKey: string | undefined
}> {
  const kept = sources.flatMap((file) => keptAt(file, guard))
  const made = checksumsKey === undefined ? [] : keptAt(nameOf(engine, checksumsKey), guard)
  reportKept(engine, [...kept, ...made], moving)
  // No later attempt continues what an earlier one sent for them.
  if (!dryRun)
    for (const file of sources)
      if (guard.kept.has(file.key)) await abortRecorded(engine, file, engine.checkpoints.load(file.objectId))
  const moved = sources.filter(({ key }) => !guard.kept.has(key))
  // A checksums file that would list nothing is not made.
  const isMade = checksumsKey !== undefined && made.length === 0 && moved.some(({ key }) => isListed(key, checksumsKey))
  return {
    kept: [...kept, ...made],
    moving: moved,
    checksumsKey: isMade || kept.length + made.length === 0 ? checksumsKey : undefined,
  }
}

function keptAt(file: NamedObject, guard: MoveGuard): readonly KeptFile<NamedObject>[] {
  const version = guard.kept.get(file.key)
  return version === undefined ? [] : [{ kind: 'kept', file, version }]
}

/** @returns an object that has no file yet. */
function nameOf({ checkpoints }: Pick<Engine, 'checkpoints'>, key: string): NamedObject {
  const objectId = checkpoints.objectId(key)
  return { key, displayPath: lastSegment(key), sizeBytes: 0, headers: {}, headersDigest: '', objectId }
}

/** Writes a notice that names the objects that are left as they are. */
export function reportKept(
  { reporter }: Pick<Engine, 'reporter'>,
  kept: readonly KeptFile<NamedObject>[],
  moving: MoveSettings | undefined,
): void {
  if (kept.length === 0 || moving === undefined) return
  const named = kept.map(({ file: { key }, version }) => ({ key, version }))
  reporter.notice(keptNote(named, moving.version.text), 'A newer version is there')
}
