/** Phase two for a whole plan: which objects become visible when, and what became of each. */
import { asksForPublicAccess } from '../../core/naming/headers.ts'
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import { orderWaves, waveOf, withCanary } from '../../core/plan/waves.ts'
import { isAgainstRelease } from '../../core/release/github/asset-errors.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'
import type { KeptFile } from '../moving/kept.ts'
import type { MoveGuard } from '../moving/move-guard.ts'
import type { Transferred } from '../transfer/upload-file.ts'
import { assertSameBytes, assertUnchanged } from '../verify/changed.ts'
import { fetchBytes } from '../verify/fetch-bytes.ts'
import type { CopySource } from './copy-file.ts'
import { findConflicts } from './overwrite.ts'
import { type Publishable, publishWave, type WavePublisher } from './publish-wave.ts'
import type { FailedFile, PublishedFile, UnpublishedFile } from './published-file.ts'

interface PublishSettings {
  readonly publish: 'together' | 'as-ready' | 'hold'
  readonly publishLast: readonly KeyMatcher[]
  /** Whether to look once more for existing objects with other content before anything is visible. */
  readonly lookAgain: boolean
  /** Keeps newer objects from being replaced. */
  readonly guard: MoveGuard
}

/** An object that could be planned only when all files had been read. */
export type LateObject = Extract<PlannedObject<SourceFile>, { readonly kind: 'present' | 'put' }> | UnpublishedFile

/** Makes objects that could not be planned. */
interface MadeLate {
  /** The checksums, once all files can be published. */
  readonly checksums?: (() => Promise<LateObject>) | undefined
  /** The index of all objects that are visible by then; it comes after the checksums. */
  readonly index?: ((published: readonly PublishedFile[]) => Promise<LateObject>) | undefined
}

/** The result of transferring an upload. */
export type TransferResult = Transferred | UnpublishedFile

interface Publisher {
  /** `as-ready` only: puts small objects beside the transfers. */
  begin(): void
  /** `as-ready` only: publishes an upload as soon as its parts are in OSS. */
  transferred(transferred: Transferred): Promise<void>
  /** Takes note of an upload that does not get there. */
  failed(upload: UnpublishedFile): void
  /**
   * Publishes everything but `publish-last` when all transfers have ended: with `together` nothing if any failed; with `as-ready` no more once
   * something prevents the release as a whole.
   * @param made what is made late and becomes visible after all others but `publish-last`
   * @returns all objects that are visible by then; undefined if anything failed
   */
  publishFiles(transferred: readonly TransferResult[], made?: MadeLate): Promise<readonly PublishedFile[] | undefined>
  /** Publishes `publish-last`, unless anything failed. @returns likewise */
  publishPointers(): Promise<readonly PublishedFile[] | undefined>
  outcome(): PublishOutcome
}

interface PublishOutcome {
  readonly published: readonly PublishedFile[]
  readonly failed: readonly FailedFile[]
  /** Objects that turned out to be of a newer version right before they would have been replaced. */
  readonly kept: readonly KeptFile[]
}

