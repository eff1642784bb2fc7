/** Makes objects visible, wave after wave. A wave starts only when the wave before it is published and verified as a whole. */
import { VERSION_HEADER } from '../../core/naming/headers.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import type { BucketUser, Engine, Housekeeper, ObjectMaker, SourceFile } from '../bucket/context.ts'
import { abortReplaced } from '../bucket/housekeeping.ts'
import type { Slot, Weight } from '../bucket/limiter.ts'
import type { KeptFile } from '../moving/kept.ts'
import type { MoveGuard } from '../moving/move-guard.ts'
import type { TransferredUpload } from '../transfer/upload-file.ts'
import { headersWithDigests } from '../verify/fetch-bytes.ts'
import { createReadAhead } from '../verify/read-ahead.ts'
import { headObject } from '../verify/verify.ts'
import { completeUpload } from './complete.ts'
import { type CopySource, copyFile, copyOnto, type SendInstead } from './copy-file.ts'
import type { PublishedFile, UnpublishedFile } from './published-file.ts'
import type { FilePutter } from './put-file.ts'
import { putOrCopy } from './put-or-copy.ts'
import { type OtherHeaders, replaceHeaders } from './replace-headers.ts'

/** Makes planned objects visible, as many at once as there are request slots. */
export type WavePublisher = ObjectMaker & Pick<Engine, 'limiter' | 'onPublished' | 'staleKeys'>

/** An object that could become visible now. */
export type Publishable =
  | { readonly kind: 'put'; readonly file: SourceFile }
  | TransferredUpload
  | OtherHeaders
  | {
      readonly kind: 'copy'
      readonly file: SourceFile
      readonly source: () => CopySource | undefined
      readonly send: SendInstead
    }

interface WaveOptions<Item, File extends NamedObject> {
  /** Whether nothing more is begun after the first failure. */
  readonly stopAtFailure: boolean
  /**
   * Makes one object visible, with a slot that is released afterwards; or finds that it must stay as it is. The slot is for the request that makes it
   *  visible: it is released before any other request, since requests that wait for each other's slots would wait for ever.
   */
  makeVisible(item: Item, slot: Slot): Promise<PublishedFile<File> | KeptFile<File>>
  onResult(result: PublishedFile<File> | KeptFile<File> | UnpublishedFile): void
}

/** Publishes objects that may become visible together, as many at once as there are request slots. Never throws. */
export async function runWave<File extends NamedObject, Item extends { readonly file: File }>(
  engine: Pick<Engine, 'limiter' | 'signal' | 'onPublished'>,
  wave: readonly Item[],
  { stopAtFailure, makeVisible, onResult }: WaveOptions<Item, File>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  let failed = false
  for (const item of wave) {
    const slot = await acquire(engine, item.file.sizeBytes)
    if (slot === undefined) {
      // It was not begun, and counts as failed: a step that left it out must not be green.
      onResult({ kind: 'failed', file: item.file, error: engine.signal.reason })
      break
    }
    if (failed && stopAtFailure) {
      slot.release()
      break
    }
    const one = makeVisible(item, slot)
      .catch((error: unknown) => ({ kind: 'failed', file: item.file, error }) as const)
      .then((result) => {
        slot.release()
        running.delete(one)
        if (result.kind === 'failed') failed = true
        if (result.kind === 'published') engine.onPublished(result.file.key)
        onResult(result)
      })
    running.add(one)
  }
  await Promise.all(running)
}

/** Publishes objects of files on this machine, and records each for the next attempt. */
export async function publishWave(
  engine: WavePublisher,
  wave: readonly Publishable[],
  {
    guard,
    ...options
  }: Pick<WaveOptions<Publishable, SourceFile>, 'stopAtFailure' | 'onResult'> & { readonly guard: MoveGuard },
): Promise<void> {
  const small = wave.filter(({ kind, file }) => kind === 'put' && !guard.guards(file.key)).map(({ file }) => file)
  // What an earlier release has is perhaps not read at all.
  const ahead = createReadAhead(engine, engine.reuse === undefined ? small : [])
  const maker = { ...engine, ahead }
  await runWave(engine, wave, {
    ...options,
    async makeVisible(item, slot) {
      const isGuarded = guard.guards(item.file.key)
      if (isGuarded) slot.release()
      const version = await guard.newerNow(item.file.key)
      if (version !== undefined) return keep(engine, item, version)
      if (item.kind !== 'transferred') announce(engine, item.file)
      const published = await makeVisible(maker, item, isGuarded ? undefined : slot)
      remember(engine, published)
      // An upload that an earlier attempt began has that attempt's metadata.
      return item.kind === 'transferred' && isGuarded
        ? stamp(engine, published, headersWithDigests(engine, published.file))
        : published
    },
  })
  ahead.end()
}

