/** Brings together the records of all legs of a release. */
import { ActionError } from '../../core/errors/errors.ts'
import { type HeldRecord, parseHeld } from '../../core/records/held.ts'
import type { HeldSource } from '../../core/records/held-sources.ts'
import { feedKindOf } from '../../core/release/feeds/feed-kind.ts'
import type { MadeKey } from '../../core/release/release-index.ts'
import { plural } from '../../core/text/quantities.ts'
import { firstOf, singleLine } from '../../core/text/text.ts'
import type { HeldRecordsPort } from '../../ports.ts'
import { createLimiter } from '../bucket/limiter.ts'
import type { OwnedObject } from './held-text.ts'

export interface CollectOptions {
  readonly sources: readonly HeldSource[]
  readonly records: Pick<HeldRecordsPort, 'load'>
  /** SHA-256 of region and bucket. */
  readonly bucket: string
  readonly runId: string
  readonly sha256Of: (text: string) => string
  /** Keys of what is made over all legs: the checksums file, the index. */
  readonly madeKeys: readonly MadeKey[]
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal
}

/**
 * @returns the newest record of each leg, in the order in which they are named, whatever its attempt. Throws one ActionError that names every leg
 *   without a usable record, and every key that two legs have.
 */
export async function collectRecords(options: CollectOptions): Promise<readonly HeldRecord[]> {
  const problems: string[] = []
  const byName = new Map<string, HeldRecord>()
  for (const found of await resolveSources(options)) {
    const usable = typeof found === 'string' ? found : (problemOf(found, options) ?? found)
    if (typeof usable === 'string') problems.push(usable)
    else problems.push(...keepNewer(byName, usable))
  }
  const records = [...byName.values()]
  problems.push(...absentShares(records))
  const clashes = [...sharedKeys(records), ...reservedKeys(records, options.madeKeys)]
  if (problems.length + clashes.length > 0) throw incomplete(problems, clashes)
  return records
}

/** @returns the objects of all legs, in their order. */
export function ownedObjects(records: readonly HeldRecord[], sources: readonly HeldSource[]): readonly OwnedObject[] {
  const isBound = (record: HeldRecord) =>
    sources.some((source) =>
      source.kind === 'record' ? source.record === record : source.name === record.name && source.sha256 !== undefined,
    )
  return records.flatMap((record) =>
    record.objects.map((held) => ({ held, leg: record.name, isBound: isBound(record) })),
  )
}

/** @returns the usable records of the legs; for housekeeping, where a leg without one holds nothing. */
export async function findHeldRecords(options: CollectOptions): Promise<readonly HeldRecord[]> {
  const byName = new Map<string, HeldRecord>()
  for (const found of await resolveSources(options)) {
    if (typeof found !== 'string' && problemOf(found, options) === undefined)
      byName.set(`${found.name}\n${found.job}`, newer(byName.get(`${found.name}\n${found.job}`), found))
  }
  return [...byName.values()]
}

function newer(known: HeldRecord | undefined, record: HeldRecord): HeldRecord {
  return known === undefined || known.createdMs < record.createdMs ? record : known
}

/** Each runs in its own process: a release of many legs must not fill the runner's memory with them. */
const LOADED_AT_ONCE = 8

/** @returns for each line the record that it names, or what is wrong with it. Rejects with the signal's reason once that is aborted. */
function resolveSources(options: CollectOptions): Promise<readonly (HeldRecord | string)[]> {
  const limiter = createLimiter({ kind: 'fixed', limit: LOADED_AT_ONCE })
  const resolve = async (source: HeldSource) => {
    const slot = await limiter.acquire('control', options.signal)
    try {
      const found = await resolveSource(source, options)
      // A cancelled restore says nothing about whether the record exists.
      options.signal.throwIfAborted()
      return found
    } finally {
      slot.release()
    }
  }
  return Promise.all(options.sources.map(resolve))
}

/** @returns the record that a line names, or what is wrong with it. */
function resolveSource(source: HeldSource, options: CollectOptions): HeldRecord | Promise<HeldRecord | string> {
  return source.kind === 'record' ? source.record : loadRecord(source, options)
}

async function loadRecord(
  { name, sha256 }: Extract<HeldSource, { readonly kind: 'name' }>,
  { records, sha256Of }: CollectOptions,
): Promise<HeldRecord | string> {
  const found = await records.load(name)
  const shown = singleLine(name)
  if (found.kind === 'failed')
    return `the record of \`${shown}\` could not be read from the Actions cache (${singleLine(found.reason)}): name the output \`held\` of its job instead`
  if (found.kind === 'none')
    return `\`${shown}\` holds nothing: its job has not succeeded in this run, was for another bucket or region, or its record is not in the Actions cache`
  const { text } = found
  if (sha256 !== undefined && sha256Of(text) !== sha256)
    return `the record of \`${shown}\` is not the one that its digest names`
  const record = parseHeld(text)
  return record !== undefined && record.name === name ? record : `the record of \`${shown}\` is damaged`
}

