/** Carries out one round against dist/ and checks what must hold after it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { UploadView } from '../../packages/oss-sandbox/src/inspection.ts'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import { startLink } from '../sandbox/link/link.ts'
import { BUCKET, openStage, type Stage } from '../scenarios/stage.ts'
import { beginReuse, disturbedAttempt, runnerOf, startStep, violation } from './attempt.ts'
import { contentOf } from './content.ts'
import { type AttemptRecords, settleAccounts } from './ledger.ts'
import type { EndKind, RoundPlan } from './plan-round.ts'
import { publishUnder } from './reuse/earlier-release.ts'
import { nextRelease } from './reuse/next-release.ts'
import { EARLIER } from './reuse/plan-reuse-round.ts'
import { abandoned, broughtAgain, indexLies, wrongOrder } from './reuse/reuse-checks.ts'
import type { ReuseRound } from './reuse/reuse-round.ts'
import { type Round, recordsOf, uploadsBegun } from './round.ts'

export interface RoundReport {
  readonly seed: number
  readonly ends: readonly EndKind[]
  /** Kinds of the faults that struck, one for each request that was struck. */
  readonly faults: readonly string[]
  readonly events: number
  readonly files: number
  readonly attempts: number
  readonly sizeBytes: number
  readonly sentBytes: number
  readonly excusedBytes: number
  /** Uploads left open, as the rules allow: their Initiate or their record was cut off. */
  readonly leftOpen: number
  readonly violations: readonly string[]
}

const LAST_ATTEMPTS = 2

/**
 * @param action folder of the action that is tried
 * @returns what happened in the round; its violations are empty where everything held
 */
export async function runRound(plan: RoundPlan, action: string): Promise<RoundReport> {
  const stage = await openStage()
  const round = await openRound({ plan, action, stage })
  try {
    await publishEarlier(round)
    setPermissions(round)
    let isGreen = false
    for (const attempt of plan.attempts) {
      if (!isGreen) isGreen = await disturbedAttempt(round, attempt)
      await checkVisible(round)
    }
    if (!isGreen) await finish(round)
    const report = await judge(round)
    if (process.env.TORTURE_TRACE !== undefined || report.violations.length > 0) trace(round)
    return report
  } finally {
    await round.link?.close()
    await stage.close()
  }
}

async function openRound({
  plan,
  action,
  stage,
}: {
  readonly plan: RoundPlan
  readonly action: string
  readonly stage: Stage
}): Promise<Round> {
  const breaks = plan.resetEveryBytes !== undefined || plan.attempts.some(({ outageMs }) => outageMs > 0)
  const reset = plan.resetEveryBytes === undefined ? {} : { resetEveryBytes: plan.resetEveryBytes }
  const target = { host: '127.0.0.1', port: stage.oss.port }
  const made = new Map(plan.files.map((file) => [file.name, contentOf(file, plan.seed)]))
  const reuse: ReuseRound | undefined = plan.reuse && {
    ...{ plan: plan.reuse, seed: plan.seed, stage, action, attempts: [], wasTampered: false },
  }
  const contents = plan.reuse === undefined ? made : nextRelease(made, { ...plan.reuse, seed: plan.seed })
  return {
    reuse,
    ...{ plan, action, stage, contents, attempts: [], ends: [], violations: [], unsaved: [] },
    link: breaks ? await startLink({ target, seed: plan.seed, ...reset }) : undefined,
    versions: new Map([...contents].map(([name, bytes]) => [name, [bytes]])),
    lostUploads: new Set(),
    abortedUploads: new Set(),
    unclearUploads: new Set(),
    changedParts: new Set(),
    changedKeys: new Set(),
    runner: undefined,
    runAttempt: 0,
  }
}

function setPermissions({ plan, stage }: Round): void {
  const allow: Readonly<Record<RoundPlan['permissions'], readonly string[]>> = {
    all: ['oss:*'],
    'no-list': ['oss:PutObject', 'oss:GetObject', 'oss:AbortMultipartUpload'],
    'put-only': ['oss:PutObject'],
  }
  stage.oss.setCredential({ ...SANDBOX_CREDENTIAL, allow: allow[plan.permissions] })
}

