/** Makes visible what legs hold: verified first, all or nothing, pointer files last. */
import { formatChecksums } from '../core/checksums.ts'
import { combineCrc64 } from '../core/crc64.ts'
import { ActionError, faultOf } from '../core/errors.ts'
import { type HeldObject, type HeldUpload, heldPartSize } from '../core/held.ts'
import type { KeyMatcher } from '../core/key-pattern.ts'
import type { NamedObject, PresentObject } from '../core/plan.ts'
import type { ListedPart } from '../core/reconcile.ts'
import { singleLine } from '../core/text.ts'
import { orderWaves } from '../core/waves.ts'
import type { Engine, SourceFile } from './context.ts'
import { type PublishedFile, publishWave, runWave, type UnpublishedFile } from './publish.ts'
import { type FailedFile, type RunResult, summarizeRun } from './run-result.ts'
import { assembledCrc64, headObject } from './verify.ts'

export interface HeldReleaseOptions {
  readonly objects: readonly HeldObject[]
  readonly publishLast: readonly KeyMatcher[]
  /** Makes the checksums file over all legs; undefined: none is wanted. */
  readonly makeChecksums: (() => Promise<SourceFile>) | undefined
  readonly startedMs: number
}

interface HeldItem {
  readonly kind: 'transferred'
  readonly file: NamedObject
  readonly held: HeldObject
  readonly upload: HeldUpload
}

type Published = PublishedFile<NamedObject>
type Checked = HeldItem | Published | UnpublishedFile

/** @returns the result for the whole release. What an earlier try of this step completed is recognised by its size and CRC64. */
export async function publishHeldRelease(engine: Engine, options: HeldReleaseOptions): Promise<RunResult> {
  const { objects, publishLast, makeChecksums, startedMs } = options
  const named = objects.map((held) => ({ held, file: nameOf(engine, held) }))
  const checked = await Promise.all(named.map((one) => checkHeld(engine, one)))
  const published = new Map<string, Published>()
  const failed: FailedFile[] = []
  const keep = (result: Exclude<Checked, HeldItem>) => {
    if (result.kind === 'published') published.set(result.file.key, result)
    else failed.push(result)
  }
  for (const one of checked) if (one.kind !== 'transferred') keep(one)

  const waves = orderWaves(
    checked.filter((one) => one.kind === 'transferred'),
    publishLast,
  )
  const complete = (wave: readonly HeldItem[]) =>
    runWave(engine, wave, {
      stopAtFailure: true,
      onResult: keep,
      makeVisible(item, slot) {
        slot.release()
        return completeHeld(engine, item)
      },
    })
  for (const wave of waves.first) if (failed.length === 0) await complete(wave)
  if (makeChecksums !== undefined && failed.length === 0) {
    await publishWave(engine, [{ kind: 'put', file: await makeChecksums() }], { stopAtFailure: true, onResult: keep })
  }
  for (const wave of waves.last) if (failed.length === 0) await complete(wave)
  const sha256 = sha256ByKey(objects)
  return summarizeRun(engine, { objects: named, published: [...published.values()], failed, sha256, startedMs })
}

/** @returns SHA-256 by key, of the objects whose legs computed it. */
export function sha256ByKey(objects: readonly HeldObject[]): ReadonlyMap<string, string> {
  return new Map(objects.flatMap(({ key, sha256 }) => (sha256 === undefined ? [] : [[key, sha256] as const])))
}

/** @returns the text of the checksums file. Throws an ActionError where a leg computed no SHA-256. */
export function heldChecksumsText(objects: readonly HeldObject[], sumsKey: string): string {
  const without = objects.find(({ sha256 }) => sha256 === undefined)
  if (without === undefined) return formatChecksums(sha256ByKey(objects), sumsKey)
  throw new ActionError({
    code: 'held-without-sha256',
    message: `The leg that holds ${singleLine(without.key)} computed no SHA-256, and \`checksums\` needs one of every file`,
    remedy:
      'Write `checksums: SHA256SUMS` in the steps with `publish: hold`, too: there it computes the digests, and publishes nothing.',
  })
}

function nameOf(engine: Engine, { key, displayPath, sizeBytes, contentType, headersDigest }: HeldObject): NamedObject {
  const headers = { 'content-type': contentType }
  return { key, displayPath, sizeBytes, headers, headersDigest, objectId: engine.checkpoints.objectId(key) }
}

interface NamedHeld {
  readonly held: HeldObject
  readonly file: NamedObject
}

