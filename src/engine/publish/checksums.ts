/** SHA-256 of every file, and the SHA256SUMS file that is published beside them. */

import { ActionError } from '../../core/errors/errors.ts'
import { folderOf, lastSegment } from '../../core/naming/object-key.ts'
import { formatChecksums, isListed } from '../../core/plan/checksums.ts'
import { plural } from '../../core/text/quantities.ts'
import { firstOf, singleLine } from '../../core/text/text.ts'
import type { Scratch } from '../../ports/scratch.ts'
import type { Headers, Reporter } from '../../ports.ts'
import type { Engine, FileReader, SourceFile, Verifier } from '../bucket/context.ts'
import { findRecorded } from '../prepare/look.ts'
import { toSourceFile } from '../prepare/source-files.ts'
import { changed } from '../verify/changed.ts'
import { digestInTurn } from '../verify/digest.ts'
import { fetchBytes } from '../verify/fetch-bytes.ts'
import { headObject } from '../verify/verify.ts'
import type { UnpublishedFile } from './published-file.ts'
import type { LateObject } from './publisher.ts'

/** SHA-256 (lower-case hex) by path. */
type Sha256ByPath = ReadonlyMap<string, string>

interface ChecksumSettings {
  /** Object key of the SHA256SUMS file; undefined if none is wanted. */
  readonly checksumsKey: string | undefined
  readonly overwrite: 'always' | 'never' | 'if-changed'
  readonly dryRun: boolean
  /** Whether the digests are wanted without a checksums file. */
  readonly wantsDigests: boolean
  /** Whether only the digests are wanted: the job that publishes all legs may make the file from them. */
  readonly hold: boolean
  readonly headersOf: (key: string) => Headers
  readonly scratch: Scratch
}

interface Checksums {
  /** The file, if it has to be known before the plan since it may be in the bucket already; else none. */
  readonly early: Promise<readonly SourceFile[]>
  /** Makes the file when all others can be published; undefined where it is planned, or not wanted. */
  readonly late: (() => Promise<LateObject>) | undefined
  /** SHA-256 by path, of those files that could be read; empty where none is wanted. */
  readonly digests: Promise<Sha256ByPath>
  /** Throws `file-changed` if the bytes that were sent are not the ones whose SHA-256 was computed. */
  assertSame(sent: { readonly file: SourceFile; readonly crc64: bigint }): Promise<void>
}

/** @returns the checksums file and its digests. Reading begins at once, and runs in the background. */
export function prepareChecksums(
  engine: Verifier & Pick<Engine, 'checkpoints'>,
  sources: readonly SourceFile[],
  settings: ChecksumSettings,
): Checksums {
  const { checksumsKey: key, overwrite, headersOf, scratch } = settings
  const isEarly = overwrite !== 'always'
  const isWanted = key !== undefined || settings.wantsDigests
  if (!isWanted || sources.length === 0) return unread([])
  if (settings.dryRun)
    return unread(key !== undefined && isEarly && !settings.hold ? sketch(engine, sources, { ...settings, key }) : [])
  const reading = readAll(engine, sources)
  const digested = collect(reading)
  const digests = digested.then((all) => all.digests)
  const assertSame = async ({ file, crc64 }: { readonly file: SourceFile; readonly crc64: bigint }) => {
    const read = await reading.get(file.path)
    if (read?.kind === 'digest' && read.crc64 !== undefined && read.crc64 !== crc64) throw changed(file)
  }
  if (settings.hold || key === undefined) return { early: Promise.resolve([]), late: undefined, digests, assertSame }
  const textOf = (all: Digested) => formatChecksums(byKey(sources, all.digests), key)
  const early = async () => {
    const all = await digested
    const [unread] = all.failed
    if (unread !== undefined) throw unread.error
    return [await describeMade(engine, { path: await scratch(textOf(all)), key, headers: headersOf(key) })]
  }
  const late = async () => {
    const all = await digested
    return all.failed[0] ?? makeLate(engine, () => textOf(all), { key, headersOf, scratch })
  }
  return isEarly
    ? { early: early(), late: undefined, digests, assertSame }
    : { early: Promise.resolve([]), late, digests, assertSame }
}

/**
 * Logs how many objects a SHA256SUMS file leaves out since they are in other folders; one with the same bytes as a listed object is not counted.
 * Throws an ActionError if it would list nothing: an empty file would look like a check that succeeds.
 * @param objects each with an identity of its bytes; undefined: unknown
 */
export function reportListed(
  objects: readonly { readonly key: string; readonly bytes: string | undefined }[],
  sumsKey: string,
  reporter: Pick<Reporter, 'notice'>,
): void {
  const [first] = objects
  const listed = objects.filter(({ key }) => isListed(key, sumsKey))
  if (first !== undefined && listed.length === 0) throw listsNothing(sumsKey, first.key)
  const known = new Set(listed.map(({ bytes }) => bytes))
  const left = objects.filter(({ key, bytes }) => !isListed(key, sumsKey) && (bytes === undefined || !known.has(bytes)))
  if (left.length === 0) return
  const names = firstOf(
    left.map(({ key }) => singleLine(key, 120)),
    MAX_LEFT_OUT,
  )
  reporter.notice(
    `${singleLine(sumsKey)} lists what lies in its folder and below: ${plural(left.length, 'object')} of other folders ${left.length === 1 ? 'is' : 'are'} left out (${names.join(', ')}).`,
    'Not in the checksums',
  )
}

