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
import { abandonUploads } from '../bucket/abandon.ts'
import type { BucketUser, Engine, SourceFile, Verifier } from '../bucket/context.ts'
import type { Slot } from '../bucket/limiter.ts'
import type { KeptFile } from '../moving/kept.ts'
import type { MoveGuard } from '../moving/move-guard.ts'
import { reportListed } from '../publish/checksums.ts'
import { runWave, stamp } from '../publish/publish-wave.ts'
import type { FailedFile, UnpublishedFile } from '../publish/published-file.ts'
import type { LateObject } from '../publish/publisher.ts'
import { putFile } from '../publish/put-file.ts'
import { type RunMeter, type RunResult, summarizeRun } from '../publish/run-result.ts'
import { assembledCrc64 } from '../verify/verify.ts'
import type { Assembled } from './assemble.ts'
import {
  type CheckedHeld,
  checkHeld,
  checkNoChecksumsThere,
  checkNothingThere,
  existsAlready,
  findCompleted,
  type HeldItem,
  type MadeItem,
  notAsRecorded,
  type PublishedHeld,
  publishedHeld,
} from './held-check.ts'
import { assertCopyOrder, type CopyItem, copyHeld } from './held-copy.ts'
import { checkText } from './held-text.ts'
import type { ReleaseRecords } from './release-record.ts'

interface HeldReleaseOptions {
  readonly assembled: Assembled
  readonly publishLast: readonly KeyMatcher[]
  /** The checksums file over all legs; undefined if none is wanted. */
  readonly checksums: SourceFile | undefined
  readonly release: ReleaseRecords
  readonly startedMs: number
  /** Makes the index of what shows by then; undefined if none is wanted. */
  readonly makeIndex?: ((published: readonly PublishedHeld[]) => Promise<LateObject>) | undefined
  /** Runs both steps of publishing, in order. */
  inOrder(steps: HeldSteps): Promise<void>
}

/** Each resolves to all objects that are visible by then; to undefined if something failed. */
interface HeldSteps {
  publishFiles(): Promise<readonly PublishedHeld[] | undefined>
  publishPointers(): Promise<readonly PublishedHeld[] | undefined>
}

type HeldPublisher = Verifier &
  RunMeter &
  Pick<Engine, 'reporter' | 'checkpoints' | 'mustNotOverwrite' | 'onPublished' | 'plannedCrc64s'>

type ReleaseItem = HeldItem | CopyItem | MadeItem