/** The release before, of which a round that reuses takes what it can. */
async function publishEarlier(round: Round): Promise<void> {
  const { plan, reuse, stage } = round
  if (reuse === undefined) return
  const earlier = new Map(plan.files.map((file) => [file.name, contentOf(file, plan.seed)]))
  const problem = await publishUnder(reuse, EARLIER, earlier)
  if (problem !== undefined) violation(round, problem)
  const { copiedCrc64, partETags } = reuse.plan
  stage.oss.setBucket(BUCKET, { copiedCrc64, partETags })
}

/** Whatever is visible is one version of the file, whole. */
async function checkVisible(round: Round): Promise<void> {
  for (const [key, versions] of round.versions) {
    const bytes = await round.stage.oss.objectBytes(BUCKET, key)
    if (bytes !== undefined && !versions.some((version) => version.equals(bytes)))
      violation(round, `${key} is visible with bytes that no version of the file has`)
  }
}

/** Undisturbed attempts: the first must be green. */
async function finish(round: Round): Promise<void> {
  const { oss } = round.stage
  for (let attempt = 1; attempt <= LAST_ATTEMPTS; attempt += 1) {
    const keepReuse = await beginReuse(round)
    const firstRecord = oss.requests.length
    const resetsBefore = round.link?.stats().resets ?? 0
    const result = await (await startStep(round, await runnerOf(round))).done
    keepReuse()
    round.attempts.push({
      records: recordsOf(round, firstRecord),
      wasEnded: false,
      wasForgotten: false,
      brokenConnections: (round.link?.stats().resets ?? 0) - resetsBefore,
    })
    if (result.exitCode === 0) return
    violation(round, 'an undisturbed attempt failed', result)
  }
}

async function judge(round: Round): Promise<RoundReport> {
  const { plan, stage, attempts } = round
  for (const [key, bytes] of round.contents) {
    const published = await stage.oss.objectBytes(BUCKET, key)
    if (published === undefined) violation(round, `${key} is not published`)
    else if (!published.equals(bytes)) violation(round, `${key} is published with other bytes than the file has`)
  }
  const records = attempts.flatMap((attempt) => attempt.records)
  const accounts = settleAccounts(new Map([...round.contents].map(([key, bytes]) => [key, bytes.length])), attempts, {
    ...{ lostUploads: excusedUploads(round), changedParts: round.changedParts, changedKeys: round.changedKeys },
    concurrency: plan.concurrency,
    permissions: plan.permissions === 'all' && !isToldOfParts(round) ? 'no-list' : plan.permissions,
  })
  for (const { key, sizeBytes, sentBytes, excusedBytes } of accounts) {
    // Which part of another layout a rebuild changed is told by the bytes of the parts.
    if (round.reuse !== undefined && round.changedKeys.has(key)) continue
    if (sentBytes > sizeBytes + excusedBytes)
      violation(round, `${key}: ${sentBytes} bytes sent, ${sizeBytes} needed, ${excusedBytes} excused`)
  }
  await checkReuse(round)
  checkFolder(round)
  const open = stage.oss.uploads(BUCKET)
  checkLeftOpen(round, open)
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  return {
    ...{ seed: plan.seed, ends: round.ends, violations: round.violations, leftOpen: open.length },
    faults: records.flatMap(({ fault }) => fault ?? []),
    events: round.abortedUploads.size + round.changedParts.size,
    files: plan.files.length,
    attempts: attempts.length,
    sizeBytes: sum(accounts.map((account) => account.sizeBytes)),
    sentBytes: sum(accounts.map((account) => account.sentBytes)),
    excusedBytes: sum(accounts.map((account) => account.excusedBytes)),
  }
}

/** Where OSS may not be asked, or tells no CRC64, an upload that was completed counts for nothing in the next attempt. */
function excusedUploads({ plan, attempts, lostUploads: lost, unclearUploads }: Round): ReadonlySet<string> {
  if (plan.permissions !== 'put-only' && plan.reuse?.copiedCrc64 !== 'never')
    return new Set([...lost, ...unclearUploads])
  const completed = attempts
    .flatMap(({ records }) => records)
    .flatMap(({ operation, uploadId }) =>
      operation === 'CompleteMultipartUpload' && uploadId !== undefined ? [uploadId] : [],
    )
  return new Set([...lost, ...unclearUploads, ...completed])
}

