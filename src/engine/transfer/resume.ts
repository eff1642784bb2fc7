/** Finds the upload that an earlier attempt began, and which of its parts OSS has with the local bytes. */

import { combineCrc64 } from '../../core/bytes/crc64.ts'
import type { Part } from '../../core/bytes/parts.ts'
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import type { PresentObject } from '../../core/plan/plan.ts'
import {
  type Claim,
  claimsOfListing,
  claimsOfRecord,
  type DonePart,
  type ListedPart,
  type LocalDigest,
  plausibleClaims,
  reconcile,
} from '../../core/plan/reconcile.ts'
import {
  type CheckpointHeader,
  isOfRun,
  saysCompleted,
  type UnfinishedCheckpoint,
} from '../../core/records/checkpoint.ts'
import { partsOfUpload } from '../../core/records/layout.ts'
import { SENT_PARTS_A_COPY } from '../../core/reuse/plan-reuse.ts'
import type { Engine, FileReader, Resumer, SourceFile } from '../bucket/context.ts'
import { digestInTurn } from '../verify/digest.ts'
import { headObject } from '../verify/verify.ts'

interface ResumedUpload {
  readonly kind: 'resumed'
  readonly header: CheckpointHeader
  readonly done: readonly DonePart[]
  readonly missing: readonly Part[]
  /** Whether, by its record, an earlier attempt of this run ended while it completed the upload. */
  readonly wasCompleting: boolean
}

/** Records of uploads that may exist and cannot be continued. */
interface Unusable {
  readonly unusable: readonly CheckpointHeader[]
}

type ResumeResult = Unusable &
  (
    | ResumedUpload
    /**
     * No record can be used; `gone` says whether OSS no longer knows a recorded upload ID, and `completed` is the object of one that
     *  was completed, by its record if HEAD is denied.
     */
    | { readonly kind: 'none'; readonly gone: boolean; readonly completed: PresentObject | undefined }
  )

/**
 * @param checkpoints candidates, newest first; `partSizeBytes` of a new upload
 * @returns the first candidate that can be continued. A record is used only if it has the wanted headers and their
 *     digests; a part only if the local bytes equal what OSS lists or, if listing is denied, if the recorded ETag is their MD5.
 */
export async function resumeUpload(
  engine: Resumer,
  {
    file,
    partSizeBytes,
    checkpoints,
  }: {
    readonly file: SourceFile
    readonly partSizeBytes: number
    readonly checkpoints: readonly UnfinishedCheckpoint[]
  },
): Promise<ResumeResult> {
  const gone = new Set<string>()
  let completed: PresentObject | undefined
  const partsOf = (header: CheckpointHeader) =>
    header.headers === file.headersDigest && isOfSameContent(engine, file, header)
      ? partsOfUpload(header, file.sizeBytes)
      : undefined
  const isUsable = (header: CheckpointHeader) => partsOf(header) !== undefined
  const unusable = checkpoints.map(({ header }) => header).filter((header) => !isUsable(header))
  for (const checkpoint of checkpoints) {
    const { header } = checkpoint
    if (unusable.includes(header) || gone.has(header.uploadId)) continue
    const found = await claimsOf(engine, file, checkpoint)
    if (found === 'gone') {
      gone.add(header.uploadId)
      completed ??= await completedByRecord(engine, file, checkpoint)
      continue
    }
    const planned = partsOf(header) ?? []
    const { isListed } = found
    // Records of what is held know planned parts alone.
    const claims = engine.isHolding ? singleClaims(planned, found.claims) : found.claims
    const digests = await digestClaims(engine, file, { planned, claims })
    const reconciled = reconcile({ planned, claims, digests })
    const { done, missing } = engine.isHolding && !isListed ? withProbe(reconciled, planned) : reconciled
    // An unproven record must not force parts so large that every broken connection costs gigabytes.
    if (done.length === 0 && isLargerThanNew({ header, planned, partSizeBytes })) {
      unusable.push(header)
      continue
    }
    const wasCompleting = missing.length === 0 && saysCompleted(checkpoint, nowOf(engine))
    return { kind: 'resumed', header, done, missing, unusable, wasCompleting }
  }
  return { kind: 'none', gone: gone.size > 0, completed, unusable }
}

/** A range that is copied may come to be sent: it is a few parts long at most. */
function isLargerThanNew(upload: {
  readonly header: CheckpointHeader
  readonly planned: readonly Part[]
  readonly partSizeBytes: number
}): boolean {
  const { header, planned, partSizeBytes } = upload
  if (header.partSizeBytes > partSizeBytes) return true
  const mostBytes = SENT_PARTS_A_COPY * partSizeBytes
  return header.layout !== undefined && planned.some(({ startBytes, endBytes }) => endBytes - startBytes > mostBytes)
}