/** @returns the publisher of a plan. */
export function createPublisher(
  engine: WavePublisher,
  objects: readonly PlannedObject<SourceFile>[],
  settings: PublishSettings,
): Publisher {
  const isReady = settings.publish === 'as-ready'
  const published = new Map<string, PublishedFile>()
  const failed = new Map<string, FailedFile>()
  const kept = new Map<string, KeptFile>()
  const early: Promise<void>[] = []
  let pointers: readonly (readonly Publishable[])[] = []
  for (const object of objects)
    if (object.kind === 'present' && object.told === undefined) published.set(object.file.key, presentFile(object))

  const isLast = (file: SourceFile) => waveOf(file.key, settings.publishLast) > 0
  const isDoubted = () => [...failed.values()].some(({ error }) => isAgainstRelease(error))
  const mayShow = () => (isReady ? !isDoubted() : failed.size === 0)
  const keep = (result: PublishedFile | KeptFile | UnpublishedFile) => {
    switch (result.kind) {
      case 'published':
        return published.set(result.file.key, result)
      case 'kept':
        return kept.set(result.file.key, result)
      case 'failed':
        return failed.set(result.file.key, result)
    }
  }
  const wave = (items: readonly Publishable[], stopAtFailure: boolean) =>
    publishWave(engine, items, { stopAtFailure, onResult: keep, guard: settings.guard })
  const shown = () => (failed.size === 0 ? [...published.values()] : undefined)
  const isOpen = ({ file: { key } }: Publishable) => !published.has(key) && !failed.has(key) && !kept.has(key)

  function publishables(transferred: readonly TransferResult[]): readonly Publishable[] {
    const others = objects.flatMap((object): readonly Publishable[] => {
      if (object.kind === 'put') return [{ kind: 'put', file: object.file }]
      if (object.kind === 'present' && object.told !== undefined)
        return [{ kind: 'headers', file: object.file, object: object.object, told: object.told }]
      if (object.kind !== 'copy') return []
      return [{ kind: 'copy', file: object.file, source: () => sourceOf(object, { objects, published }), send: object }]
    })
    return [...others, ...transferred.filter((one) => one.kind === 'transferred')].filter(isOpen)
  }

  /** Checks everything that could still stop the release before the first object is visible. */
  async function checkBefore(items: readonly Publishable[]): Promise<void> {
    for (const one of await findChanged(engine, items)) keep(one)
    if (settings.lookAgain && mayShow()) for (const one of await findConflicts(engine, items.filter(isOpen))) keep(one)
  }

  async function showAlone(item: Publishable): Promise<void> {
    if (mayShow()) await checkBefore([item])
    if (mayShow() && isOpen(item)) await wave([item], false)
  }

  /** Until it is here, another asset may turn out wrong, or it may be replaced. */
  async function putFetched(item: Publishable): Promise<void> {
    try {
      const held = await fetchBytes(engine, item.file.path)
      held?.release()
    } catch (error) {
      keep({ kind: 'failed', file: item.file, error })
      return
    }
    await showAlone(item)
  }

  /** @returns the object that was made late, unless there is nothing to publish any more. */
  function admit(late: LateObject): readonly Publishable[] {
    if (late.kind === 'put') return [late]
    keep(late.kind === 'present' ? presentFile(late) : late)
    return []
  }

  return {
    begin() {
      if (!isReady) return
      const small = publishables([]).filter((item) => item.kind === 'put' && !isLast(item.file))
      if (engine.origin === undefined) early.push(wave(small, false))
      else early.push(...small.map(putFetched))
    },
    async transferred(upload) {
      if (!isReady || upload.kind !== 'transferred' || isLast(upload.file)) return
      await showAlone(upload)
    },
    failed: keep,
    async publishFiles(transferred, made = {}) {
      await Promise.all(early)
      for (const one of transferred) {
        if (one.kind === 'failed') keep(one)
        if (one.kind === 'present') keep(meanwhilePublished(one))
      }
      const items = publishables(transferred)
      if (mayShow()) await checkBefore(items)
      const late = made.checksums !== undefined && failed.size === 0 ? admit(await made.checksums()) : []
      const waves = orderWaves([...items, ...late.filter(({ file }) => isLast(file))], settings.publishLast)
      const first = withCanary(waves.first, ({ kind, file }) => kind !== 'copy' && asksForPublicAccess(file.headers))
      for (const one of first) if (mayShow()) await wave(one.filter(isOpen), !isReady)
      if (failed.size === 0)
        await wave(
          late.filter(({ file }) => !isLast(file)),
          true,
        )
      if (made.index !== undefined && failed.size === 0 && published.size > 0)
        await wave(admit(await made.index([...published.values()])), true)
      pointers = waves.last
      return shown()
    },
    async publishPointers() {
      for (const one of pointers) if (failed.size === 0) await wave(one.filter(isOpen), true)
      return shown()
    },
    outcome: () => ({ published: [...published.values()], failed: [...failed.values()], kept: [...kept.values()] }),
  }
}

function presentFile({
  file,
  object,
  by,
}: Extract<PlannedObject<SourceFile>, { readonly kind: 'present' }>): PublishedFile {
  const bytesResumed = by === 'resumed' ? file.sizeBytes : 0
  return { kind: 'published', file, object, status: by, bytesSent: 0, bytesResumed }
}

function meanwhilePublished({
  file,
  object,
  bytesSent,
}: Extract<Transferred, { readonly kind: 'present' }>): PublishedFile {
  const bytesResumed = Math.max(0, file.sizeBytes - bytesSent)
  return { kind: 'published', file, object, status: 'resumed', bytesSent, bytesResumed }
}

/** A copy is made from whichever object of the same file is published by then. */
function sourceOf(
  { file, fromKey }: Extract<PlannedObject<SourceFile>, { readonly kind: 'copy' }>,
  {
    objects,
    published,
  }: {
    readonly objects: readonly PlannedObject<SourceFile>[]
    readonly published: ReadonlyMap<string, PublishedFile>
  },
): CopySource | undefined {
  for (const object of objects)
    if (object.kind === 'copy' && object.standing !== undefined && object.file.key === fromKey)
      return { fromKey, crc64: object.standing.crc64 }
  const twin = published.get(fromKey) ?? [...published.values()].find((one) => one.file.path === file.path)
  return twin === undefined ? undefined : { fromKey: twin.file.key, crc64: twin.object.crc64 }
}

/** A file that was only touched counts as unchanged where its CRC64 is known. */
async function findChanged(
  engine: FileReader & Pick<Engine, 'plannedCrc64s'>,
  items: readonly Publishable[],
): Promise<readonly UnpublishedFile[]> {
  const uploads = items.filter((item) => item.kind === 'transferred')
  const crcs = new Map(uploads.map(({ file, crc64 }) => [file.path, crc64]))
  const failed: UnpublishedFile[] = []
  for (const item of items) {
    const { file } = item
    if (item.kind === 'headers') continue
    const planned = item.kind === 'copy' ? item.source()?.crc64 : engine.plannedCrc64s.get(file.objectId)
    const crc64 = crcs.get(file.path) ?? planned
    try {
      engine.signal.throwIfAborted()
      if (crc64 === undefined) await assertUnchanged(engine, file)
      else await assertSameBytes(engine, { file, crc64 })
    } catch (error) {
      failed.push({ kind: 'failed', file, error })
    }
  }
  return failed
}
