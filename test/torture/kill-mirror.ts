/** Mirrors a release of GitHub, kills the step at a chosen moment, and has a new machine go on with what the cache has: every byte is accounted for. */
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Fault } from '../../packages/oss-sandbox/src/faults.ts'
import type { ByteFaultRule } from '../sandbox/github/byte-faults.ts'
import type { Runner } from '../sandbox/runner/runner.ts'
import { openReleaseStage, type ReleaseStage } from '../scenarios/github-stage.ts'
import { BUCKET, bytesOf, KIB } from '../scenarios/stage.ts'
import { type AttemptRecords, settleAccounts } from './ledger.ts'

const PARTS = 10
const CONCURRENCY = 4
/** No feed that several jobs may hold: those are sent anew by whoever did not hold them to the end. */
const ASSETS: ReadonlyMap<string, Buffer> = new Map([
  ...['a.dmg', 'b.exe', 'c.deb'].map((name) => [name, bytesOf(PARTS * 100 * KIB, name)] as const),
  ['notes.txt', bytesOf(5 * KIB, 'notes')],
  ['appcast.json', Buffer.from('{}')],
])
const FREE_DISK = fileURLToPath(new URL('../sandbox/runner/free-disk.ts', import.meta.url))
/** Half of it has room for the small assets and one large one. */
const TIGHT_BYTES = 2 * (PARTS + 1) * 100 * KIB

/** What stops a step where it is to be killed, and how many requests OSS has had by then. */
interface Moment {
  readonly bytes?: ByteFaultRule
  readonly oss?: Fault
  /** Resolves when the step stands there. */
  reached(stage: ReleaseStage): Promise<unknown>
}

const lostComplete = (nth: number): Moment => ({
  oss: { when: { operation: 'CompleteMultipartUpload', nth }, action: { kind: 'lose-answer', by: 'silence' } },
  reached: ({ oss }) => oss.waitFor(({ operation }) => operation === 'CompleteMultipartUpload', nth),
})

const stalledPart = (nth: number): Moment => ({
  oss: {
    when: { operation: 'UploadPart', nth },
    times: Number.POSITIVE_INFINITY,
    action: { kind: 'stall', at: 'within-body', afterBytes: 50 * KIB },
  },
  reached: ({ oss }) => oss.waitFor(({ operation }) => operation === 'UploadPart', nth),
})

const MOMENTS = {
  'while it fetches': {
    bytes: { fault: { kind: 'hang', afterBytes: 100 * KIB }, asset: 'a.dmg' },
    reached: ({ github }) => new Promise<void>((resolve) => github.before('bytes', 1, resolve)),
  },
  'while it sends': stalledPart(15),
  'between two assets': {
    bytes: { fault: { kind: 'hang', afterBytes: 100 * KIB }, asset: 'b.exe' },
    reached: ({ oss }) =>
      oss.waitFor(
        ({ operation, key, status }) => operation === 'UploadPart' && key === 'a.dmg' && status === 200,
        PARTS,
      ),
  },
  'while it completes': lostComplete(2),
} as const satisfies Readonly<Record<string, Moment>>

export const MOMENT_NAMES = [
  ...(Object.keys(MOMENTS) as (keyof typeof MOMENTS)[]),
  'while it holds',
  'while what is held is published',
] as const

export type MomentName = (typeof MOMENT_NAMES)[number]

export interface KillPlan {
  readonly moment: MomentName
  /** Whether the release is larger than what copies may take of the disk. */
  readonly isTight: boolean
  /** Folder of the action that is tried. */
  readonly action: string
}

interface Round extends KillPlan {
  readonly stage: ReleaseStage
  readonly attempts: AttemptRecords[]
  runAttempt: number
}

/** @returns what did not hold; empty where all did. */
export async function killMirror(plan: KillPlan): Promise<readonly string[]> {
  const stage = await openReleaseStage()
  const round: Round = { ...plan, stage, attempts: [], runAttempt: 0 }
  const assets = [...ASSETS].map(([name, content]) => ({ name, content }))
  stage.github.addRelease(stage.repository, { tag: 'v1.2.3', assets })
  try {
    const { moment } = plan
    if (moment === 'while it holds' || moment === 'while what is held is published') await holdAndPublish(round, moment)
    else await killThenRun(round, 'mirror', { inputs: MIRROR, moment: MOMENTS[moment] })
    return [...(await wrongObjects(stage)), ...sentTwice(round)]
  } catch (error) {
    return [String(error)]
  } finally {
    await stage.close()
  }
}

