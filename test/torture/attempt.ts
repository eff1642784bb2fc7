/** One disturbed attempt of a round: starts the step, strikes it, ends it, and moves on to where the next one runs. */

import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import { cacheDenied } from '../sandbox/actions-cache/actions-cache.ts'
import type { Outage } from '../sandbox/link/link.ts'
import type { Runner, Step, StepResult } from '../sandbox/runner/runner.ts'
import { BUCKET, writeFiles } from '../scenarios/stage.ts'
import { rebuilt } from './content.ts'
import { type AttemptPlan, type EndKind, type EventPlan, PART_SIZE_BYTES } from './plan-round.ts'
import { publishBeside, reuseInputs, strikeSource, tamper } from './reuse/earlier-release.ts'
import { forgetAttempt, forgetMachine, type Round, recordsOf } from './round.ts'

const RUN_ID = '4711'
const STEP_LIMIT_MS = 90_000
const OUTAGE: Outage = 'refuse'

/** @returns the machine that the round is on, with the files as they are now: on a fresh one in a new folder, with new times and inodes. */
export async function runnerOf(round: Round): Promise<Runner> {
  if (round.runner === undefined) {
    round.runAttempt += 1
    round.runner = await round.stage.runner({ runId: RUN_ID, runAttempt: round.runAttempt })
  }
  const { workspace } = round.runner
  writeFiles(workspace, Object.fromEntries([...round.contents].map(([name, bytes]) => [`dist/${name}`, bytes])))
  return round.runner
}

export function startStep(round: Round, runner: Runner): Promise<Step> {
  const { plan, stage, link } = round
  const inputs = stage.inputs({
    path: 'dist/**',
    ...(link === undefined ? {} : { endpoint: link.endpoint }),
    'part-size': `${PART_SIZE_BYTES}`,
    concurrency: String(plan.concurrency),
    'stall-timeout': '1s',
    'give-up-after': '40s',
    ...(round.reuse === undefined ? {} : reuseInputs(round.reuse)),
  })
  return runner.start({ with: inputs, timeoutMs: STEP_LIMIT_MS, action: round.action })
}

/** Runs one attempt as planned. An attempt that nothing ended must be green. @returns whether it was. */
export async function disturbedAttempt(round: Round, plan: AttemptPlan): Promise<boolean> {
  const { stage, link } = round
  const { oss, cache } = stage
  if (round.runner === undefined && plan.cache !== 'healthy' && plan.cache !== 'write-denied') {
    // A fresh machine that cannot read the cache knows nothing of what was.
    for (const index of round.attempts.keys()) forgetAttempt(round, index)
  }
  const runner = await runnerOf(round)
  const firstRecord = oss.requests.length
  const resetsBefore = link?.stats().resets ?? 0
  const savedBefore = savedEntries(round)
  const keepReuse = await beginReuse(round)
  strike(round, plan)
  const step = await startStep(round, runner)
  const disturbances = [
    outage(round, plan, step),
    strikeReuse(round, step, firstRecord),
    ...plan.events.map((event) => strikeUpload(round, event, { step, firstRecord })),
  ]
  const ended = await endStep(round, plan, { runner, step, firstRecord })
  const result = await step.done
  await Promise.all(disturbances)
  keepReuse()
  round.ends.push(ended)
  const isGreen = result.exitCode === 0
  if (ended === 'itself' && !isGreen) violation(round, 'an attempt that nothing ended failed', result)
  const leftMachine = !isGreen && (await leave(plan, { runner, ended }))
  round.attempts.push({
    records: recordsOf(round, firstRecord),
    wasEnded: ended !== 'itself',
    wasForgotten: false,
    brokenConnections: (link?.stats().resets ?? 0) - resetsBefore,
  })
  round.unsaved = savedEntries(round) > savedBefore ? [] : [...round.unsaved, round.attempts.length - 1]
  if (leftMachine) forgetMachine(round)
  oss.faults.clear()
  oss.clockOffsetMs = 0
  oss.maxInFlight = undefined
  cache.faults.clear()
  if (!isGreen) changeFile(round, plan)
  return isGreen
}

/** Takes down what is there before an attempt, and what the index is left like. @returns what takes down the rest, once the attempt is over */
export async function beginReuse({ reuse, stage, contents }: Round): Promise<() => void> {
  if (reuse === undefined) return () => {}
  await tamper(reuse, reuse.plan.attempts[reuse.attempts.length], contents)
  const firstRecord = stage.oss.requests.length
  const attempt = { before: stage.oss.uploads(BUCKET), contents: new Map(contents) }
  return () => void reuse.attempts.push({ ...attempt, records: stage.oss.requests.slice(firstRecord) })
}

/** What becomes of the earlier release, and who else publishes, while the attempt goes on. */
async function strikeReuse(round: Round, step: Step, firstRecord: number): Promise<void> {
  const { reuse, contents } = round
  if (reuse === undefined) return
  const index = reuse.attempts.length
  const firstId = round.stage.oss.requests[firstRecord - 1]?.id ?? 0
  const { events = [] } = reuse.plan.attempts[index] ?? {}
  const beside = reuse.plan.isShared && index === 0 ? publishBeside(reuse, contents) : undefined
  await Promise.all(events.map((event) => strikeSource(reuse, event, { firstId, done: step.done })))
  const problem = await beside
  if (problem !== undefined) violation(round, problem)
}