/** @returns the result for the whole release. What an earlier try of this step completed is recognised by its size and CRC64. */
export async function publishHeldRelease(engine: HeldPublisher, options: HeldReleaseOptions): Promise<RunResult> {
  const { assembled, publishLast, checksums, release, startedMs, inOrder } = options
  const { objects, texts, guard, nameOf } = assembled
  assertCopyOrder(objects, publishLast)
  const named = objects.map((held) => ({ held, file: nameOf(held) }))
  const checked = [...(await checkAll(engine, assembled, release)), ...(await checkMade(engine, checksums))]
  const published = new Map<string, PublishedHeld>()
  const failed: FailedFile[] = []
  const kept = [...assembled.kept]
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
  const uploads = items.flatMap((item) => {
    if (item.kind === 'transferred') return [{ key: item.held.key, uploadId: item.upload.uploadId }]
    return texts.get(item.file.key)?.uploads ?? []
  })
  if (failed.length === 0) await release.begin(engine, uploads)
  const waveOptions = {
    stopAtFailure: true,
    onResult: keep,
    makeVisible: (item: ReleaseItem, slot: Slot) => makeVisible(engine, item, { slot, release, guard, published }),
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
  if (failed.length === 0) await letGo(engine, assembled, kept)
  const sha256 = sha256ByKey(objects)
  const facts = {
    objects: named,
    failed,
    kept,
    merged: assembled.merged,
    sha256,
    startedMs,
    mayRead: engine.mustNotOverwrite,
  }
  return summarizeRun(engine, { ...facts, published: [...published.values()] })
}

/** Aborts the uploads of objects that were put again or stay as they are: nothing will complete them. */
async function letGo(
  engine: Pick<Engine, 'bucket' | 'signal' | 'reporter'>,
  { texts, unneeded, objects }: Assembled,
  kept: readonly KeptFile<NamedObject>[],
): Promise<void> {
  const keptKeys = new Set(kept.map(({ file }) => file.key))
  const left = objects.flatMap(({ key, upload }) =>
    upload !== undefined && keptKeys.has(key) && !texts.has(key) ? [{ key, uploadId: upload.uploadId }] : [],
  )
  const replaced = [...texts.values()].flatMap(({ uploads }) => uploads)
  const { left: remaining } = await abandonUploads(engine, [...replaced, ...unneeded, ...left])
  if (remaining.length > 0)
    engine.reporter.debug(
      `Left for the bucket's lifecycle rule: ${plural(remaining.length, 'upload')} that nobody needs.`,
    )
}

async function makeVisible(
  engine: Verifier & Pick<Engine, 'plannedCrc64s'>,
  item: ReleaseItem,
  {
    slot,
    release,
    guard,
    published: shown,
  }: {
    readonly slot: Slot
    readonly release: ReleaseRecords
    readonly guard: MoveGuard
    readonly published: ReadonlyMap<string, PublishedHeld>
  },
): Promise<PublishedHeld | KeptFile<NamedObject>> {
  const { file } = item
  const version = await guard.newerNow(file.key)
  if (version !== undefined) return { kind: 'kept', file, version }
  if (item.kind === 'put') return putFile(engine, item.file, { slot })
  slot.release()
  if (item.kind === 'copy') return copyHeld(engine, item, shown.get(item.fromKey)?.object)
  const published = await completeHeld(engine, item, release)
  // An upload that an earlier attempt began has that attempt's metadata.
  return guard.guards(file.key) ? stamp(engine, published, file.headers) : published
}

/** @returns the items in the order in which they become visible: checksums that `publish-last` does not name come right before the objects that it names. */
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

/** Logs what would become visible. Throws what would prevent the release. */
export async function printHeldRelease(
  engine: Verifier & Pick<Engine, 'mustNotOverwrite' | 'reporter'>,
  assembled: Assembled,
  release: ReleaseRecords,
): Promise<void> {
  for (const { file, version } of assembled.kept)
    engine.reporter.info(`${singleLine(file.key)} would stay as it is: ${singleLine(version)} is there.`)
  for (const one of await checkAll(engine, assembled, { ...release, isDry: true })) {
    if (one.kind === 'failed') throw one.error
    const { key, sizeBytes } = one.file
    engine.reporter.info(`${singleLine(key)} (${formatSize(sizeBytes)}): ${describe(one)}`)
  }
}

function describe(one: HeldItem | CopyItem | MadeItem | PublishedHeld): string {
  switch (one.kind) {
    case 'published':
      return 'is in the bucket already'
    case 'copy':
      return one.fromKey === one.file.key
        ? 'is in the bucket already; its version would change'
        : `would be copied inside OSS from ${singleLine(one.fromKey)}`
    case 'put':
      return 'would be put again: merged, or with its version'
    case 'transferred':
      return `held in ${plural(one.upload.parts.length, 'part')}`
  }
}

/** Checks everything that could still stop the release before the first object is visible. */
async function checkAll(
  engine: Verifier & Pick<Engine, 'mustNotOverwrite' | 'progress'>,
  { objects, texts, guard, nameOf }: Assembled,
  release: ReleaseRecords & { readonly isDry?: boolean },
): Promise<readonly (CheckedHeld | MadeItem)[]> {
  const check = (held: HeldObject) => {
    const text = texts.get(held.key)
    if (text !== undefined) return checkText(engine, text, release)
    const isStale = held.upload === undefined && held.copyOf === undefined && guard.needsStamp(held.key)
    // An object that is in the bucket with the right bytes gets its version by being copied onto itself.
    const one = isStale && !engine.mustNotOverwrite ? { ...held, copyOf: held.key } : held
    return checkHeld(engine, { held: one, file: nameOf(one) }, release)
  }
  const checked = await Promise.all(objects.map(check))
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

/** Checks the checksums file early: it must not stop the release when the objects that it lists are visible already. */
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

async function completeHeld(
  engine: BucketUser & Pick<Engine, 'hashes' | 'signal'>,
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