async function checkReuse(round: Round): Promise<void> {
  const { reuse, plan, lostUploads, abortedUploads, unclearUploads } = round
  if (reuse === undefined) return
  const isExcused = (uploadId: string) =>
    [lostUploads, abortedUploads, unclearUploads].some((uploads) => uploads.has(uploadId))
  const problems = [
    ...(plan.attempts.some(({ events }) => events.length > 0) ? [] : reuse.attempts.flatMap(wrongOrder)),
    ...(isToldOfParts(round)
      ? [...broughtAgain(reuse.attempts, isExcused), ...abandoned(reuse.attempts, isExcused)]
      : []),
    ...(await indexLies(reuse)),
  ]
  for (const problem of problems) violation(round, problem)
}

/** Where OSS may not be asked what it holds, or its answer proves nothing, parts count as far as records tell of them. */
function isToldOfParts({ plan, reuse }: Round): boolean {
  return plan.permissions === 'all' && reuse?.plan.partETags !== 'opaque'
}

/** A green step leaves no record behind. */
function checkFolder(round: Round): void {
  const folder = join(round.runner?.runnerTemp ?? '', 'upload-aliyun-oss', 'checkpoints')
  const left = existsSync(folder) ? readdirSync(folder) : []
  if (left.length > 0) violation(round, `the step left ${left.join(', ')}`)
}

/**
 * Uploads may stay open only where the answer to their Initiate, or their record before the first save, was cut off: at most one a file and end
 * (and one for each Initiate that a fault struck).
 */
function checkLeftOpen(round: Round, uploads: readonly UploadView[]): void {
  const { attempts, lostUploads: lost, reuse, versions } = round
  const ends = attempts.filter(({ wasEnded }) => wasEnded).length
  const used = new Set(attempts.flatMap(({ records }) => uploadsBegun(records)))
  for (const { uploadId, key, parts } of uploads) {
    if (lost.has(uploadId) || (!used.has(uploadId) && parts.length === 0)) continue
    if (wasPublishedUnseen(round, { uploadId, key })) continue
    violation(round, `the upload ${uploadId} of ${key} with ${parts.length} parts is left open, and no record knows it`)
  }
  for (const key of new Set(uploads.map((upload) => upload.key))) {
    const left = uploads.filter((upload) => upload.key === key).length
    // The requests of another run are only among those of reuse.
    const besides = versions.has(key) ? [] : (reuse?.attempts ?? [])
    const all = [...attempts, ...besides.map(({ records }) => ({ records, brokenConnections: 0 }))]
    const struck = all.reduce((sum, attempt) => sum + struckInitiates(attempt, key), 0)
    if (left > ends + struck) violation(round, `${left} uploads of ${key} are left open after ${ends} ends`)
  }
}

/** A machine that could not read the cache began an upload of what an earlier attempt had published, and the next one could read it again. */
function wasPublishedUnseen({ attempts }: Round, { uploadId, key }: Pick<UploadView, 'uploadId' | 'key'>): boolean {
  const begun = attempts.findIndex(({ records }) => uploadsBegun(records).includes(uploadId))
  return attempts
    .slice(0, begun)
    .some(({ records }) =>
      records.some((record) => isPublishing(record) && record.key === key && record.status === 200),
    )
}

function isPublishing({ operation }: RequestRecord): boolean {
  return operation === 'CompleteMultipartUpload' || operation === 'PutObject'
}

/** Initiates that OSS may have carried out although the action was told otherwise, or nothing. */
function struckInitiates(
  { records, brokenConnections }: Pick<AttemptRecords, 'records' | 'brokenConnections'>,
  key: string,
): number {
  const initiates = records.filter((record) => record.operation === 'InitiateMultipartUpload' && record.key === key)
  const struck = initiates.filter(({ fault }) => fault === 'lose-answer' || fault === 'cut-answer').length
  return struck + Math.min(brokenConnections, Math.max(0, initiates.length - 1))
}

/** Every request of the round, for finding out why something did not hold; also with TORTURE_TRACE set. */
function trace({ attempts, ends }: Round): void {
  for (const [index, { records }] of attempts.entries()) {
    process.stdout.write(`attempt ${index + 1}: ${ends[index] ?? 'undisturbed'}\n`)
    for (const { id, operation, key, uploadId, partNumber, bytesReceived, status, code, answered, fault } of records) {
      const facts = [id, operation, key, uploadId?.slice(0, 6), partNumber, `${bytesReceived} B`, status, code, fault]
      process.stdout.write(
        `  ${facts.filter((fact) => fact !== undefined).join(' ')}${answered ? '' : ' (unanswered)'}\n`,
      )
    }
  }
}
