/** Phase two for a whole plan: nothing becomes visible unless every transfer succeeded and every file is still what was sent. */
import type { PlannedObject } from '../core/plan.ts'
import type { Engine, SourceFile } from './context.ts'
import { assertSameBytes, assertUnchanged, type Publishable, type PublishedFile, publish } from './publish.ts'
import type { FailedFile, RunResult } from './run-result.ts'
import type { Transferred } from './upload-file.ts'

export interface PublishAllOptions {
  readonly objects: readonly PlannedObject<SourceFile>[]
  readonly transferred: readonly (Transferred | (FailedFile & { readonly kind: 'failed' }))[]
  readonly startedMs: number
}

/** @returns the run's result: what is published, what failed, what waits for the failed ones. */
export async function publishAll(
  engine: Engine,
  { objects, transferred, startedMs }: PublishAllOptions,
): Promise<RunResult> {
  const present = presentFiles(objects, transferred)
  const uploads = transferred.filter((one) => one.kind === 'transferred')
  const puts = objects.filter((object) => object.kind === 'put').map(({ file }): Publishable => ({ kind: 'put', file }))
  const failed: FailedFile[] = transferred.flatMap((one) =>
    one.kind === 'failed' ? [{ file: one.file, error: one.error }] : [],
  )
  if (failed.length === 0) failed.push(...(await findChanged(engine, [...puts, ...uploads])))
  const published: PublishedFile[] = [...present]
  if (failed.length === 0) {
    for (const result of await publish(engine, [puts, uploads])) {
      if (result.kind === 'published') published.push(result)
      else failed.push(result)
    }
  }
  return summarize(engine, { objects, published, failed, startedMs })
}

function presentFiles(
  objects: PublishAllOptions['objects'],
  transferred: PublishAllOptions['transferred'],
): readonly PublishedFile[] {
  const planned = objects.flatMap((object): readonly PublishedFile[] => {
    if (object.kind !== 'present') return []
    const { file, object: found, by } = object
    const bytesResumed = by === 'resumed' ? file.sizeBytes : 0
    return [{ kind: 'published', file, object: found, sha256: undefined, status: by, bytesSent: 0, bytesResumed }]
  })
  const meanwhile = transferred.flatMap((one): readonly PublishedFile[] => {
    if (one.kind !== 'present') return []
    const { file, object, bytesSent } = one
    return [
      {
        kind: 'published',
        file,
        object,
        sha256: undefined,
        status: 'resumed',
        bytesSent,
        bytesResumed: file.sizeBytes - bytesSent,
      },
    ]
  })
  return [...planned, ...meanwhile]
}

async function findChanged(engine: Engine, items: readonly Publishable[]): Promise<readonly FailedFile[]> {
  const failed: FailedFile[] = []
  for (const item of items) {
    try {
      engine.signal.throwIfAborted()
      if (item.kind === 'put') await assertUnchanged(engine, item.file)
      else await assertSameBytes(engine, item)
    } catch (error) {
      failed.push({ file: item.file, error })
    }
  }
  return failed
}

function summarize(
  engine: Engine,
  options: {
    readonly objects: readonly PlannedObject<SourceFile>[]
    readonly published: readonly PublishedFile[]
    readonly failed: readonly FailedFile[]
    readonly startedMs: number
  },
): RunResult {
  const { objects, published, failed, startedMs } = options
  const publishedByKey = new Map(published.map((one) => [one.file.key, one]))
  const failedKeys = new Set(failed.map(({ file }) => file.key))
  return {
    published: objects.flatMap(({ file }) => publishedByKey.get(file.key) ?? []),
    failed,
    waiting: objects.map(({ file }) => file).filter(({ key }) => !publishedByKey.has(key) && !failedKeys.has(key)),
    firstKey: objects[0]?.file.key,
    progress: engine.progress.snapshot(),
    elapsedMs: engine.clock.nowMs() - startedMs,
    mostConnections: engine.limiter.mostInFlight,
  }
}
