/** What one round does, drawn from its seed alone: files, attempts, what strikes them, how they end. */
import type { Fault } from '../../packages/oss-sandbox/src/faults.ts'
import { type Random, randomOf } from './random.ts'
import type { ReusePlan } from './reuse/plan-reuse-round.ts'

export const PART_SIZE_BYTES = 100 * 1024

export interface FilePlan {
  readonly name: string
  readonly sizeBytes: number
  readonly content: 'random' | 'sparse'
}

/** How an attempt ends. `itself`: nothing ends it; it must then be green, whatever struck it. */
export type EndKind = 'itself' | 'kill' | 'cancel' | 'timeout' | 'shutdown' | 'lose-machine' | 'lose-after-save'

export interface EndPlan {
  readonly kind: EndKind
  /** The end comes once the server has seen so many requests of the attempt. */
  readonly afterRequests: number
}

/** What happens to the server's state under way, once it has acknowledged so many parts of the attempt. */
export interface EventPlan {
  readonly kind: 'abort-upload' | 'replace-part'
  readonly afterParts: number
}

/** Where the attempt after this one runs. */
export type NextPlace = 'same-job' | 'new-job-after-post' | 'new-job-without-post'

export interface AttemptPlan {
  readonly end: EndPlan
  readonly faults: readonly Fault[]
  readonly events: readonly EventPlan[]
  readonly clockOffsetMs: number
  /** More requests than this at once are answered 503. */
  readonly maxInFlight: number | undefined
  readonly cache: 'healthy' | 'unavailable' | 'write-denied' | 'garbage'
  /** Milliseconds for which nothing listens at the server's address. */
  readonly outageMs: number
  readonly next: NextPlace
  /** Before the next attempt one part's worth of bytes of this file is changed. */
  readonly rebuild: string | undefined
}

export interface RoundPlan {
  readonly seed: number
  readonly files: readonly FilePlan[]
  readonly concurrency: number
  /** What the credentials may do besides writing. */
  readonly permissions: 'all' | 'no-list' | 'put-only'
  /** Each connection is reset after so many bytes on average; undefined: no link between. */
  readonly resetEveryBytes: number | undefined
  /** The attempts that are disturbed; undisturbed ones follow until all is published. */
  readonly attempts: readonly AttemptPlan[]
  /** Undefined where nothing is reused. */
  readonly reuse?: ReusePlan
}

/** @returns the round of this seed. */
export function planRound(seed: number): RoundPlan {
  const random = randomOf(seed)
  const files = planFiles(random)
  const attempts = Array.from({ length: random.between(1, 3) }, () => planAttempt(random, files))
  return {
    seed,
    files,
    concurrency: random.oneOf([1, 2, 4, 8]),
    permissions: random.oneOf(['all', 'all', 'all', 'all', 'no-list', 'put-only']),
    resetEveryBytes: random.percent(20) ? random.between(200, 600) * 1024 : undefined,
    attempts,
  }
}

const NAMES = [
  'app.exe',
  'a b+c.bin',
  '100%#?.dat',
  'größe-文件-🎉.zip',
  'it\'s "quoted".txt',
  'sub/deep/x.img',
] as const

function planFiles(random: Random): readonly FilePlan[] {
  if (random.percent(8)) {
    return Array.from({ length: random.between(20, 60) }, (_, index) => ({
      name: `small/${index}.txt`,
      sizeBytes: random.between(0, 3000),
      content: 'random' as const,
    }))
  }
  return NAMES.slice(0, random.between(1, NAMES.length)).map((name) => ({
    name,
    sizeBytes: planSize(random),
    content: random.percent(15) ? ('sparse' as const) : ('random' as const),
  }))
}

function planSize(random: Random): number {
  const parts = random.between(1, 12)
  return random.oneOf([
    0,
    1,
    PART_SIZE_BYTES - 1,
    PART_SIZE_BYTES,
    PART_SIZE_BYTES + 1,
    parts * PART_SIZE_BYTES,
    parts * PART_SIZE_BYTES + 1,
    parts * PART_SIZE_BYTES - 1,
    random.between(1, 2_000_000),
    random.between(1, 2_000_000),
  ])
}

/** @returns an attempt to publish these files, and what strikes it. */
export function planAttempt(random: Random, files: readonly FilePlan[]): AttemptPlan {
  const kind = planEnd(random)
  const attempt: AttemptPlan = {
    end: { kind, afterRequests: random.between(1, countRequests(files)) },
    faults: Array.from({ length: random.between(0, 5) }, () => planFault(random)),
    events: random.percent(25) ? [planEvent(random)] : [],
    clockOffsetMs: random.percent(10) ? random.oneOf([-3_600_000, 3_600_000]) : 0,
    maxInFlight: random.percent(10) ? random.between(1, 2) : undefined,
    cache: random.percent(10) ? random.oneOf(['unavailable', 'write-denied', 'garbage']) : 'healthy',
    outageMs: random.percent(10) ? random.between(50, 600) : 0,
    next: nextPlace(random, kind),
    rebuild: random.percent(15) ? random.oneOf(files as [FilePlan, ...FilePlan[]]).name : undefined,
  }
  // No part gets through until a save ends the attempt: where none can be saved, it would rightly give up.
  return kind === 'lose-after-save' && attempt.cache !== 'garbage' ? { ...attempt, cache: 'healthy' } : attempt
}

