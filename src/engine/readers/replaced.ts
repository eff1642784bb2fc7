/** Objects that this step replaces under their names: readers may go on getting what was there, or get new bytes too early. */
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import { waveOf } from '../../core/plan/waves.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import { plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { ObjectFacts } from '../../ports.ts'
import type { BucketUser, Engine, FileReader, SourceFile, Verifier } from '../bucket/context.ts'
import type { TransferResult } from '../publish/publisher.ts'
import { digestInTurn } from '../verify/digest.ts'
import { type HeadResult, headObjects } from '../verify/verify.ts'

/** An object that is about to become visible. */
interface Upcoming {
  readonly key: string
  readonly sizeBytes: number
}

interface ReplacedSettings {
  readonly publishLast: readonly KeyMatcher[]
  /** Whether to warn of files that keep their names: pointer files wait for readers. */
  readonly warns: boolean
  /** Whether a cache in front of the bucket is refreshed. */
  readonly refreshes: boolean
  /** Whether there would be a record if an earlier attempt had published the same bytes and could not refresh them. */
  readonly hasCheckpoints: boolean
}

/** What the bucket had before this step; undefined where the credentials may not look. */
type Existing = ReadonlyMap<string, ObjectFacts> | undefined

/**
 * @param known what HEAD has returned already
 * @returns what the bucket has under these keys now. Objects whose HEAD fails otherwise are left out: the transfer meets that failure too, and reports it.
 */
export async function findExisting(
  engine: BucketUser,
  keys: readonly string[],
  known: ReadonlyMap<string, HeadResult> = new Map(),
): Promise<Existing> {
  const heads = new Map<string, HeadResult>()
  for (const key of keys) {
    const head = known.get(key)
    if (head !== undefined) heads.set(key, head)
  }
  const asked = keys.filter((key) => !heads.has(key))
  await headObjects(engine, asked, heads).catch(() => {})
  if (heads.get(keys[0] ?? '')?.kind === 'denied') return undefined
  return new Map([...heads].flatMap(([key, head]) => (head.kind === 'found' ? [[key, head.facts] as const] : [])))
}

/**
 * Before anything is visible: warns of files that are replaced under the same name, and notes what caches have to refresh: those, and every
 *  pointer file.
 * @param crc64Of CRC64 of what is about to become visible, if known
 */
async function noteReplaced<Object extends Upcoming>(
  { reporter, staleKeys }: Pick<Engine, 'reporter' | 'staleKeys'>,
  objects: readonly Object[],
  {
    existing,
    settings: { publishLast, warns, refreshes, hasCheckpoints },
    crc64Of,
  }: {
    readonly existing: Existing
    readonly settings: ReplacedSettings
    crc64Of(object: Object): Promise<bigint | undefined>
  },
): Promise<void> {
  const isPointer = ({ key }: Object) => waveOf(key, publishLast) > 0
  const changed: string[] = []
  const stale = objects.filter(isPointer)
  for (const object of objects.filter((one) => !isPointer(one))) {
    const change = await changeOf(object, existing, crc64Of)
    if (change === 'changed') changed.push(object.key)
    if (change !== 'new' && !(change === 'same' && hasCheckpoints)) stale.push(object)
  }
  if (refreshes) for (const { key } of stale) staleKeys.add(key)
  if (refreshes && existing === undefined)
    reporter.info(
      'All objects will be refreshed in the CDN, since the credentials may not see which were there before: with `oss:GetObject` new ones cost no quota.',
    )
  if (warns && changed.length > 0) reporter.warning(describeReplaced(changed), 'Replaced under the same name')
}

async function changeOf<Object extends Upcoming>(
  object: Object,
  existing: Existing,
  crc64Of: (object: Object) => Promise<bigint | undefined>,
): Promise<'new' | 'same' | 'changed' | 'unknown'> {
  if (existing === undefined) return 'unknown'
  const facts = existing.get(object.key)
  if (facts === undefined) return 'new'
  if (facts.sizeBytes !== undefined && facts.sizeBytes !== object.sizeBytes) return 'changed'
  const crc64 = facts.crc64 === undefined ? undefined : await crc64Of(object)
  if (crc64 === undefined) return 'unknown'
  return crc64 === facts.crc64 ? 'same' : 'changed'
}

function describeReplaced(keys: readonly string[]): string {
  const others = keys.length > 1 ? ` and ${plural(keys.length - 1, 'other object')}` : ''
  return `${singleLine(keys[0] ?? '', 200)}${others} ${keys.length > 1 ? 'replace objects' : 'replaces an object'} of the same name with other bytes, outside \`publish-last\`: while the step waits for readers, an old pointer file names new bytes. Put the version into its name.`
}

/**
 * Looks in the background which objects of a plan exist already.
 * @returns a function that notes those that get other bytes; its argument are the uploads that were transferred, with their CRC64
 */
export function watchReplaced(
  engine: Verifier & Pick<Engine, 'reporter' | 'staleKeys'>,
  objects: readonly PlannedObject<SourceFile>[],
  settings: ReplacedSettings & { readonly known: ReadonlyMap<string, HeadResult> },
): (transferred: readonly TransferResult[]) => Promise<void> {
  if (!settings.warns && !settings.refreshes) return async () => {}
  const files = objects.filter(({ kind }) => kind !== 'present').map(({ file }) => file)
  const asked = files.filter(({ key }) => waveOf(key, settings.publishLast) === 0)
  const looking = findExisting(
    engine,
    asked.map(({ key }) => key),
    settings.known,
  )
  return async (transferred) => {
    const known = new Map(
      transferred.flatMap((one) => (one.kind === 'transferred' ? [[one.file.path, one.crc64] as const] : [])),
    )
    const crc64Of = async (file: SourceFile) => known.get(file.path) ?? (await crc64OfSmall(engine, file))
    await noteReplaced(engine, files, { existing: await looking, settings, crc64Of })
  }
}

/** Notes which held objects will replace others of the same name. */
export async function noteHeld(
  engine: Pick<Engine, 'bucket' | 'reporter' | 'staleKeys'>,
  upcoming: readonly HeldObject[],
  settings: ReplacedSettings,
): Promise<void> {
  if (!settings.warns && !settings.refreshes) return
  const files = upcoming.filter(({ key }) => waveOf(key, settings.publishLast) === 0)
  const existing = await findExisting(
    engine,
    files.map(({ key }) => key),
  )
  await noteReplaced(engine, upcoming, { existing, settings, crc64Of: async ({ crc64 }) => crc64 })
}

/** @returns the CRC64 of a small file; undefined for one that is too large to be read for this. */
async function crc64OfSmall(engine: FileReader, { path, sizeBytes }: SourceFile): Promise<bigint | undefined> {
  if (sizeBytes > MAX_READ_BYTES) return undefined
  try {
    return (await digestInTurn(engine, { path, startBytes: 0, endBytes: sizeBytes })).crc64
  } catch {
    return undefined
  }
}

const MAX_READ_BYTES = 64 * 1024 ** 2
