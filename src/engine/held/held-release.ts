/** Makes visible what legs hold: verified first, all or nothing, pointer files last. */

import { ActionError, faultOf } from '../../core/errors/errors.ts'
import { asksForPublicAccess } from '../../core/naming/headers.ts'
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import { formatChecksums } from '../../core/plan/checksums.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import { orderWaves, waveOf, withCanary } from '../../core/plan/waves.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import { formatSize, plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Reporter } from '../../ports.ts'
import type { BucketUser, Engine, SourceFile, Verifier } from '../bucket/context.ts'
import type { Slot } from '../bucket/limiter.ts'
import type { KeptFile } from '../moving/kept.ts'
import { reportListed } from '../publish/checksums.ts'
import type { FailedFile, UnpublishedFile } from '../publish/file-result.ts'
import { runWave } from '../publish/publish.ts'
import type { LateObject } from '../publish/publisher.ts'
import { putFile } from '../publish/put-file.ts'
import { type RunMeter, type RunResult, summarizeRun } from '../publish/run-result.ts'
import { assembledCrc64 } from '../verify/verify.ts'
import {
  type CheckedHeld,
  checkHeld,
  checkNoChecksumsThere,
  checkNothingThere,
  existsAlready,
  findCompleted,
  type HeldItem,
  type MadeItem,
  type NamedHeld,
  notAsRecorded,
  type PublishedHeld,
  publishedHeld,
} from './held-check.ts'
import { assertCopyOrder, type CopyItem, copyHeld } from './held-copy.ts'
import type { ReleaseRecords } from './release-record.ts'

export interface HeldReleaseOptions {
  readonly objects: readonly HeldObject[]
  readonly publishLast: readonly KeyMatcher[]
  /** The checksums file over all legs; undefined if none is wanted. */
  readonly checksums: SourceFile | undefined
  readonly release: ReleaseRecords
  readonly startedMs: number
  /** Makes the index of what shows by then; undefined if none is wanted. */
  readonly makeIndex?: ((published: readonly PublishedHeld[]) => Promise<LateObject>) | undefined
  /** Takes both steps of publishing, in order. */
  inOrder(steps: HeldSteps): Promise<void>
}

/** Each comes to all that shows by then; to undefined where something failed. */
export interface HeldSteps {
  publishFiles(): Promise<readonly PublishedHeld[] | undefined>
  publishPointers(): Promise<readonly PublishedHeld[] | undefined>
}

type HeldPublisher = Verifier &
  RunMeter &
  Pick<Engine, 'checkpoints' | 'mustNotOverwrite' | 'onPublished' | 'plannedCrc64s'>

type ReleaseItem = HeldItem | CopyItem | MadeItem

/** @returns the result for the whole release. What an earlier try of this step completed is recognised by its size and CRC64. */
export async function publishHeldRelease(engine: HeldPublisher, options: HeldReleaseOptions): Promise<RunResult> {
  const { objects, publishLast, checksums, release, startedMs, inOrder } = options
  assertCopyOrder(objects, publishLast)
  const named = objects.map((held) => ({ held, file: nameOf(engine, held) }))
  const checked = [...(await checkAll(engine, named, release)), ...(await checkMade(engine, checksums))]
  const published = new Map<string, PublishedHeld>()
  const failed: FailedFile[] = []
  const kept: KeptFile<NamedObject>[] = []
  const keep = (result: PublishedHeld | KeptFile<NamedObject> | UnpublishedFile) => {
    if (result.kind === 'published') published.set(result.file.key, result)
    else if (result.kind === 'kept') kept.push(result)
    else failed.push(result)
  }
  const items: ReleaseItem[] = []
  for (const one of checked) {
    if (one.kind === 'published' || one.kind === 'failed') keep(one)
    else items.push(one)
  }
  const uploads = items.flatMap((item) =>
    item.kind === 'transferred' ? [{ key: item.held.key, uploadId: item.upload.uploadId }] : [],
  )
  if (failed.length === 0) await release.begin(engine, uploads)
  const waveOptions = {
    stopAtFailure: true,
    onResult: keep,
    makeVisible: (item: ReleaseItem, slot: Slot) => makeVisible(engine, item, { slot, release }),
  }
  const { files, pointers } = wavesOf(items, publishLast)
  const publish = async (waves: readonly (readonly ReleaseItem[])[]) => {
    for (const wave of waves) if (failed.length === 0) await runWave(engine, wave, waveOptions)
    return failed.length === 0 ? [...published.values()] : undefined
  }
  const publishFiles = async () => {
    const shown = await publish(files)
    if (shown === undefined || options.makeIndex === undefined) return shown
    const index = await options.makeIndex(shown)
    if (index.kind === 'put') return publish([[index]])
    if (index.kind === 'failed') keep(index)
    return publish([])
  }
  await inOrder({ publishFiles, publishPointers: () => publish(pointers) })
  const sha256 = sha256ByKey(objects)
  const facts = { objects: named, failed, kept, sha256, startedMs, mayRead: engine.mustNotOverwrite }
  return summarizeRun(engine, { ...facts, published: [...published.values()] })
}

function makeVisible(
  engine: Verifier & Pick<Engine, 'plannedCrc64s'>,
  item: ReleaseItem,
  { slot, release }: { readonly slot: Slot; readonly release: ReleaseRecords },
): Promise<PublishedHeld> {
  if (item.kind === 'put') return putFile(engine, item.file, slot)
  slot.release()
  return item.kind === 'copy' ? copyHeld(engine, item) : completeHeld(engine, item, release)
}