export function violation(round: Round, what: string, result?: StepResult): void {
  round.violations.push(
    result === undefined ? what : `${what} (exit ${result.exitCode}):\n${result.log}${result.stderr}`,
  )
}

function savedEntries({ stage }: Round): number {
  return stage.cache.entries().filter(({ finalized }) => finalized).length
}

function strike({ stage }: Round, plan: AttemptPlan): void {
  const { oss, cache } = stage
  oss.clockOffsetMs = plan.clockOffsetMs
  oss.maxInFlight = plan.maxInFlight
  for (const fault of plan.faults) oss.faults.add(fault)
  if (plan.end.kind === 'lose-after-save') {
    const stall = { kind: 'stall', at: 'before-body' } as const
    oss.faults.add({ when: { operation: 'UploadPart', nth: 2 }, times: Number.POSITIVE_INFINITY, action: stall })
  }
  switch (plan.cache) {
    case 'healthy':
      return
    case 'unavailable':
      cache.faults.add({ on: 'any', fault: { kind: 'status', status: 503 } })
      return
    case 'write-denied':
      cache.faults.add({ on: 'CreateCacheEntry', fault: cacheDenied })
      return
    case 'garbage':
      cache.faults.add({ on: 'download', fault: { kind: 'garbage' } })
  }
}

/** For a while nothing listens where the server was. */
async function outage({ link, stage }: Round, { outageMs }: AttemptPlan, step: Step): Promise<void> {
  if (link === undefined || outageMs === 0) return
  const seen = stage.oss.requests.length
  await Promise.race([stage.oss.waitFor((record) => record.id > seen, 3), step.done])
  await link.setOutage(OUTAGE)
  await new Promise((resolve) => setTimeout(resolve, outageMs))
  await link.setOutage(undefined)
}

interface Running {
  readonly step: Step
  readonly firstRecord: number
}

/** Ends an upload, or writes to one as somebody else would, once so many parts are acknowledged. */
async function strikeUpload(round: Round, event: EventPlan, { step, firstRecord }: Running): Promise<void> {
  const { oss } = round.stage
  const firstId = oss.requests[firstRecord - 1]?.id ?? 0
  const isPart = (record: RequestRecord): boolean =>
    record.id > firstId && record.operation === 'UploadPart' && record.status === 200
  const met = oss.waitFor(isPart, event.afterParts).then((records) => records.filter(isPart).at(-1))
  const part = await Promise.race([met, step.done.then(() => undefined)])
  if (part?.uploadId === undefined || part.partNumber === undefined) return
  const { key = '', uploadId, partNumber } = part
  switch (event.kind) {
    case 'abort-upload':
      if (oss.abortUpload(BUCKET, uploadId)) {
        round.abortedUploads.add(uploadId)
        round.lostUploads.add(uploadId)
      }
      return
    case 'replace-part':
      round.changedParts.add(`${key}\0${partNumber}`)
      // Where OSS may not be asked which part it is, all that may be it are sent again.
      if (round.plan.permissions !== 'all') round.unclearUploads.add(uploadId)
      await oss.replacePart({ bucket: BUCKET, uploadId, partNumber }, Buffer.alloc(PART_SIZE_BYTES, 7))
  }
}

interface Ending extends Running {
  readonly runner: Runner
}

/** @returns how the attempt really ended: `itself` where it was over before its end came. */
async function endStep(round: Round, { end }: AttemptPlan, { runner, step, firstRecord }: Ending): Promise<EndKind> {
  if (end.kind === 'itself') return 'itself'
  const { oss, cache } = round.stage
  const firstId = oss.requests[firstRecord - 1]?.id ?? 0
  const saved = savedEntries(round)
  const moment =
    end.kind === 'lose-after-save'
      ? cache.waitFor(() => savedEntries(round) > saved)
      : oss.waitFor((record) => record.id > firstId, end.afterRequests)
  const isOver = await Promise.race([moment.then(() => false), step.done.then(() => true)])
  if (isOver) return 'itself'
  switch (end.kind) {
    case 'kill':
      return step.kill('SIGKILL') ? 'kill' : 'itself'
    case 'cancel':
    case 'timeout':
      await step.cancel()
      break
    case 'shutdown':
      await runner.shutdown()
      break
    case 'lose-machine':
    case 'lose-after-save':
      await runner.loseMachine()
  }
  const { exitCode } = await step.done
  return exitCode === 0 ? 'itself' : end.kind
}

/** @returns whether the machine is gone, and with it all that only it knew. */
async function leave(
  plan: AttemptPlan,
  { runner, ended }: { readonly runner: Runner; readonly ended: EndKind },
): Promise<boolean> {
  if (ended === 'itself' || plan.next === 'same-job') return false
  if (plan.next === 'new-job-after-post') await runner.endJob()
  await runner.loseMachine()
  return true
}

function changeFile(round: Round, { rebuild }: AttemptPlan): void {
  const before = rebuild === undefined ? undefined : round.contents.get(rebuild)
  if (rebuild === undefined || before === undefined || before.length === 0) return
  const { bytes, partNumber } = rebuilt(before, round.plan.seed)
  round.contents.set(rebuild, bytes)
  round.versions.get(rebuild)?.push(bytes)
  round.changedKeys.add(rebuild)
  round.changedParts.add(`${rebuild}\0${partNumber}`)
}