/** @returns about how many requests an undisturbed attempt sends. */
function countRequests(files: readonly FilePlan[]): number {
  return files.reduce((sum, { sizeBytes }) => {
    const parts = Math.ceil(sizeBytes / PART_SIZE_BYTES)
    return sum + (parts > 1 ? parts + 2 : 1)
  }, 0)
}

function planEnd(random: Random): EndKind {
  if (random.percent(4)) return 'lose-after-save'
  return random.oneOf<EndKind>([
    'itself',
    'kill',
    'kill',
    'kill',
    'cancel',
    'cancel',
    'timeout',
    'shutdown',
    'lose-machine',
  ])
}

function nextPlace(random: Random, end: EndKind): NextPlace {
  switch (end) {
    case 'kill':
      return random.oneOf(['same-job', 'same-job', 'new-job-after-post', 'new-job-without-post'])
    case 'itself':
    case 'timeout':
      return random.oneOf(['same-job', 'new-job-after-post'])
    case 'cancel':
      return 'new-job-after-post'
    case 'shutdown':
    case 'lose-machine':
    case 'lose-after-save':
      return 'new-job-without-post'
  }
}

function planEvent(random: Random): EventPlan {
  return { kind: random.oneOf(['abort-upload', 'replace-part']), afterParts: random.between(1, 15) }
}

const ANY = [
  'UploadPart',
  'PutObject',
  'InitiateMultipartUpload',
  'CompleteMultipartUpload',
  'ListParts',
  'HeadObject',
] as const
const WRITES = ['UploadPart', 'PutObject', 'InitiateMultipartUpload', 'CompleteMultipartUpload'] as const

function planFault(random: Random): Fault {
  const when = { nth: random.between(1, 8) }
  const times = random.between(1, 3)
  const afterBytes = random.between(0, PART_SIZE_BYTES)
  const place = random.oneOf(['before-body', 'within-body', 'after-body'] as const)
  const any = { ...when, operation: random.oneOf<(typeof ANY)[number]>([...ANY]) }
  // Complete is given minutes to answer, more than a round has.
  const quick = { ...when, operation: random.oneOf(['UploadPart', 'PutObject', 'ListParts', 'HeadObject']) }
  const write = { ...when, operation: random.oneOf<(typeof WRITES)[number]>([...WRITES]) }
  const body = { ...when, operation: random.oneOf(['UploadPart', 'UploadPart', 'PutObject']) }
  return random.oneOf<() => Fault>([
    () => ({ when: body, times, action: { kind: 'reset', at: place, afterBytes } }),
    () => ({ when: any, times, action: { kind: 'reset', at: 'before-body' } }),
    () => ({ when: body, action: { kind: 'stall', at: place, afterBytes } }),
    () => ({ when: quick, action: { kind: 'stall', at: 'before-answer' } }),
    () => ({ when: any, times, action: refusal(random) }),
    () => ({ when: body, times, action: { kind: 'answer', status: 400, code: 'RequestTimeout', at: 'after-body' } }),
    () => ({ when: write, times, action: { kind: 'lose-answer', by: 'reset' } }),
    () => ({ when: body, action: { kind: 'lose-answer', by: 'silence' } }),
    () => ({ when: write, times, action: { kind: 'cut-answer', afterBytes: random.between(0, 60) } }),
    () => ({ when: body, times, action: { kind: 'damage-body', atByte: random.between(0, 2000) } }),
    () => ({ when: { ...when, operation: ['UploadPart', 'PutObject'] }, times, action: { kind: 'wrong-crc64' } }),
    () => ({
      when: { operation: 'CompleteMultipartUpload' },
      times,
      action: { kind: 'error-in-200', code: 'InternalError', done: random.percent(50) },
    }),
  ])()
}

function refusal(random: Random): Fault['action'] {
  const at = random.oneOf(['before-body', 'after-body'] as const)
  return random.oneOf<Fault['action']>([
    { kind: 'answer', status: 500, code: 'InternalError', at },
    { kind: 'answer', status: 502, body: '<html><body>Bad Gateway</body></html>', at },
    { kind: 'answer', status: 503, code: 'ServiceUnavailable', at },
    { kind: 'answer', status: 429, code: 'TooManyRequests', at },
  ])
}
