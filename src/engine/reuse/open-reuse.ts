/** What the files of a release have in common with objects that an index knows: read, compared, planned and told. */
import { countParts, MIN_PART_SIZE_BYTES } from '../../core/bytes/parts.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import type { IndexedObject } from '../../core/reuse/chunk-index.ts'
import { bytesOfChunks, type ChunkList } from '../../core/reuse/chunk-list.ts'
import { type ChunkLookup, createChunkLookup } from '../../core/reuse/chunk-lookup.ts'
import { planParts, planReuse, type ReusePlan } from '../../core/reuse/plan-reuse.ts'
import { savesTime, workOf } from '../../core/reuse/reuse-gain.ts'
import { findSharedRuns } from '../../core/reuse/shared-runs.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Engine, FileReader, FileReuse, Reuse, SourceFile } from '../bucket/context.ts'
import { COPIES_AT_ONCE } from '../bucket/create-engine.ts'
import { chunkFile } from './chunk-file.ts'
import { formatHeldChunks } from './held-chunks.ts'
import { assertIndexKey, type FoundIndex, readIndex, writeIndex } from './index-object.ts'
import { describeReuse } from './tell-reuse.ts'

export interface ReuseSettings {
  /** Object key of the index. */
  readonly key: string
  /** The version that this step publishes, for people; empty where that is not known. */
  readonly version: string
}

/** An object that this run published. */
interface NewObject {
  readonly file: Pick<SourceFile, 'key' | 'sizeBytes'>
  readonly object: { readonly etag: string; readonly crc64: bigint }
}

/** Reads the index and the files, and writes the index. */
type ReuseFinder = FileReader & Pick<Engine, 'bucket' | 'clock' | 'epochMs' | 'limiter' | 'reporter'>

interface OpenReuse {
  readonly reuse: Reuse
  /** Fulfilled when all that is to be planned is planned, and told. */
  readonly planned: Promise<void>
  /** @returns what is held, with the chunks that the job which publishes needs for the index. */
  withChunks<Result extends { readonly held: readonly HeldObject[] | undefined }>(result: Result): Promise<Result>
  /** Writes the index anew, with what was published. Never throws. */
  finish(published: readonly NewObject[]): Promise<void>
}

/** @returns what can be reused for the objects of a plan. The pass over the files goes on beside whatever begins meanwhile. */
export async function openReuse(
  engine: ReuseFinder,
  objects: readonly PlannedObject<SourceFile>[],
  settings: ReuseSettings,
): Promise<OpenReuse | undefined> {
  assertIndexKey(
    settings.key,
    objects.map(({ file }) => file.key),
  )
  const sent = objects.filter(({ kind }) => kind === 'multipart' || kind === 'put')
  const plannedBytes = sent.reduce((sum, { file }) => sum + file.sizeBytes, 0)
  if (!sent.some(({ file }) => file.sizeBytes >= MIN_PART_SIZE_BYTES)) return undefined
  const found = await readIndex(engine, { key: settings.key, plannedBytes })
  if (found.kind === 'none') return undefined
  const chunks = chunkInTurn(engine, objects)
  const blamed = new Map<string, string>()
  const reuse = createReuse(engine, { found, chunks, blamed })
  return {
    reuse,
    planned: found.objects.length === 0 ? Promise.resolve() : tellPlans(engine, reuse, sent),
    async withChunks(result) {
      const held = result.held?.map(async (object) => {
        const list = await chunks.get(object.key)
        if (list === undefined || bytesOfChunks(list) !== object.sizeBytes) return object
        return { ...object, chunks: formatHeldChunks(object, { chunks: list, version: settings.version }) }
      })
      return held === undefined ? result : { ...result, held: await Promise.all(held) }
    },
    async finish(published) {
      const publishedMs = engine.epochMs()
      const entries = await Promise.all(
        published.map(async ({ file: { key, sizeBytes }, object: { etag, crc64 } }) => {
          const list = await chunks.get(key)
          if (list === undefined || bytesOfChunks(list) !== sizeBytes) return []
          return [{ key, sizeBytes, etag, crc64, version: settings.version, publishedMs, chunks: list }]
        }),
      )
      const isGone = (object: IndexedObject) => blamed.has(identity(object))
      const update = { plannedBytes, readBytes: found.readBytes, isGone, published: entries.flat() }
      if (update.published.length > 0) await writeIndex(engine, { key: settings.key, ...update })
    },
  }
}

async function tellPlans(
  engine: Pick<Engine, 'reporter'> & Pick<FileReader, 'origin'>,
  reuse: Reuse,
  objects: readonly PlannedObject<SourceFile>[],
): Promise<void> {
  const here = objects.filter(({ file }) => !isElsewhere(engine, file))
  if (here.length < objects.length)
    engine.reporter.info('What earlier releases have of the files is not known before they are fetched.')
  if (here.length === 0) return
  const files = await Promise.all(
    here.map(async (object) => {
      const partSizeBytes = object.kind === 'multipart' ? object.partSizeBytes : object.file.sizeBytes
      return { object, plan: await reuse.planFor(object.file, partSizeBytes) }
    }),
  )
  engine.reporter.info(describeReuse(files))
}

/** By key; undefined where the file cannot be read: whoever sends it finds out why. */
type Chunks = Map<string, Promise<ChunkList | undefined>>

/**
 * Files are read one after another in the order of the plan, each path once: the first one's plan is ready first. Files that come from elsewhere are read
 * when they are here to be sent.
 */
