/** SHA-256 of every file, and the SHA256SUMS file that is published beside them. */

import { lastSegment } from '../../core/naming/object-key.ts'
import { formatChecksums } from '../../core/plan/checksums.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import type { Headers } from '../../ports.ts'
import type { Engine, SourceFile } from '../bucket/context.ts'
import { findRecorded } from '../prepare/look.ts'
import { describeSource } from '../prepare/prepare.ts'
import { changed } from '../verify/changed.ts'
import { digestInTurn } from '../verify/digest.ts'
import type { UnpublishedFile } from './file-result.ts'
import type { LateObject } from './publisher.ts'

/** SHA-256 (lower-case hex) by path. */
export type Sha256ByPath = ReadonlyMap<string, string>

export interface ChecksumSettings {
  /** Object key of the SHA256SUMS file; undefined: none is wanted. */
  readonly checksumsKey: string | undefined
  readonly overwrite: 'always' | 'never' | 'if-changed'
  readonly dryRun: boolean
  /** Whether only the digests are wanted: the file is made over all legs by who publishes them. */
  readonly hold: boolean
  readonly headersOf: (key: string) => Headers
  /** Writes a file on this machine and returns its path. */
  readonly scratch: (text: string) => Promise<string>
}

export interface Checksums {
  /** The file where it has to be known before the plan, since it may be there already; else none. */
  readonly early: Promise<readonly SourceFile[]>
  /** Makes the file when all others can be published; undefined where it is planned, or not wanted. */
  readonly late: (() => Promise<LateObject>) | undefined
  /** SHA-256 by path, of those files that could be read; empty where none is wanted. */
  readonly digests: Promise<Sha256ByPath>
  /** Throws `file-changed` where the bytes that were sent of a file are not the ones whose SHA-256 is told. */
  assertSame(sent: { readonly file: SourceFile; readonly crc64: bigint }): Promise<void>
}

/** @returns the checksums file and what it holds. Reading begins at once, and runs beside whatever comes next. */
export function prepareChecksums(
  engine: Engine,
  sources: readonly SourceFile[],
  settings: ChecksumSettings,
): Checksums {
  const { checksumsKey: key, overwrite, headersOf, scratch } = settings
  const isEarly = overwrite !== 'always'
  if (key === undefined || sources.length === 0 || (settings.dryRun && !isEarly))
    return {
      early: Promise.resolve([]),
      late: undefined,
      digests: Promise.resolve(new Map()),
      assertSame: async () => {},
    }
  const reading = readAll(engine, sources)
  const digested = collect(reading)
  const digests = digested.then((all) => all.digests)
  const assertSame = async ({ file, crc64 }: { readonly file: SourceFile; readonly crc64: bigint }) => {
    const read = await reading.get(file.path)
    if (read?.kind === 'digest' && read.crc64 !== crc64) throw changed(file)
  }
  if (settings.hold) return { early: Promise.resolve([]), late: undefined, digests, assertSame }
  const make = async () => {
    const path = await scratch(formatChecksums(byKey(sources, await digests), key))
    return describeMade(engine, { path, key, headers: headersOf(key) })
  }
  const early = async () => {
    const [unread] = (await digested).failed
    if (unread !== undefined) throw unread.error
    return [await make()]
  }
  const late = async (): Promise<LateObject> => {
    const [unread] = (await digested).failed
    if (unread !== undefined) return unread
    try {
      const file = await make()
      const present = await findRecorded(engine, file)
      return present === undefined ? { kind: 'put', file } : { kind: 'present', file, ...present }
    } catch (error) {
      return { kind: 'failed', file: notMade(engine, { key, headers: headersOf(key) }), error }
    }
  }
  return isEarly
    ? { early: early(), late: undefined, digests, assertSame }
    : { early: Promise.resolve([]), late, digests, assertSame }
}

/** @returns the checksums file as a result names it that has none. */
function notMade(
  { checkpoints }: Pick<Engine, 'checkpoints'>,
  { key, headers }: { readonly key: string; readonly headers: Headers },
): NamedObject {
  const objectId = checkpoints.objectId(key)
  return { key, displayPath: lastSegment(key), sizeBytes: 0, headers, headersDigest: '', objectId }
}

interface Digested {
  readonly digests: Sha256ByPath
  readonly failed: readonly UnpublishedFile[]
}

type ReadFile =
  | { readonly kind: 'digest'; readonly path: string; readonly sha256: string; readonly crc64: bigint }
  | UnpublishedFile

/**
 * @returns by path the digests of all files, each read once; none rejects. Meant to run beside the transfer: parts are read out of order, and a
 *   SHA-256 has to be taken in order.
 */
function readAll(engine: Engine, sources: readonly SourceFile[]): ReadonlyMap<string, Promise<ReadFile>> {
  const readOne = async (file: SourceFile): Promise<ReadFile> => {
    try {
      const { path } = file
      const range = { path, startBytes: 0, endBytes: file.sizeBytes }
      const { sha256 = '', crc64 } = await digestInTurn(engine, { ...range, sha256: true })
      return { kind: 'digest', path, sha256, crc64 }
    } catch (error) {
      return { kind: 'failed', file, error }
    }
  }
  const files = new Map(sources.map((file) => [file.path, file]))
  return new Map([...files].map(([path, file]) => [path, readOne(file)]))
}

async function collect(reading: ReadonlyMap<string, Promise<ReadFile>>): Promise<Digested> {
  const read = await Promise.all(reading.values())
  return {
    digests: new Map(read.flatMap((one) => (one.kind === 'digest' ? [[one.path, one.sha256] as const] : []))),
    failed: read.filter((one) => one.kind === 'failed'),
  }
}

/** @returns SHA-256 by object key. */
export function byKey(sources: readonly SourceFile[], digests: Sha256ByPath): ReadonlyMap<string, string> {
  const pairs = sources.map(({ key, path }) => [key, digests.get(path)] as const)
  return new Map(pairs.flatMap(([key, sha256]) => (sha256 === undefined ? [] : [[key, sha256] as const])))
}

/** @returns the source of a file that this step made itself. */
export async function describeMade(
  engine: Engine,
  { path, key, headers }: { readonly path: string; readonly key: string; readonly headers: Headers },
): Promise<SourceFile> {
  const stamp = await engine.files.stamp(path, engine.signal)
  return describeSource(engine, { path, displayPath: lastSegment(key), stamp, key, headers })
}