/** Initiate has fixed the digests of an asset in the metadata: the digests of another asset must not be stored with these bytes. */
function isOfSameContent(
  { origin }: Pick<FileReader, 'origin'>,
  { path }: SourceFile,
  { content }: CheckpointHeader,
): boolean {
  const sha256 = origin?.facts(path)?.sha256
  return content === undefined || sha256 === undefined || content === sha256
}

async function claimsOf(
  engine: Pick<Engine, 'bucket' | 'run'>,
  file: SourceFile,
  { header, parts }: UnfinishedCheckpoint,
): Promise<{ readonly claims: readonly Claim[]; readonly isListed: boolean } | 'gone'> {
  try {
    const listed = await engine.bucket.listParts({ key: file.key, uploadId: header.uploadId })
    const isOwn = isKmsEncrypted(file) && isOfRun(header.run, engine.run)
    // What was copied and not acknowledged may be anything that has this CRC64: then only parts that the record has are of this run's own bytes.
    const isAcknowledged = ({ number, etag }: ListedPart) =>
      header.layout === undefined || parts.get(number)?.etag === etag
    return { claims: claimsOfListing(listed, (part) => isOwn && isAcknowledged(part)), isListed: true }
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'upload-gone') return 'gone'
    if (fault === 'denied') return { claims: claimsOfRecord(parts), isListed: false }
    // OSS never issued this upload ID: the record is forged. Any other refusal may be temporary, and must not lose what was sent.
    if (asActionError(error)?.facts.status === 400 && fault === 'permanent') return 'gone'
    throw error
  }
}

/**
 * If parts may not be listed and nothing is completed here, only sending a part shows whether the upload still exists: the last one, which
 *  is the smallest.
 */
function withProbe(
  { done, missing }: { readonly done: readonly DonePart[]; readonly missing: readonly Part[] },
  planned: readonly Part[],
): { readonly done: readonly DonePart[]; readonly missing: readonly Part[] } {
  const last = planned.at(-1)
  if (missing.length > 0 || last === undefined) return { done, missing }
  return { done: done.filter(({ number }) => number !== last.number), missing: [last] }
}

/**
 * @returns the object of an upload that is gone, if its record says that it was being completed, all its parts are the local bytes, and HEAD
 *     is denied
 */
async function completedByRecord(
  engine: Resumer,
  file: SourceFile,
  checkpoint: UnfinishedCheckpoint,
): Promise<PresentObject | undefined> {
  if (!saysCompleted(checkpoint, nowOf(engine)) || (await headObject(engine, file.key)).kind !== 'denied')
    return undefined
  const planned = partsOfUpload(checkpoint.header, file.sizeBytes) ?? []
  const claims = claimsOfRecord(checkpoint.parts)
  const { done, missing } = reconcile({
    planned,
    claims,
    digests: await digestClaims(engine, file, { planned, claims }),
  })
  if (missing.length > 0 || planned.length === 0) return undefined
  return { etag: '', crc64: crc64OfParts(done), versionId: undefined, proof: 'record' }
}

function nowOf({ run, epochMs }: Pick<Engine, 'epochMs' | 'run'>): { readonly run: string; readonly epochMs: number } {
  return { run, epochMs: epochMs() }
}

/** @returns the CRC64 of the object that consists of all these parts, in order. */
export function crc64OfParts(parts: readonly DonePart[]): bigint {
  return parts.reduce((crc, part) => combineCrc64(crc, part.crc64, part.sizeBytes), 0n)
}

/** ETags of what KMS encrypts need not be MD5s. */
function isKmsEncrypted({ headers }: SourceFile): boolean {
  return headers['x-oss-server-side-encryption']?.toUpperCase() === 'KMS'
}

async function digestClaims(
  engine: FileReader,
  file: SourceFile,
  { planned, claims }: { readonly planned: readonly Part[]; readonly claims: readonly Claim[] },
): Promise<ReadonlyMap<number, LocalDigest>> {
  const digests = new Map<number, LocalDigest>()
  for (const { number, startBytes, endBytes, byEtag } of plausibleClaims(planned, claims))
    digests.set(number, await digestInTurn(engine, { path: file.path, startBytes, endBytes, md5: byEtag }))
  return digests
}

function singleClaims(planned: readonly Part[], claims: readonly Claim[]): readonly Claim[] {
  const sizes = new Map(planned.map((part) => [part.number, part.endBytes - part.startBytes]))
  return claims.filter(({ number, sizeBytes }) => sizes.get(number) === sizeBytes)
}