/** Leaves an object as it is, and aborts its upload: the parts are of no use. */
async function keep(engine: Housekeeper, item: Publishable, version: string): Promise<KeptFile> {
  const { file } = item
  if (item.kind === 'transferred') await abortReplaced(engine, { key: file.key, uploadId: item.uploadId })
  return { kind: 'kept', file, version }
}

/** @returns the object with the metadata of this attempt: if it has other metadata, it is copied onto itself. */
export async function stamp<File extends NamedObject>(
  engine: BucketUser,
  published: PublishedFile<File>,
  headers: NamedObject['headers'],
): Promise<PublishedFile<File>> {
  const { file, object } = published
  const head = await headObject(engine, file.key)
  if (head.kind !== 'found' || head.facts.headers[VERSION_HEADER] === file.headers[VERSION_HEADER]) return published
  const copied = await copyOnto(engine, { ...file, headers }, { fromKey: file.key, crc64: object.crc64 })
  return copied === undefined ? published : { ...published, object: copied }
}

async function acquire(engine: Pick<Engine, 'limiter' | 'signal'>, weight: Weight): Promise<Slot | undefined> {
  try {
    return await engine.limiter.acquire(weight, engine.signal)
  } catch {
    return undefined
  }
}

/** @param slot undefined if it was released already */
async function makeVisible(
  engine: ObjectMaker & FilePutter,
  item: Publishable,
  slot: Slot | undefined,
): Promise<PublishedFile> {
  switch (item.kind) {
    case 'put':
      return putOrCopy(engine, item.file, slot)
    case 'transferred': {
      slot?.release()
      const { upload, object } = await completeUpload(engine, item)
      const { file, bytesSent, bytesResumed, bytesReused } = upload
      const status = bytesResumed > 0 ? 'resumed' : 'uploaded'
      return { kind: 'published', file, object, status, bytesSent, bytesResumed, bytesReused }
    }
    case 'headers':
      slot?.release()
      return replaceHeaders(engine, item)
    case 'copy':
      slot?.release()
      return copyFile(engine, item.file, item.source(), item.send)
  }
}

/**
 * Records an object that has no record yet before it is visible, if readers are checked or a CDN is refreshed: a process that is killed in between would
 *  leave an object for which neither was done, and that looks as if it had always been there. The record is not trusted until HEAD has confirmed it.
 */
function announce(
  engine: Pick<Engine, 'checkpoints' | 'epochMs' | 'staleKeys' | 'samples' | 'plannedCrc64s'>,
  file: SourceFile,
): void {
  if (engine.samples === undefined && !engine.staleKeys.has(file.key)) return
  const crc64 = engine.plannedCrc64s.get(file.objectId) ?? 0n
  remember(engine, { file, object: { crc64 } })
}

/** The next attempt asks HEAD for what this line names, and sends nothing that is there. */
function remember(
  engine: Pick<Engine, 'checkpoints' | 'epochMs' | 'staleKeys'>,
  { file, object }: { readonly file: SourceFile; readonly object: Pick<PublishedFile['object'], 'crc64' | 'layout'> },
): void {
  engine.checkpoints.published({
    object: file.objectId,
    sizeBytes: file.sizeBytes,
    crc64: object.crc64,
    headers: file.headersDigest,
    createdMs: engine.epochMs(),
    ...(engine.staleKeys.has(file.key) ? { isStale: true } : {}),
    ...(object.layout === undefined ? {} : { layout: object.layout }),
  })
}
