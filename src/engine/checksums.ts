/** SHA-256 of every file, and the SHA256SUMS file that is published beside them. */
import { formatChecksums } from '../core/checksums.ts'
import type { Headers } from '../ports.ts'
import type { Engine, SourceFile } from './context.ts'
import { digestInTurn } from './digest.ts'

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
  /** Makes the file when all else is published; undefined where it is planned, or not wanted. */
  readonly late: (() => Promise<SourceFile>) | undefined
  /** SHA-256 by path; empty where none is wanted. */
  readonly digests: Promise<Sha256ByPath>
}

/** @returns the checksums file and what it holds. Reading begins at once, and runs beside whatever comes next. */
export function prepareChecksums(
  engine: Engine,
  sources: readonly SourceFile[],
  settings: ChecksumSettings,
): Checksums {
  const { checksumsKey: key, headersOf, scratch } = settings
  if (key === undefined || settings.dryRun)
    return { early: Promise.resolve([]), late: undefined, digests: Promise.resolve(new Map()) }
  const digests = digestAll(engine, sources)
  // Whoever needs them sees the failure; a run that ends before that must not end the process.
  digests.catch(() => {})
  if (settings.hold) return { early: Promise.resolve([]), late: undefined, digests }
  const make = async () => {
    const path = await scratch(formatChecksums(byKey(sources, await digests), key))
    return describeMade(engine, { path, key, headers: headersOf(key) })
  }
  if (settings.overwrite === 'always') return { early: Promise.resolve([]), late: make, digests }
  const early = make().then((file) => [file])
  early.catch(() => {})
  return { early, late: undefined, digests }
}

/**
 * @returns the digests of all files, each read once. Meant to run beside the transfer: parts are read out of order, and a SHA-256 has to be
 *   taken in order.
 */
async function digestAll(engine: Engine, sources: readonly SourceFile[]): Promise<Sha256ByPath> {
  const files = new Map(sources.map((file) => [file.path, file]))
  const digests = new Map<string, string>()
  const readOne = async (file: SourceFile) => {
    const { sha256 } = await digestInTurn(engine, {
      path: file.path,
      startBytes: 0,
      endBytes: file.sizeBytes,
      sha256: true,
    })
    if (sha256 !== undefined) digests.set(file.path, sha256)
  }
  await Promise.all([...files.values()].map(readOne))
  return digests
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
  const stamp = await engine.files.stamp(path)
  const headersDigest = engine.hashes.sha256Of(JSON.stringify(Object.entries(headers)))
  const objectId = engine.checkpoints.objectId(key)
  return {
    path,
    displayPath: key.slice(key.lastIndexOf('/') + 1),
    key,
    sizeBytes: stamp.sizeBytes,
    stamp,
    headers,
    headersDigest,
    objectId,
  }
}