const MAX_LEFT_OUT = 5

function listsNothing(sumsKey: string, key: string): ActionError {
  return new ActionError({
    code: 'checksums-folder',
    message: `No object lies in the folder of ${singleLine(sumsKey)}, and a \`SHA256SUMS\` file lists those of its own folder and below`,
    remedy: `Let \`checksums\` name a key beside the files, here ${singleLine(folderOf(key))}SHA256SUMS (\`key-prefix\` is put before what you write).`,
  })
}

/** @returns checksums for which no file is read. */
function unread(early: Checksums['early'] | readonly SourceFile[]): Checksums {
  return {
    early: Promise.resolve(early),
    late: undefined,
    digests: Promise.resolve(new Map()),
    assertSame: async () => {},
  }
}

/**
 * @returns for a dry run a file as large as the checksums file would be. It has the real checksums only if an object of that size exists: nothing
 *     else depends on them, and reading all files takes long.
 */
async function sketch(
  engine: Verifier & Pick<Engine, 'checkpoints'>,
  sources: readonly SourceFile[],
  { key, headersOf, scratch }: Pick<ChecksumSettings, 'headersOf' | 'scratch'> & { readonly key: string },
): Promise<readonly SourceFile[]> {
  const empty = formatChecksums(new Map(sources.map((file) => [file.key, '0'.repeat(64)])), key)
  const sizeBytes = Buffer.byteLength(empty)
  const head = await headObject(engine, key)
  let text = empty
  if (head.kind === 'found' && (head.facts.sizeBytes ?? sizeBytes) === sizeBytes && engine.origin?.mayFetch !== false) {
    const { digests, failed } = await collect(readAll(engine, sources))
    const [first] = failed
    if (first !== undefined) throw first.error
    text = formatChecksums(byKey(sources, digests), key)
  }
  return [await describeMade(engine, { path: await scratch(text), key, headers: headersOf(key) })]
}

/**
 * @param text content of the object
 * @returns an object that this step makes when all others can be published: `present` if an earlier attempt published it, `failed` if it cannot be made
 */
export async function makeLate(
  engine: Verifier & Pick<Engine, 'checkpoints'>,
  text: () => string,
  { key, headersOf, scratch }: Pick<ChecksumSettings, 'headersOf' | 'scratch'> & { readonly key: string },
): Promise<LateObject> {
  try {
    const file = await describeMade(engine, { path: await scratch(text()), key, headers: headersOf(key) })
    const present = await findRecorded(engine, file)
    return present === undefined ? { kind: 'put', file } : { kind: 'present', file, ...present }
  } catch (error) {
    const names = { key, displayPath: lastSegment(key), objectId: engine.checkpoints.objectId(key) }
    return { kind: 'failed', file: { ...names, sizeBytes: 0, headers: {}, headersDigest: '' }, error }
  }
}

interface Digested {
  readonly digests: Sha256ByPath
  readonly failed: readonly UnpublishedFile[]
}

type ReadFile =
  | {
      readonly kind: 'digest'
      readonly path: string
      readonly sha256: string
      /** Undefined where the file was not read for it. */
      readonly crc64: bigint | undefined
    }
  | UnpublishedFile

/**
 * @returns by path the digests of all files, each read once; none rejects. Meant to run beside the transfer: parts are read out of order, and a
 *     SHA-256 has to be computed in order.
 */
function readAll(engine: FileReader, sources: readonly SourceFile[]): ReadonlyMap<string, Promise<ReadFile>> {
  const readOne = async (file: SourceFile): Promise<ReadFile> => {
    try {
      const { path } = file
      const known = await originSha256(engine, path)
      if (known !== undefined) return { kind: 'digest', path, sha256: known, crc64: undefined }
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

/** A fetched file is sent only with the SHA-256 that its origin states; where none is stated, the file is fetched once to compute it. */
async function originSha256(engine: FileReader, path: string): Promise<string | undefined> {
  const told = engine.origin?.facts(path)?.sha256
  if (told !== undefined) return told
  const held = await fetchBytes(engine, path)
  held?.release()
  return held?.sha256
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

/** @returns the digests, and those that the origin of fetched files states. */
export function withOriginDigests(
  { origin }: Pick<FileReader, 'origin'>,
  sources: readonly SourceFile[],
  sha256: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const told = sources.map(({ key, path }) => [key, origin?.facts(path)?.sha256] as const)
  return new Map([
    ...told.flatMap(([key, digest]) => (digest === undefined ? [] : [[key, digest] as const])),
    ...sha256,
  ])
}

/** @returns the source of a file that this step made itself. */
export async function describeMade(
  engine: FileReader & Pick<Engine, 'checkpoints'>,
  { path, key, headers }: { readonly path: string; readonly key: string; readonly headers: Headers },
): Promise<SourceFile> {
  const stamp = await engine.files.stamp(path, engine.signal)
  return toSourceFile(engine, { path, displayPath: lastSegment(key), stamp, key, headers })
}
