/** What is copied of each file, and from which objects nothing more is copied. */
import { countParts, MIN_PART_SIZE_BYTES } from '../../core/bytes/parts.ts'
import type { IndexedObject } from '../../core/reuse/chunk-index.ts'
import { bytesOfChunks } from '../../core/reuse/chunk-list.ts'
import { type ChunkLookup, createChunkLookup } from '../../core/reuse/chunk-lookup.ts'
import { largestCopy, planParts, planReuse, type ReusePlan } from '../../core/reuse/plan-reuse.ts'
import { savesTime, workOf } from '../../core/reuse/reuse-gain.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Engine, FileReader, FileReuse, Reuse, SourceFile } from '../bucket/context.ts'
import { ASIDE_AT_ONCE } from '../bucket/create-engine.ts'
import { MEASURABLE_BYTES } from './aside.ts'
import { type Chunks, chunkFile, isElsewhere } from './chunk-file.ts'
import type { FoundIndex } from './index-object.ts'
import type { KnownNew } from './known-new.ts'

/** If OSS does not answer copies from this many objects, nothing more is copied. */
const MAX_UNANSWERED = 3
/** If so many objects have the same problem and no copy was right yet, nothing more is copied. */
const MAX_ALIKE = 8

/** The content of the index, ready for lookups. */
interface Known {
  readonly lookup: ChunkLookup
  readonly index: Extract<FoundIndex, { readonly kind: 'index' }>
}

/** @returns the decisions of one run. @param onGone is called for objects that differ from the index. */
export function createReuse(
  engine: FileReader & Pick<Engine, 'isHolding' | 'limiter' | 'reporter'>,
  {
    found,
    chunks,
    knownNew,
    onGone,
  }: {
    readonly found: Promise<FoundIndex>
    readonly chunks: Chunks
    readonly knownNew: KnownNew
    onGone(object: IndexedObject): void
  },
): Reuse {
  const { reporter } = engine
  const known = found.then((index): Known | undefined => {
    if (index.kind === 'none' || index.objects.length === 0) return undefined
    const lookup = createChunkLookup(index.objects)
    knownNew.compare(lookup)
    return { index, lookup }
  })
  const plans = new Map<string, Promise<FileReuse | undefined>>()
  const planned = new Set<string>()
  const sentBefore = new Set<string>()
  const slower = new Set<string>()
  const problems = new Map<string, string>()
  let unanswered = 0
  let hasCopied = false
  let ended: string | undefined
  const plan = async (file: SourceFile, partSizeBytes: number) => {
    const isFetched = isElsewhere(engine, file)
    if (isFetched && file.sizeBytes >= MIN_PART_SIZE_BYTES)
      chunks.set(
        file.key,
        chunkFile(engine, file).catch(() => undefined),
      )
    if (!isFetched && file.sizeBytes < MIN_PART_SIZE_BYTES) return undefined
    const index = await known
    // The copy of a fetched file is deleted once it was sent.
    const list = index === undefined && !isFetched ? undefined : await chunks.get(file.key)
    if (index === undefined || list === undefined || bytesOfChunks(list) !== file.sizeBytes) return undefined
    const settings = { partSizeBytes, mayJoin: !engine.isHolding }
    const wanted = planReuse({ chunks: list, lookup: index.lookup, ...settings })
    if (wanted.kind === 'send') return undefined
    if (isWorthwhile(engine, index.index, { wanted, partSizeBytes, ...file })) return fileReuse(wanted, settings)
    slower.add(file.key)
    return undefined
  }
  /** A file whose reuse cannot be planned is sent. */
  const nothing = (error: unknown) => {
    reporter.debug(`Nothing is planned to be reused: ${singleLine(String(error))}`)
    return undefined
  }
  const refuse = (source: IndexedObject, problem: string) => {
    const id = identity(source)
    if (problems.has(id)) return false
    problems.set(id, problem)
    reporter.info(`Nothing more is copied from ${singleLine(source.key)}: ${singleLine(problem)}. It is sent instead.`)
    return true
  }
  const end = (problem: string) => {
    if (ended === undefined) reporter.notice(`Nothing more is copied inside OSS: ${problem}.`, 'Nothing is reused')
    ended ??= problem
  }
  return {
    async planFor(file, partSizeBytes) {
      const wanted = plans.get(file.key) ?? plan(file, partSizeBytes).catch(nothing)
      plans.set(file.key, wanted)
      const found = await wanted
      planned.add(file.key)
      return ended === undefined && !sentBefore.has(file.key) ? found : undefined
    },
    isAwaited: (file) => planned.has(file.key) || isElsewhere(engine, file),
    wasSent: ({ key }) => void sentBefore.add(key),
    whySent({ key }) {
      if (slower.has(key)) return 'slower'
      return ended === undefined ? undefined : 'ended'
    },
    onKnownNew: ({ path }, tell) => knownNew.watch(path, tell),
    problemOf: (source) => ended ?? problems.get(identity(source)),
    copied() {
      hasCopied = true
    },
    blame(source, problem) {
      onGone(source)
      refuse(source, problem)
      const alike = [...problems.values()].filter((other) => other === problem).length
      if (!hasCopied && alike >= MAX_ALIKE) end(`no copy was right, from ${alike} objects (${singleLine(problem)})`)
    },
    unanswered(source) {
      if (refuse(source, 'OSS does not answer copies from it')) unanswered += 1
      if (unanswered >= MAX_UNANSWERED) end('OSS does not answer copies')
    },
    end,
  }
}