const MIRROR = { 'from-release': 'v1.2.3', 'part-size': '100KB', concurrency: String(CONCURRENCY) }
const HOLD = { ...MIRROR, publish: 'hold', 'hold-name': 'mirror' }
const PUBLISH = { 'publish-held': 'mirror' }

async function holdAndPublish(round: Round, moment: MomentName): Promise<void> {
  if (moment === 'while it holds') await killThenRun(round, 'hold', { inputs: HOLD, moment: stalledPart(15) })
  else await run(round, 'hold', HOLD)
  if (round.stage.oss.objects(BUCKET).length > 0) throw new Error('something that is held shows')
  if (moment === 'while it holds') await run(round, 'publish', PUBLISH)
  else await killThenRun(round, 'publish', { inputs: PUBLISH, moment: lostComplete(2) })
}

/** The step is killed, the end of its job saves what it can, the machine goes; another one does it again. */
async function killThenRun(
  round: Round,
  job: string,
  { inputs, moment }: { readonly inputs: Readonly<Record<string, string>>; readonly moment: Moment },
): Promise<void> {
  const { oss, github } = round.stage
  if (moment.oss !== undefined) oss.faults.add(moment.oss)
  if (moment.bytes !== undefined) github.byteFaults.add(moment.bytes)
  const reached = moment.reached(round.stage)
  const runner = await machineFor(round, job)
  const first = oss.requests.length
  const step = await runner.start(stepOf(round, inputs))
  const isOver = await Promise.race([reached.then(() => false), step.done.then(() => true)])
  if (isOver || !step.kill('SIGKILL'))
    throw new Error(`the step was over before it was killed:\n${(await step.done).log}`)
  await step.done
  round.attempts.push({ records: oss.requests.slice(first), wasEnded: true, wasForgotten: false, brokenConnections: 0 })
  await runner.endJob()
  await runner.loseMachine()
  oss.faults.clear()
  github.byteFaults.clear()
  await run(round, job, inputs)
}

async function run(round: Round, job: string, inputs: Readonly<Record<string, string>>): Promise<void> {
  const { oss } = round.stage
  const first = oss.requests.length
  const result = await (await machineFor(round, job)).run(stepOf(round, inputs))
  round.attempts.push({
    records: oss.requests.slice(first),
    wasEnded: false,
    wasForgotten: false,
    brokenConnections: 0,
  })
  if (result.exitCode !== 0) throw new Error(`an undisturbed step failed:\n${result.log}${result.stderr}`)
}

function machineFor(round: Round, job: string): Promise<Runner> {
  round.runAttempt += 1
  return round.stage.runner({ runId: '4711', runAttempt: round.runAttempt, job })
}

function stepOf({ stage, isTight, action }: Round, inputs: Readonly<Record<string, string>>) {
  const env = isTight ? { NODE_OPTIONS: `--import=${FREE_DISK}`, SANDBOX_FREE_BYTES: String(TIGHT_BYTES) } : {}
  return { with: stage.inputs(inputs), env, action }
}

async function wrongObjects({ oss }: ReleaseStage): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [name, bytes] of ASSETS) {
    const published = await oss.objectBytes(BUCKET, name)
    if (published?.equals(bytes) !== true) wrong.push(`${name} is not published as it is`)
    const told = oss.object(BUCKET, name)?.headers['x-oss-meta-sha256']
    if (told !== createHash('sha256').update(bytes).digest('hex')) wrong.push(`${name} tells ${told} as its SHA-256`)
  }
  for (const { key, parts } of oss.uploads(BUCKET))
    wrong.push(`an upload of ${key} with ${parts.length} parts is left open`)
  return wrong
}

/** What was in flight when the step was killed is excused, and nothing else. */
function sentTwice({ attempts }: Round): readonly string[] {
  const sizes = new Map([...ASSETS].map(([name, bytes]) => [name, bytes.length]))
  const excuses = { lostUploads: new Set<string>(), changedParts: new Set<string>(), changedKeys: new Set<string>() }
  const accounts = settleAccounts(sizes, attempts, { ...excuses, concurrency: CONCURRENCY, permissions: 'all' })
  return accounts.flatMap(({ key, sizeBytes, sentBytes, excusedBytes }) =>
    sentBytes > sizeBytes + excusedBytes
      ? [`${key}: ${sentBytes} bytes sent, ${sizeBytes} needed, ${excusedBytes} were in flight`]
      : [],
  )
}
