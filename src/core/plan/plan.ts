/** What is to be done for every object, before anything is sent. Pure. */

import {
  choosePartSize,
  finePartSize,
  MAX_PUT_SIZE_BYTES,
  type PartSizeSetting,
  partSizeProblem,
} from '../bytes/parts.ts'
import type { Checkpoint, UnfinishedCheckpoint } from '../records/checkpoint.ts'

/** An object of a release, and the name of the file that it is made of. */
export interface NamedObject {
  /** Path for messages, relative to the workspace if the file is in it. */
  readonly displayPath: string
  readonly key: string
  readonly sizeBytes: number
  /** Headers that OSS stores with the object, names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Digest of `headers`. */
  readonly headersDigest: string
  /** SHA-256 of region, bucket and key. */
  readonly objectId: string
  /** Whether its bytes differ from the file's because URLs in it were rewritten. */
  readonly isRewritten?: boolean
}

/** A file on this machine and the object that it is to become. */
export interface PlannedFile extends NamedObject {
  /** Absolute path; never shown. */
  readonly path: string
}

/** What is to be done with a file. */
export type PlannedObject<File extends PlannedFile = PlannedFile> =
  /** The bucket has it already; nothing is sent. */
  | ({ readonly kind: 'present'; readonly file: File } & Present)
  /** One request, in the publishing phase. */
  | { readonly kind: 'put'; readonly file: File }
  /** Parts, from the start or continuing one of `checkpoints` (newest first). */
  | {
      readonly kind: 'multipart'
      readonly file: File
      readonly partSizeBytes: number
      /** Whether neighbouring parts may be sent as one where connections are fast. */
      readonly mayJoin?: boolean
      readonly checkpoints: readonly UnfinishedCheckpoint[]
    }
  /** Another object of this release has the same bytes; they are copied inside OSS. */
  | {
      readonly kind: 'copy'
      readonly file: File
      readonly fromKey: string
      /** The object under the same key, if it has the bytes and only its metadata has to change: it is copied onto itself. */
      readonly standing?: PresentObject
      /** Used if copying turns out to be denied. */
      readonly partSizeBytes: number
      readonly isSmall: boolean
    }

/** An object that is in the bucket with the bytes of the local file. */
export interface PresentObject {
  readonly etag: string
  readonly crc64: bigint
  readonly versionId: string | undefined
  /**
   * What proved its bytes if that was not OSS's CRC64 of the whole: its ETag, which is the MD5; or its parts, each verified, of which OSS
   *  assembled it; or the record that its release was about to complete this upload: such an object was not read back.
   */
  readonly proof?: 'md5' | 'parts' | 'record'
  /** Sizes of its parts if these proved it, see layout.ts: a later attempt recognises the object by them. */
  readonly layout?: string
}

/** An object that need not be sent. */
interface Present {
  readonly object: PresentObject
  readonly by: 'unchanged' | 'resumed'
  /** Its headers as HEAD returned them, if they differ from those that the step sets and are to be replaced. */
  readonly told?: Readonly<Record<string, string>>
}

/** The files of a step, and what is known of their objects. */
export interface PlanOptions<File extends PlannedFile> {
  readonly files: readonly File[]
  readonly partSize: PartSizeSetting
  readonly checkpointsOf: (file: File) => readonly Checkpoint[]
  /** The object in the bucket, if it was found to be the file already. */
  readonly presentOf: (file: File) => Present | undefined
  /** Whether an object that has the bytes of the file needs other metadata. */
  readonly needsStamp: (file: File) => boolean
  /** When an object becomes visible: lower numbers first. */
  readonly waveOf: (file: File) => number
  /** Whether the credentials may copy inside OSS; if not, a file with two keys is sent twice. */
  readonly mayCopy: boolean
  /** Whether another job may hold an object of the same key, with which this one is merged: it is sent even where a copy would do. */
  readonly isShared?: (file: File) => boolean
  /** Whether nothing may become visible with one request: every file is sent in parts. */
  readonly partsOnly: boolean
}

/** A file that cannot be cut into parts of this size. */
export interface PlanProblem<File extends PlannedFile> {
  readonly file: File
  readonly problem: 'too-many-parts' | 'too-large'
  readonly partSizeBytes: number
}

/** @returns what to do for each file, in the order of the files, and the files that cannot be cut with this part size. */
export function planUpload<File extends PlannedFile>(
  options: PlanOptions<File>,
): { readonly objects: readonly PlannedObject<File>[]; readonly problems: readonly PlanProblem<File>[] } {
  const problems: PlanProblem<File>[] = []
  const sources = copySources(options)
  const objects = options.files.map((file): PlannedObject<File> => {
    const partSizeBytes = choosePartSize(file.sizeBytes, options.partSize)
    const isSmall = file.sizeBytes <= Math.min(partSizeBytes, MAX_PUT_SIZE_BYTES)
    const present = options.presentOf(file)
    if (present !== undefined && options.needsStamp(file))
      return { kind: 'copy', file, fromKey: file.key, standing: present.object, partSizeBytes, isSmall }
    if (present !== undefined) return { kind: 'present', file, ...present }
    const source = sources.get(file.path)
    if (source !== undefined && source.key !== file.key && options.mayCopy && options.isShared?.(file) !== true)
      return { kind: 'copy', file, fromKey: source.key, partSizeBytes, isSmall }
    const problem = partSizeProblem(file.sizeBytes, partSizeBytes)
    if (problem !== undefined) problems.push({ file, problem, partSizeBytes })
    const checkpoints = options.checkpointsOf(file).filter((checkpoint) => checkpoint.kind === 'unfinished')
    if (isSmall && checkpoints.length === 0 && !options.partsOnly) return { kind: 'put', file }
    const mayJoin = options.partSize.kind === 'auto'
    return { kind: 'multipart', file, partSizeBytes, mayJoin, checkpoints }
  })
  return { objects, problems }
}

/** @returns for each path the file from which others of the same path are copied: one in the bucket already, else the one that is visible first. */
function copySources<File extends PlannedFile>({
  files,
  presentOf,
  waveOf,
}: PlanOptions<File>): ReadonlyMap<string, File> {
  const rank = (file: File) => (presentOf(file) === undefined ? waveOf(file) : -1)
  const sources = new Map<string, File>()
  for (const file of files) {
    const best = sources.get(file.path)
    if (best === undefined || rank(file) < rank(best)) sources.set(file.path, file)
  }
  return sources
}

/**
 * @param isHolding whether the job only holds: records of what is held know planned parts alone, which are not joined then
 * @returns the size at which a new upload of the object is cut, in bytes
 */
export function newPartSize(
  { file, partSizeBytes, mayJoin = false }: Pick<Multipart, 'file' | 'partSizeBytes' | 'mayJoin'>,
  isHolding: boolean,
): number {
  return mayJoin && !isHolding ? finePartSize(file.sizeBytes, partSizeBytes) : partSizeBytes
}

type Multipart = Extract<PlannedObject, { readonly kind: 'multipart' }>
