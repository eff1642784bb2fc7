/**
 * The uploads that this release is about to complete, saved in the Actions cache before the first Complete. After a try that was killed halfway,
 *  completed uploads no longer exist; if HEAD is denied, only this record shows that they were published.
 */
import { ActionError } from '../../core/errors/errors.ts'
import { formatRelease, parseReleaseRecord, uploadDigest } from '../../core/records/release.ts'
import { plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Hashes, HeldRecordsPort } from '../../ports.ts'
import type { BucketUser, Engine } from '../bucket/context.ts'
import type { UploadRef } from '../bucket/own-uploads.ts'
import { headObject } from '../verify/verify.ts'

export interface ReleaseRecords {
  /** @returns whether this try, or an earlier one of this run, was about to complete the upload */
  wasBegun(upload: UploadRef): boolean
  /**
   * Records that these uploads are about to be completed. Throws an ActionError if that cannot be saved and the credentials may not look at the
   *  objects either: if the step is then killed, completed uploads cannot be told from lost ones.
   */
  begin(engine: Pick<Engine, 'bucket' | 'signal'>, uploads: readonly UploadRef[]): Promise<void>
}

interface ReleaseRecordsOptions {
  readonly records: Pick<HeldRecordsPort, 'loadRelease' | 'saveRelease'>
  /** SHA-256 of region and bucket. */
  readonly bucketId: string
  readonly runId: string
  readonly hashes: Pick<Hashes, 'sha256Of'>
}

/** @returns the records of earlier tries of this run, to which this one adds its own. */
export async function openReleaseRecords({
  records,
  bucketId,
  runId,
  hashes,
}: ReleaseRecordsOptions): Promise<ReleaseRecords> {
  const found = await records.loadRelease()
  const earlier = found.kind === 'found' ? parseReleaseRecord(found.text, { bucketId, runId }) : undefined
  const begun = new Set(earlier?.uploads)
  const digestOf = (upload: UploadRef) => uploadDigest(hashes.sha256Of, upload)
  return {
    wasBegun: (upload) => begun.has(digestOf(upload)),
    async begin(engine, uploads) {
      const digests = uploads.map(digestOf)
      if (digests.every((digest) => begun.has(digest))) return
      const all = new Set([...begun, ...digests])
      const failure = await records.saveRelease(formatRelease({ bucket: bucketId, runId, uploads: all }))
      engine.signal.throwIfAborted()
      if (failure === undefined) for (const digest of digests) begun.add(digest)
      else await assertMayLook(engine, { first: uploads[0], failure })
    },
  }
}

async function assertMayLook(
  engine: BucketUser,
  { first, failure }: { readonly first: UploadRef | undefined; readonly failure: string },
): Promise<void> {
  if (first === undefined || (await headObject(engine, first.key)).kind !== 'denied') return
  throw new ActionError({
    code: 'release-record-lost',
    message: `The record of what this release is about to make visible cannot be kept in the Actions cache (${singleLine(failure)}), and the credentials may not look at objects: a step that is killed half-way could not be finished`,
    remedy:
      'Nothing was made visible. Allow the credentials `oss:GetObject` on these keys in RAM, or give the job an Actions cache, and run this job again: nothing is sent again.',
  })
}

/** Throws an ActionError if a release of these uploads is partly visible: abandoning the rest would leave half of it. */
export function assertNotBegun({ wasBegun }: Pick<ReleaseRecords, 'wasBegun'>, uploads: readonly UploadRef[]): void {
  const begun = uploads.filter(wasBegun)
  const [first] = begun
  if (first === undefined) return
  throw new ActionError({
    code: 'release-begun',
    message: `A step with \`publish-held\` has begun to make this release visible (${plural(begun.length, 'object')}, ${singleLine(first.key, 120)} among them)`,
    remedy:
      'Nothing was abandoned. Re-run the job with `publish-held`: it makes the rest visible, and sends nothing. To withdraw the release instead, delete its objects in the bucket.',
  })
}