function problemOf({ name, bucket, runId }: HeldRecord, options: CollectOptions): string | undefined {
  if (bucket !== options.bucket) return `the record of \`${singleLine(name)}\` is for another bucket or region`
  return runId === options.runId ? undefined : `the record of \`${singleLine(name)}\` is of another workflow run`
}

/** @returns what is wrong if two jobs have records of the same name: keeping only the newer would leave out the other's files. */
function keepNewer(byName: Map<string, HeldRecord>, record: HeldRecord): readonly string[] {
  const known = byName.get(record.name)
  byName.set(record.name, newer(known, record))
  return known === undefined || known.job === record.job
    ? []
    : [`two jobs hold files as \`${singleLine(record.name)}\`: each needs a \`hold-name\` of its own`]
}

/** @returns which shares of a list of files are missing. Jobs that saw different lists divide them differently, so that a file may be in no share. */
function absentShares(records: readonly HeldRecord[]): readonly string[] {
  const lists = new Map<string, { readonly count: number; readonly names: string[]; readonly indexes: Set<number> }>()
  for (const { share, name } of records) {
    if (share === undefined) continue
    const id = `${share.count} ${share.list}`
    const list = lists.get(id) ?? { count: share.count, names: [], indexes: new Set<number>() }
    list.names.push(`\`${singleLine(name)}\``)
    list.indexes.add(share.index)
    lists.set(id, list)
  }
  const hasOthers = lists.size > 1
  return [...lists.values()].flatMap(({ count, names, indexes }) => {
    const absent = Array.from({ length: count }, (_, index) => index).filter((index) => !indexes.has(index))
    if (absent.length === 0) return []
    const which = absent.slice(0, 8).map((index) => `${index}/${count}`)
    const reason = hasOthers
      ? 'other jobs saw another list of files: a build that differs between jobs (line ends, times) is divided differently. Build once and pass the files on, or publish jobs that share other files in a step of their own'
      : 'its job has not succeeded, or is not named here'
    return [
      `of the files that ${names.join(', ')} share, ${plural(absent.length, 'share')} (${which.join(', ')}) is held by nobody; ${reason}`,
    ]
  })
}

function sharedKeys(records: readonly HeldRecord[]): readonly string[] {
  const owners = new Map<string, string>()
  return records.flatMap(({ name, objects }) =>
    objects.flatMap(({ key }) => {
      const owner = owners.get(key)
      owners.set(key, owner ?? name)
      // Feeds of several jobs are merged.
      return owner === undefined || feedKindOf(key) !== undefined
        ? []
        : [`\`${singleLine(owner)}\` and \`${singleLine(name)}\` both have the key \`${singleLine(key, 120)}\``]
    }),
  )
}

function reservedKeys(records: readonly HeldRecord[], madeKeys: readonly MadeKey[]): readonly string[] {
  return madeKeys.flatMap((made) =>
    records
      .filter(({ objects }) => objects.some(({ key }) => key === made.key))
      .map(({ name }) => `\`${singleLine(name)}\` has the key of ${made.name}, \`${singleLine(made.key, 120)}\``),
  )
}

const MAX_LISTED = 30

const RE_RUN =
  'Re-run the failed jobs: legs that succeeded are not sent again. The job that publishes needs all legs (`needs: [...]`), each leg its own `hold-name`.'
const OWN_KEYS =
  'A key belongs to one leg: narrow the `path` of the legs, leave files out with `!pattern`, or give each leg a `key-prefix` of its own, and run the workflow again.'

/** @param clashes keys that cannot be published together, which no re-run fixes */
function incomplete(missing: readonly string[], clashes: readonly string[]): ActionError {
  const problems = [...missing, ...clashes]
  const remedies = [...(missing.length > 0 ? [RE_RUN] : []), ...(clashes.length > 0 ? [OWN_KEYS] : [])]
  return new ActionError({
    code: 'held-incomplete',
    message: `This release cannot be published:\n${firstOf(problems, MAX_LISTED)
      .map((problem) => `  - ${problem}`)
      .join('\n')}`,
    remedy: `Nothing was made visible. ${remedies.join(' ')}`,
  })
}