function chunkInTurn(engine: FileReader, objects: readonly PlannedObject<SourceFile>[]): Chunks {
  const byPath = new Map<string, Promise<ChunkList | undefined>>()
  let before: Promise<unknown> = Promise.resolve()
  const chunksOf = (file: SourceFile) => {
    const known = byPath.get(file.path)
    if (known !== undefined) return known
    const chunks = before.then(() => chunkFile(engine, file)).catch(() => undefined)
    before = chunks
    byPath.set(file.path, chunks)
    return chunks
  }
  const large = objects.filter(({ file }) => file.sizeBytes >= MIN_PART_SIZE_BYTES && !isElsewhere(engine, file))
  return new Map(large.map(({ file }) => [file.key, chunksOf(file)]))
}

function isElsewhere({ origin }: Pick<FileReader, 'origin'>, { path }: SourceFile): boolean {
  return origin?.facts(path) !== undefined
}

function createReuse(
  engine: FileReader & Pick<Engine, 'limiter' | 'reporter'>,
  {
    found,
    chunks,
    blamed,
  }: {
    readonly found: Extract<FoundIndex, { readonly kind: 'index' }>
    readonly chunks: Chunks
    readonly blamed: Map<string, string>
  },
): Reuse {
  const { reporter } = engine
  const lookup = createChunkLookup(found.objects)
  const plans = new Map<string, Promise<FileReuse | undefined>>()
  let ended: string | undefined
  const plan = async (file: SourceFile, partSizeBytes: number) => {
    const list = await chunks.get(file.key)
    if (found.objects.length === 0) return undefined
    if (list === undefined || bytesOfChunks(list) !== file.sizeBytes) return undefined
    return planFile(list, { lookup, partSizeBytes })
  }
  return {
    async planFor(file, partSizeBytes) {
      if (isElsewhere(engine, file) && file.sizeBytes >= MIN_PART_SIZE_BYTES && !chunks.has(file.key))
        chunks.set(
          file.key,
          chunkFile(engine, file).catch(() => undefined),
        )
      else if (found.objects.length === 0 || ended !== undefined) return undefined
      const known = plans.get(file.key) ?? plan(file, partSizeBytes)
      plans.set(file.key, known)
      const wanted = await known
      return wanted !== undefined && isWorthwhile(engine, found, { wanted, partSizeBytes, ...file })
        ? wanted
        : undefined
    },
    problemOf: (source) => ended ?? blamed.get(identity(source)),
    blame(source, problem) {
      if (blamed.has(identity(source))) return
      blamed.set(identity(source), problem)
      reporter.info(
        `Nothing more is copied from ${singleLine(source.key)}: ${singleLine(problem)}. It is sent instead.`,
      )
    },
    end(problem) {
      if (ended === undefined) reporter.notice(`Nothing more is copied inside OSS: ${problem}.`, 'Nothing is reused')
      ended = problem
    },
  }
}

/** So much must have been transferred for a rate to be told. */
const ENOUGH_BYTES = 64 * 1024
/** What OSS copies on one request, at least: it is not told anywhere, and the time of a request counts more. */
const COPIED_BYTES_PER_SECOND = 50 * 1024 ** 2

/** @returns whether copying saves time, as far as the link is known by now: on a fast one the requests can take longer than the bytes. */
function isWorthwhile(
  { progress, limiter }: Pick<Engine, 'limiter' | 'progress'>,
  { readBytes, requestMs }: Extract<FoundIndex, { readonly kind: 'index' }>,
  {
    wanted,
    partSizeBytes,
    sizeBytes,
  }: { readonly wanted: FileReuse; readonly partSizeBytes: number; readonly sizeBytes: number },
): boolean {
  const { sentBytes, wantedMs } = progress.snapshot()
  const [bytes, elapsedMs] = sentBytes >= ENOUGH_BYTES ? [sentBytes, wantedMs] : [readBytes, requestMs]
  if (bytes < ENOUGH_BYTES || elapsedMs <= 0) return true
  const rates = {
    sentBytesPerSecond: (1000 * bytes) / elapsedMs,
    requestMs,
    sendLanes: limiter.limit,
    copiedBytesPerSecond: COPIED_BYTES_PER_SECOND,
    copyLanes: COPIES_AT_ONCE,
  }
  const partsWhole = countParts(sizeBytes, partSizeBytes)
  const work = (plan: ReusePlan) => workOf([{ plan, sizeBytes, partsWhole }])
  return savesTime({ plan: work(planOf(wanted)), whole: work({ kind: 'send' }), rates, extraMs: 0 })
}

function planOf({ parts, whole }: FileReuse): ReusePlan {
  if (whole !== undefined) return { kind: 'copy-whole', source: whole }
  const copied = parts.filter(({ kind }) => kind === 'copy')
  const copiedBytes = copied.reduce((sum, { startBytes, endBytes }) => sum + endBytes - startBytes, 0)
  return { kind: 'parts', parts, copiedBytes }
}

function identity({ key, etag }: IndexedObject): string {
  return JSON.stringify([key, etag])
}

function planFile(
  chunks: ChunkList,
  { lookup, partSizeBytes }: { readonly lookup: ChunkLookup; readonly partSizeBytes: number },
): FileReuse | undefined {
  const plan = planReuse({ chunks, lookup, partSizeBytes })
  switch (plan.kind) {
    case 'send':
      return undefined
    case 'parts':
      return { parts: plan.parts, runs: findSharedRuns(chunks, lookup), whole: undefined }
    case 'copy-whole': {
      const { source } = plan
      const runs = [{ startBytes: 0, endBytes: source.sizeBytes, source, sourceStartBytes: 0 }]
      const whole = planParts({ runs, sizeBytes: source.sizeBytes, partSizeBytes })
      return { parts: whole.kind === 'parts' ? whole.parts : [], runs, whole: source }
    }
  }
}
