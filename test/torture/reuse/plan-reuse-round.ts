/** What a round does that reuses an earlier release, drawn from its seed alone: which files, what becomes of their sources and of the index. */
import type { Fault } from '../../../packages/oss-sandbox/src/faults.ts'
import type { CopiedCrc64, PartETags } from '../../../packages/oss-sandbox/src/options.ts'
import { PART_SIZE_BYTES, planAttempt, planRound, type RoundPlan } from '../plan-round.ts'
import { type Random, randomOf } from '../random.ts'

export const INDEX_KEY = 'releases/.chunks'
/** Prefix of the keys that the earlier release has. */
export const EARLIER = 'v1/'
/** Prefix of the keys of another run that shares the index. */
export const BESIDE = 'beside/'

/** What a new file has of the earlier ones. */
export const CHANGES = ['same', 'shifted', 'patched', 'cut', 'twice', 'joined', 'swapped', 'other'] as const
export type Change = (typeof CHANGES)[number]

/** What somebody did to the index before an attempt. */
export const TAMPERINGS = [
  ...['removed', 'torn', 'flipped', 'other-version', 'other-parameters', 'foreign'],
  ...['other-keys', 'own-keys', 'other-etags', 'moved', 'lying', 'larger', 'smaller', 'many'],
] as const
export type Tampering = (typeof TAMPERINGS)[number]

/** What becomes of an earlier object while a later release is taken from it, once the server has seen so many requests of the attempt. */
export interface SourceEvent {
  readonly kind: 'deleted' | 'overwritten' | 'archived'
  readonly name: string
  readonly afterRequests: number
}

export interface ReuseAttempt {
  readonly tampering: Tampering | undefined
  readonly events: readonly SourceEvent[]
}

export interface ReusePlan {
  readonly changes: ReadonlyMap<string, Change>
  /** As many as there are attempts that are disturbed. */
  readonly attempts: readonly ReuseAttempt[]
  /** Whether another run publishes other keys at the same time, with the same index. */
  readonly isShared: boolean
  readonly copiedCrc64: CopiedCrc64
  readonly partETags: PartETags
  readonly partSizeBytes: number
}

const NAMES = ['app.exe', 'a b+c.bin', '100%#?versionId=1.dat', 'größe-文件-🎉.zip'] as const

/** @returns the round of this seed. */
export function planReuseRound(seed: number): RoundPlan & { readonly reuse: ReusePlan } {
  const random = randomOf(seed ^ 0x5eed)
  const changes = new Map(
    NAMES.slice(0, random.between(1, NAMES.length)).map((name) => [name, random.oneOf<Change>([...CHANGES])]),
  )
  const files = [...changes.keys()].map((name) => ({
    ...{ name, content: 'random' as const },
    sizeBytes: random.oneOf([random.between(60_000, 220_000), random.between(150_000, 1_800_000)]),
  }))
  const attempts = Array.from({ length: random.between(1, 3) }, () => {
    const drawn = planAttempt(random, files)
    // What is never saved would never be lost after it.
    const attempt = drawn.end.kind === 'lose-after-save' ? { ...drawn, cache: 'healthy' as const } : drawn
    return random.percent(50) ? { ...attempt, faults: [...attempt.faults, planCopyFault(random)] } : attempt
  })
  const permissions = random.oneOf<RoundPlan['permissions']>([
    ...(['all', 'all', 'all', 'all', 'all', 'all', 'no-list', 'put-only'] as const),
  ])
  const partETags = random.oneOf<PartETags>(['md5', 'md5', 'md5', 'opaque'])
  const plain = planRound(seed)
  return {
    ...plain,
    ...{ seed, files, attempts },
    permissions,
    reuse: {
      changes,
      attempts: attempts.map(() => planReuseAttempt(random, [...changes.keys()])),
      // What holds back all parts until the records are saved would hold back another run's for ever.
      isShared: random.percent(30) && attempts[0]?.end.kind !== 'lose-after-save',
      copiedCrc64: random.oneOf<CopiedCrc64>(['told', 'told', 'not-at-complete', 'never']),
      // Where neither a list nor an MD5 tells of parts, no attempt can go on with another's.
      partETags: permissions === 'all' ? partETags : 'md5',
      // No large part gets through where every connection breaks after some hundred kilobytes.
      partSizeBytes: plain.resetEveryBytes === undefined ? random.oneOf([PART_SIZE_BYTES, 1024 ** 2]) : PART_SIZE_BYTES,
    },
  }
}

function planReuseAttempt(random: Random, names: readonly string[]): ReuseAttempt {
  const event = (): SourceEvent => ({
    kind: random.oneOf<SourceEvent['kind']>(['deleted', 'overwritten', 'archived']),
    name: random.oneOf(names as [string, ...string[]]),
    afterRequests: random.between(0, 15),
  })
  return {
    tampering: random.percent(35) ? random.oneOf<Tampering>([...TAMPERINGS]) : undefined,
    events: random.percent(35) ? Array.from({ length: random.between(1, 2) }, event) : [],
  }
}

/** Copies are given minutes to answer, more than a round has: none of them stalls. */
function planCopyFault(random: Random): Fault {
  const when = { operation: random.oneOf(['UploadPartCopy', 'UploadPartCopy', 'CopyObject', 'GetObject']) }
  const struck = { when: { ...when, nth: random.between(1, 5) }, times: random.between(1, 4) }
  return random.oneOf<Fault>([
    { ...struck, action: { kind: 'reset', at: 'before-body' } },
    { ...struck, action: { kind: 'lose-answer', by: 'reset' } },
    { ...struck, action: { kind: 'cut-answer', afterBytes: random.between(0, 200) } },
    { ...struck, action: { kind: 'error-in-200', code: 'InternalError', done: random.percent(50) } },
    { ...struck, action: { kind: 'page', done: random.percent(50) } },
    { ...struck, action: { kind: 'answer', status: 503, code: 'ServiceUnavailable' } },
    { ...struck, action: { kind: 'answer', status: 403, code: 'AccessDenied' } },
    { ...struck, action: { kind: 'answer', status: 404, code: 'NoSuchKey' } },
    { ...struck, action: { kind: 'answer', status: 412, code: 'PreconditionFailed' } },
  ])
}
