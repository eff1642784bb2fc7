/** Finds the upload that an earlier attempt began, and which of its parts OSS holds with the local bytes. */

import { countParts, MAX_PARTS, type Part, partAt } from '../../core/bytes/parts.ts'
import { asActionError, faultOf } from '../../core/errors/errors.ts'
import {
  type Claim,
  claimsOfListing,
  claimsOfRecord,
  type DonePart,
  type LocalDigest,
  plausibleClaims,
  reconcile,
} from '../../core/plan/reconcile.ts'
import { type CheckpointHeader, isOfRun, type UnfinishedCheckpoint } from '../../core/records/checkpoint.ts'
import type { Engine, FileReader, Resumer, SourceFile } from '../bucket/context.ts'
import { digestInTurn } from '../verify/digest.ts'

export interface ResumedUpload {
  readonly kind: 'resumed'
  readonly header: CheckpointHeader
  readonly done: readonly DonePart[]
  readonly missing: readonly Part[]
}

/** Records of uploads that exist, as far as known, and that nothing can go on with. */
interface Unusable {
  readonly unusable: readonly CheckpointHeader[]
}

export type ResumeResult = Unusable &
  (
    | ResumedUpload
    /** No record can be used; `gone` tells whether an upload ID that was recorded is not known any more. */
    | { readonly kind: 'none'; readonly gone: boolean }
  )

/**
 * @param checkpoints candidates, newest first; `partSizeBytes` is what a new upload would have
 * @returns the first candidate that can be gone on with. A record is used only where its headers are the wanted ones; a part only where the
 *   local bytes equal what OSS lists, or, where listing is denied, where the recorded ETag is their MD5.
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
  const isUsable = ({ headers, partSizeBytes: size }: CheckpointHeader) =>
    headers === file.headersDigest && countParts(file.sizeBytes, size) <= MAX_PARTS
  const unusable = checkpoints.map(({ header }) => header).filter((header) => !isUsable(header))
  for (const checkpoint of checkpoints) {
    const { header } = checkpoint
    if (unusable.includes(header) || gone.has(header.uploadId)) continue
    const found = await claimsOf(engine, file, checkpoint)
    if (found === 'gone') {
      gone.add(header.uploadId)
      continue
    }
    const planned = planParts(file.sizeBytes, header.partSizeBytes)
    const { claims, isListed } = found
    const digests = await digestClaims(engine, file, { planned, claims })
    const reconciled = reconcile({ planned, claims, digests })
    const { done, missing } = engine.isHolding && !isListed ? withProbe(reconciled, planned) : reconciled
    // A record alone must not impose parts so large that every broken connection costs gigabytes.
    if (done.length === 0 && header.partSizeBytes > partSizeBytes) {
      unusable.push(header)
      continue
    }
    return { kind: 'resumed', header, done, missing, unusable }
  }
  return { kind: 'none', gone: gone.size > 0, unusable }
}

/** @returns every part of a file. */
export function planParts(fileSizeBytes: number, partSizeBytes: number): readonly Part[] {
  const count = countParts(fileSizeBytes, partSizeBytes)
  return Array.from({ length: count }, (_, index) => partAt({ number: index + 1, fileSizeBytes, partSizeBytes }))
}

async function claimsOf(
  engine: Pick<Engine, 'bucket' | 'run'>,
  file: SourceFile,
  { header, parts }: UnfinishedCheckpoint,
): Promise<{ readonly claims: readonly Claim[]; readonly isListed: boolean } | 'gone'> {
  try {
    const listed = await engine.bucket.listParts({ key: file.key, uploadId: header.uploadId })
    const trust = isKmsEncrypted(file) && isOfRun(header.run, engine.run)
    return { claims: claimsOfListing(listed, { trust }), isListed: true }
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'upload-gone') return 'gone'
    if (fault === 'denied') return { claims: claimsOfRecord(parts), isListed: false }
    // No upload ID that OSS gave: the record was made up. Any other refusal may pass, and must not cost what was sent.
    if (asActionError(error)?.facts.status === 400 && fault === 'permanent') return 'gone'
    throw error
  }
}

/**
 * Where parts may not be listed and nothing is completed here, only a part that is sent tells whether the upload still exists: the last one, which
 * is the smallest.
 */
function withProbe(
  { done, missing }: { readonly done: readonly DonePart[]; readonly missing: readonly Part[] },
  planned: readonly Part[],
): { readonly done: readonly DonePart[]; readonly missing: readonly Part[] } {
  const last = planned.at(-1)
  if (missing.length > 0 || last === undefined) return { done, missing }
  return { done: done.filter(({ number }) => number !== last.number), missing: [last] }
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
  for (const claim of plausibleClaims(planned, claims)) {
    const part = planned[claim.number - 1]
    if (part === undefined) continue
    const { startBytes, endBytes } = part
    digests.set(part.number, await digestInTurn(engine, { path: file.path, startBytes, endBytes, md5: claim.byEtag }))
  }
  return digests
}
