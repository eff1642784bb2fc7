/** Files that keep their names: while readers are waited for, an old pointer file names new bytes. */
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import { waveOf } from '../../core/plan/waves.ts'
import { plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { ObjectFacts } from '../../ports.ts'
import type { Engine, SourceFile } from '../bucket/context.ts'
import type { TransferResult } from '../publish/publisher.ts'
import { digestInTurn } from '../verify/digest.ts'
import { headObject } from '../verify/verify.ts'

/** An object that is about to show. */
export interface Upcoming {
  readonly key: string
  readonly sizeBytes: number
}

/** @returns what the bucket has under these keys now; what cannot be seen is left out, since this only serves a warning. */
export async function findExisting(engine: Engine, keys: readonly string[]): Promise<ReadonlyMap<string, ObjectFacts>> {
  const existing = new Map<string, ObjectFacts>()
  const ask = async (key: string) => {
    const head = await headObject(engine, key)
    if (head.kind === 'found') existing.set(key, head.facts)
    return head.kind !== 'denied'
  }
  const [first, ...others] = keys
  try {
    if (first !== undefined && (await ask(first))) await Promise.all(others.map(ask))
  } catch {
    // The transfer meets the same failure, and tells it.
  }
  return existing
}

/** Names the objects that are replaced by others of the same name and are no pointer files. @param crc64Of CRC64 of what is about to show, where known */
export async function warnOfReplaced<Object extends Upcoming>(
  { reporter }: Pick<Engine, 'reporter'>,
  objects: readonly Object[],
  {
    existing,
    publishLast,
    crc64Of,
  }: {
    readonly existing: ReadonlyMap<string, ObjectFacts>
    readonly publishLast: readonly KeyMatcher[]
    crc64Of(object: Object): Promise<bigint | undefined>
  },
): Promise<void> {
  const replaced: string[] = []
  for (const object of objects) {
    const facts = existing.get(object.key)
    if (facts === undefined || waveOf(object.key, publishLast) > 0) continue
    const isOtherSize = facts.sizeBytes !== undefined && facts.sizeBytes !== object.sizeBytes
    const crc64 = isOtherSize || facts.crc64 === undefined ? undefined : await crc64Of(object)
    if (isOtherSize || (crc64 !== undefined && crc64 !== facts.crc64)) replaced.push(object.key)
  }
  const [first] = replaced
  if (first === undefined) return
  const others = replaced.length > 1 ? ` and ${plural(replaced.length - 1, 'other object')}` : ''
  reporter.warning(
    `${singleLine(first, 200)}${others} ${replaced.length > 1 ? 'replace objects' : 'replaces an object'} of the same name with other bytes, not being in \`publish-last\`: while readers are waited for, an old pointer file names new bytes. Put the version into its name.`,
    'Replaced under the same name',
  )
}

/**
 * Looks, beside whatever comes next, which objects of a plan are there already.
 * @returns what warns of those that get other bytes; it is told the CRC64s of what was transferred by then
 */
export function watchReplaced(
  engine: Engine,
  objects: readonly PlannedObject<SourceFile>[],
  publishLast: readonly KeyMatcher[],
): (transferred: readonly TransferResult[]) => Promise<void> {
  const files = objects
    .filter(({ kind, file }) => kind !== 'present' && waveOf(file.key, publishLast) === 0)
    .map(({ file }) => file)
  const looking = findExisting(
    engine,
    files.map(({ key }) => key),
  )
  return async (transferred) => {
    const known = new Map(
      transferred.flatMap((one) => (one.kind === 'transferred' ? [[one.file.path, one.crc64] as const] : [])),
    )
    const crc64Of = async (file: SourceFile) => known.get(file.path) ?? (await crc64OfSmall(engine, file))
    await warnOfReplaced(engine, files, { existing: await looking, publishLast, crc64Of })
  }
}

/** @returns the CRC64 of a small file; undefined for one that is too large to be read for a warning. */
async function crc64OfSmall(engine: Engine, { path, sizeBytes }: SourceFile): Promise<bigint | undefined> {
  if (sizeBytes > MAX_READ_BYTES) return undefined
  try {
    return (await digestInTurn(engine, { path, startBytes: 0, endBytes: sizeBytes })).crc64
  } catch {
    return undefined
  }
}

const MAX_READ_BYTES = 64 * 1024 ** 2