/** @returns the items in the order in which they show: checksums that no pattern of `publish-last` names come right before those that one does. */
function wavesOf(
  items: readonly ReleaseItem[],
  publishLast: readonly KeyMatcher[],
): Readonly<Record<'files' | 'pointers', readonly (readonly ReleaseItem[])[]>> {
  const isBetween = ({ kind, file }: ReleaseItem) => kind === 'put' && waveOf(file.key, publishLast) === 0
  const { first, last } = orderWaves(
    items.filter((item) => !isBetween(item)),
    publishLast,
  )
  const tried = withCanary(first, ({ kind, file }) => kind !== 'copy' && asksForPublicAccess(file.headers))
  return { files: [...tried, items.filter(isBetween)], pointers: last }
}

/** Says what would become visible. Throws what would keep the release from being published. */
export async function printHeldRelease(
  engine: Pick<Engine, 'bucket' | 'checkpoints' | 'mustNotOverwrite' | 'progress' | 'reporter'>,
  objects: readonly HeldObject[],
  release: ReleaseRecords,
): Promise<void> {
  const named = objects.map((held) => ({ held, file: nameOf(engine, held) }))
  for (const one of await checkAll(engine, named, release)) {
    if (one.kind === 'failed') throw one.error
    const { key, sizeBytes } = one.file
    engine.reporter.info(`${singleLine(key)} (${formatSize(sizeBytes)}): ${describe(one)}`)
  }
}

function describe(one: HeldItem | CopyItem | PublishedHeld): string {
  switch (one.kind) {
    case 'published':
      return 'is in the bucket already'
    case 'copy':
      return `would be copied inside OSS from ${singleLine(one.fromKey)}`
    case 'transferred':
      return `held in ${plural(one.upload.parts.length, 'part')}`
  }
}

/** Everything that could still stop the release, before the first object shows. */
async function checkAll(
  engine: Pick<Engine, 'bucket' | 'mustNotOverwrite' | 'progress'>,
  named: readonly NamedHeld[],
  release: ReleaseRecords,
): Promise<readonly CheckedHeld[]> {
  const checked = await Promise.all(named.map((one) => checkHeld(engine, one, release)))
  for (const one of checked) {
    if (one.kind !== 'transferred') continue
    engine.progress.addPlanned(one.held.sizeBytes)
    engine.progress.addResumed(one.held.sizeBytes)
  }
  if (!engine.mustNotOverwrite) return checked
  return Promise.all(
    checked.map((one) => (one.kind === 'transferred' || one.kind === 'copy' ? checkNothingThere(engine, one) : one)),
  )
}

/** The checksums file must not be what stops the release when the objects that it is about show already. */
async function checkMade(
  engine: Verifier & Pick<Engine, 'mustNotOverwrite'>,
  file: SourceFile | undefined,
): Promise<readonly (MadeItem | PublishedHeld | UnpublishedFile)[]> {
  if (file === undefined) return []
  const item = { kind: 'put', file } as const
  return [engine.mustNotOverwrite ? await checkNoChecksumsThere(engine, item) : item]
}

/** @returns SHA-256 by key, of the objects whose legs computed it. */
export function sha256ByKey(objects: readonly HeldObject[]): ReadonlyMap<string, string> {
  return new Map(objects.flatMap(({ key, sha256 }) => (sha256 === undefined ? [] : [[key, sha256] as const])))
}

/** @returns the text of the checksums file. Throws an ActionError where a leg computed no SHA-256. */
export function heldChecksumsText(
  objects: readonly HeldObject[],
  sumsKey: string,
  reporter: Pick<Reporter, 'notice'>,
): string {
  reportListed(
    objects.map(({ key, sha256 }) => ({ key, bytes: sha256 })),
    sumsKey,
    reporter,
  )
  const without = objects.find(({ sha256 }) => sha256 === undefined)
  if (without === undefined) return formatChecksums(sha256ByKey(objects), sumsKey)
  throw new ActionError({
    code: 'held-without-sha256',
    message: `The leg that holds ${singleLine(without.key)} computed no SHA-256, and \`checksums\` needs one of every file`,
    remedy: 'Re-run the job that holds it, then this one.',
  })
}

function nameOf(
  engine: Pick<Engine, 'checkpoints'>,
  { key, displayPath, sizeBytes, contentType, acl, headersDigest, stored }: HeldObject,
): NamedObject {
  const told = { 'content-type': contentType, ...(acl === undefined ? {} : { 'x-oss-object-acl': acl }) }
  const headers = stored ?? told
  return { key, displayPath, sizeBytes, headers, headersDigest, objectId: engine.checkpoints.objectId(key) }
}

async function completeHeld(
  engine: BucketUser,
  { file, held, upload }: HeldItem,
  release: ReleaseRecords,
): Promise<PublishedHeld> {
  const { key } = held
  const parts = upload.parts.map(({ etag }, index) => ({ number: index + 1, etag }))
  try {
    const stored = await engine.bucket.completeUpload({ key, uploadId: upload.uploadId, parts, headers: file.headers })
    const { etag, versionId } = stored
    const { crc64, ...proof } =
      stored.crc64 === undefined ? await assembledCrc64(engine, key, held) : { crc64: stored.crc64 }
    if (crc64 !== held.crc64) throw notAsRecorded(held)
    return publishedHeld(file, { etag, crc64, versionId, ...proof }, 'uploaded')
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'upload-gone') return findCompleted(engine, { held, file }, release)
    if (fault !== 'exists') throw error
    const found = await checkNothingThere(engine, { kind: 'transferred', file, held, upload })
    if (found.kind === 'published') return found
    throw existsAlready(held)
  }
}
