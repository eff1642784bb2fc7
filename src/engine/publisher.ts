/** Phase two for a whole plan: which objects become visible when, and what became of each. */
import type { KeyMatcher } from '../core/key-pattern.ts'
import { firstMatch } from '../core/key-pattern.ts'
import type { PlannedObject } from '../core/plan.ts'
import { orderWaves } from '../core/waves.ts'
import { assertSameBytes, assertUnchanged } from './changed.ts'
import type { Engine, SourceFile } from './context.ts'
import type { CopySource } from './copy-file.ts'
import { findConflicts } from './overwrite.ts'
import { type Publishable, type PublishedFile, publishWave } from './publish.ts'
import type { FailedFile } from './run-result.ts'
import type { Transferred } from './upload-file.ts'

export interface PublishSettings {
  readonly publish: 'together' | 'as-ready' | 'hold'
  readonly publishLast: readonly KeyMatcher[]
  /** Whether existing objects with other content have to be looked for once more before anything shows. */
  readonly lookAgain: boolean
}

/** What phase one made of an upload. */
export type TransferResult = Transferred | (FailedFile & { readonly kind: 'failed' })

export interface Publisher {
  /** `as-ready` only: puts small objects beside the transfers. */
  begin(): void
  /** `as-ready` only: publishes an upload as soon as its parts are in OSS. */
  transferred(transferred: Transferred): Promise<void>
  /**
   * Publishes what is to be published when all transfers have ended: with `together` nothing if any failed.
   * @param makeLate makes one more file to publish, before `publish-last`: the checksums
   */
  finish(transferred: readonly TransferResult[], makeLate?: () => Promise<SourceFile>): Promise<PublishOutcome>
}

export interface PublishOutcome {
  readonly published: readonly PublishedFile[]
  readonly failed: readonly FailedFile[]
}

/** @returns the publisher of a plan. */
export function createPublisher(
  engine: Engine,
  objects: readonly PlannedObject<SourceFile>[],
  settings: PublishSettings,
): Publisher {
  const published = new Map<string, PublishedFile>()
  const failed = new Map<string, FailedFile>()
  const early: Promise<void>[] = []
  for (const object of objects) if (object.kind === 'present') published.set(object.file.key, presentFile(object))

  const isLast = (file: SourceFile) => firstMatch(settings.publishLast, file.key) !== undefined
  const keep = (result: PublishedFile | (FailedFile & { readonly kind: 'failed' })) => {
    if (result.kind === 'published') published.set(result.file.key, result)
    else failed.set(result.file.key, result)
  }
  const wave = (items: readonly Publishable[], stopAtFailure: boolean) =>
    publishWave(engine, items, { stopAtFailure, onResult: keep })
  const isOpen = ({ file }: Publishable) => !published.has(file.key) && !failed.has(file.key)

  function publishables(transferred: readonly TransferResult[]): readonly Publishable[] {
    const uploads = transferred.filter((one) => one.kind === 'transferred')
    const crcs = new Map(uploads.map((upload) => [upload.file.path, upload.crc64]))
    const others = objects.flatMap((object): readonly Publishable[] => {
      if (object.kind === 'put') return [{ kind: 'put', file: object.file }]
      if (object.kind !== 'copy') return []
      return [{ kind: 'copy', file: object.file, source: () => sourceOf(object, published, crcs), send: object }]
    })
    return [...others, ...uploads].filter(isOpen)
  }

  /** Everything that could still stop the release, before the first object shows. */
  async function checkBefore(items: readonly Publishable[]): Promise<void> {
    for (const one of await findChanged(engine, items)) failed.set(one.file.key, one)
    if (!settings.lookAgain || failed.size > 0) return
    for (const one of await findConflicts(engine, items)) keep(one)
  }

  return {
    begin() {
      if (settings.publish !== 'as-ready') return
      early.push(
        wave(
          publishables([]).filter((item) => item.kind === 'put' && !isLast(item.file)),
          false,
        ),
      )
    },
    async transferred(upload) {
      if (settings.publish !== 'as-ready' || upload.kind !== 'transferred' || isLast(upload.file)) return
      await checkBefore([upload])
      if (isOpen(upload)) await wave([upload], false)
    },
    async finish(transferred, makeLate) {
      await Promise.all(early)
      for (const one of transferred) {
        if (one.kind === 'failed') failed.set(one.file.key, one)
        if (one.kind === 'present') published.set(one.file.key, meanwhilePublished(one))
      }
      const items = publishables(transferred)
      const together = settings.publish !== 'as-ready'
      if (!together || failed.size === 0) await checkBefore(items)
      const waves = orderWaves(items.filter(isOpen), settings.publishLast)
      for (const one of waves.first) if (!together || failed.size === 0) await wave(one.filter(isOpen), together)
      if (makeLate !== undefined && failed.size === 0) await wave([{ kind: 'put', file: await makeLate() }], true)
      for (const one of waves.last) if (failed.size === 0) await wave(one.filter(isOpen), true)
      return { published: [...published.values()], failed: [...failed.values()] }
    },
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
  published: ReadonlyMap<string, PublishedFile>,
  crcs: ReadonlyMap<string, bigint>,
): CopySource {
  const twin = published.get(fromKey) ?? [...published.values()].find((one) => one.file.path === file.path)
  return { fromKey: twin?.file.key, crc64: twin?.object.crc64 ?? crcs.get(file.path) ?? 0n }
}

async function findChanged(engine: Engine, items: readonly Publishable[]): Promise<readonly FailedFile[]> {
  const failed: FailedFile[] = []
  for (const item of items) {
    try {
      engine.signal.throwIfAborted()
      if (item.kind === 'transferred') await assertSameBytes(engine, item)
      else await assertUnchanged(engine, item.file)
    } catch (error) {
      failed.push({ file: item.file, error })
    }
  }
  return failed
}