/** Nothing of a record is believed that OSS contradicts; where it may not be asked, Complete itself compares the ETags. */
async function checkHeld(engine: Engine, { held, file }: NamedHeld): Promise<Checked> {
  try {
    const { upload } = held
    if (upload === undefined) return await settle(engine, { held, file }, 'unchanged')
    const listed = await listParts(engine, held.key, upload.uploadId)
    if (listed === 'gone') return await settle(engine, { held, file }, 'resumed')
    if (!isWhole(held, upload) || (listed !== 'denied' && !isAsRecorded(held, upload, listed)))
      throw notAsRecorded(held)
    return { kind: 'transferred', file, held, upload }
  } catch (error) {
    return { kind: 'failed', file, error }
  }
}

async function listParts(
  engine: Engine,
  key: string,
  uploadId: string,
): Promise<readonly ListedPart[] | 'gone' | 'denied'> {
  try {
    return await engine.requester.run({
      what: `the parts of ${key}`,
      lane: 'control',
      sizeBytes: 0,
      signal: engine.signal,
      send: ({ signal }) => engine.store.listParts({ key, uploadId, signal }),
    })
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'upload-gone') return 'gone'
    if (fault === 'denied') return 'denied'
    throw error
  }
}

/** Whether the parts of the record make the object of the record. */
function isWhole(held: HeldObject, upload: HeldUpload): boolean {
  const combined = upload.parts.reduce(
    (crc, part, index) => combineCrc64(crc, part.crc64, heldPartSize(held, upload, index + 1)),
    0n,
  )
  return combined === held.crc64
}

function isAsRecorded(held: HeldObject, upload: HeldUpload, listed: readonly ListedPart[]): boolean {
  const byNumber = new Map(listed.map((part) => [part.number, part]))
  return upload.parts.every(({ etag, crc64 }, index) => {
    const part = byNumber.get(index + 1)
    if (part === undefined || part.sizeBytes !== heldPartSize(held, upload, index + 1)) return false
    return part.etag.toUpperCase() === etag.toUpperCase() && (part.crc64 === undefined || part.crc64 === crc64)
  })
}

async function completeHeld(engine: Engine, { file, held, upload }: HeldItem): Promise<Published> {
  const { key } = held
  const parts = upload.parts.map(({ etag }, index) => ({ number: index + 1, etag }))
  try {
    const stored = await engine.requester.run({
      what: `the publishing of ${key}`,
      lane: 'control',
      sizeBytes: 0,
      signal: engine.signal,
      send: ({ signal }) =>
        engine.store.completeUpload({ key, uploadId: upload.uploadId, parts, headers: engine.guard, signal }),
    })
    const crc64 = stored.crc64 ?? (await assembledCrc64(engine, key, held))
    if (crc64 !== held.crc64) throw notAsRecorded(held)
    return published(file, { etag: stored.etag, crc64: held.crc64, versionId: stored.versionId }, 'uploaded')
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'upload-gone' || fault === 'exists') return settle(engine, { held, file }, 'resumed')
    throw error
  }
}

/** @returns the object where the bucket has it with the recorded size and CRC64; throws where it has not. */
async function settle(engine: Engine, { held, file }: NamedHeld, status: Published['status']): Promise<Published> {
  const head = await headObject(engine, held.key)
  if (head.kind === 'found' && head.facts.sizeBytes === held.sizeBytes && head.facts.crc64 === held.crc64) {
    return published(file, { etag: head.facts.etag, crc64: held.crc64, versionId: head.facts.versionId }, status)
  }
  if (head.kind === 'denied') throw head.error
  throw new ActionError({
    code: 'held-gone',
    message: `What was held of ${singleLine(held.key)} is not in OSS any more`,
    remedy: 'A lifecycle rule or somebody else removed it. Re-run the job of the leg that holds it, then this one.',
  })
}

function published(file: NamedObject, object: PresentObject, status: Published['status']): Published {
  const bytesResumed = status === 'unchanged' ? 0 : file.sizeBytes
  return { kind: 'published', file, object, status, bytesSent: 0, bytesResumed }
}

function notAsRecorded({ key }: HeldObject): ActionError {
  return new ActionError({
    code: 'held-changed',
    message: `OSS does not hold ${singleLine(key)} as its leg's record says`,
    remedy:
      'Somebody wrote to the upload or to the record. Re-run the job of that leg, then this one; nothing that differs is published.',
  })
}