/** @returns what identifies an object and its state: if it is replaced, the new one has another identity. */
export function identity({ key, etag }: IndexedObject): string {
  return JSON.stringify([key, etag])
}

/** The least that OSS copies in one request: it is not documented, and the time of a request matters more. */
const COPIED_BYTES_PER_SECOND = 50 * 1024 ** 2

/** @returns whether copying saves time, by what is known about the link so far: on a fast one the requests can take longer than the bytes. */
function isWorthwhile(
  { progress, limiter }: Pick<Engine, 'limiter' | 'progress'>,
  { readBytes, requestMs }: Extract<FoundIndex, { readonly kind: 'index' }>,
  {
    wanted,
    partSizeBytes,
    sizeBytes,
  }: { readonly wanted: ReusePlan; readonly partSizeBytes: number; readonly sizeBytes: number },
): boolean {
  const { sentBytes, wantedMs, quickestMs = requestMs } = progress.snapshot()
  const [bytes, elapsedMs] = sentBytes >= MEASURABLE_BYTES ? [sentBytes, wantedMs] : [readBytes, requestMs]
  if (bytes < MEASURABLE_BYTES || elapsedMs <= 0) return true
  const rates = {
    sentBytesPerSecond: (1000 * bytes) / elapsedMs,
    requestMs: Math.min(requestMs, quickestMs),
    sendLanes: limiter.limit,
    copiedBytesPerSecond: COPIED_BYTES_PER_SECOND,
    copyLanes: ASIDE_AT_ONCE,
  }
  const partsWhole = countParts(sizeBytes, partSizeBytes)
  const joinedBytes = largestCopy(partSizeBytes)
  const work = (plan: ReusePlan) => workOf({ plan, sizeBytes, partsWhole, joinedBytes })
  return savesTime({ plan: work(wanted), whole: work({ kind: 'send' }), rates })
}

/** @returns what is copied by a plan; the parts of an object that is copied whole are for an upload that cannot copy it so. */
function fileReuse(
  plan: Exclude<ReusePlan, { readonly kind: 'send' }>,
  settings: { readonly partSizeBytes: number; readonly mayJoin: boolean },
): FileReuse {
  switch (plan.kind) {
    case 'parts':
      return { parts: plan.parts, runs: plan.runs, whole: undefined }
    case 'copy-whole': {
      const { source } = plan
      const runs = [{ startBytes: 0, endBytes: source.sizeBytes, source, sourceStartBytes: 0 }]
      const parted = planParts({ runs, sizeBytes: source.sizeBytes, ...settings })
      return { parts: parted.kind === 'parts' ? parted.parts : [], runs, whole: source }
    }
  }
}
