/** The release that a later one is taken from, and what becomes of it meanwhile. */
import { BUCKET, bytesOf, writeFiles } from '../../scenarios/stage.ts'
import { BESIDE, EARLIER, INDEX_KEY, type ReuseAttempt, type SourceEvent } from './plan-reuse-round.ts'
import type { ReuseRound } from './reuse-round.ts'
import { tamperedIndex } from './tamper-index.ts'

/** @returns the inputs of a step that reuses what the index knows. */
export function reuseInputs({ plan }: Pick<ReuseRound, 'plan'>): Readonly<Record<string, string>> {
  const encrypted = { headers: 'x-oss-server-side-encryption: KMS' }
  return {
    ...{ 'reuse-index': INDEX_KEY, 'part-size': String(plan.partSizeBytes) },
    // What KMS encrypts is what may have such ETags.
    ...(plan.partETags === 'opaque' ? encrypted : {}),
  }
}

/** @returns what went wrong: publishes files under a prefix on a machine of its own, undisturbed but for what strikes the server. */
export async function publishUnder(
  round: ReuseRound,
  prefix: string,
  contents: ReadonlyMap<string, Buffer>,
): Promise<string | undefined> {
  const { stage, action } = round
  const runner = await stage.runner({ runId: prefix.replace('/', ''), runAttempt: 1 })
  writeFiles(runner.workspace, Object.fromEntries([...contents].map(([name, bytes]) => [`dist/${name}`, bytes])))
  const more = { path: 'dist/**', 'key-prefix': prefix, 'stall-timeout': '1s', 'give-up-after': '40s' }
  const step = await runner.start({ with: stage.inputs({ ...more, ...reuseInputs(round) }), timeoutMs: 90_000, action })
  const { exitCode, log, stderr } = await step.done
  if (exitCode !== 0) return `the release under ${prefix} failed (exit ${exitCode}):\n${log}${stderr}`
  for (const [name, bytes] of contents) {
    const published = await stage.oss.objectBytes(BUCKET, `${prefix}${name}`)
    if (published?.equals(bytes) !== true) return `${prefix}${name} is published with other bytes than the file has`
  }
  return undefined
}

/** Another run that publishes other keys at the same time. @returns what went wrong */
export function publishBeside(round: ReuseRound, contents: ReadonlyMap<string, Buffer>): Promise<string | undefined> {
  const own = [...contents].map(
    ([name, bytes]) => [name, Buffer.concat([bytesOf(20_000, `${round.seed} beside`), bytes])] as const,
  )
  return publishUnder(round, BESIDE, new Map(own))
}

/** Leaves the index as somebody else would. */
export async function tamper(
  round: ReuseRound,
  planned: ReuseAttempt | undefined,
  contents: ReadonlyMap<string, Buffer>,
): Promise<void> {
  const { oss } = round.stage
  const file = await oss.objectBytes(BUCKET, INDEX_KEY)
  const tampering = planned?.tampering
  if (tampering === undefined || file === undefined) return
  round.wasTampered = true
  const left = tamperedIndex(file, { tampering, seed: round.seed, contents })
  if (left === undefined) oss.removeObject(BUCKET, INDEX_KEY)
  else await oss.putObject({ bucket: BUCKET, key: INDEX_KEY }, left)
}

/** Once the attempt has made so many requests something becomes of an earlier object. */
export async function strikeSource(
  { stage: { oss } }: ReuseRound,
  { kind, name, afterRequests }: SourceEvent,
  { firstId, done }: { readonly firstId: number; readonly done: Promise<unknown> },
): Promise<void> {
  const met = oss.waitFor((record) => record.id > firstId, Math.max(1, afterRequests))
  if (afterRequests > 0) await Promise.race([met, done])
  const key = `${EARLIER}${name}`
  const bytes = await oss.objectBytes(BUCKET, key)
  if (bytes === undefined) return
  switch (kind) {
    case 'deleted':
      oss.removeObject(BUCKET, key)
      return
    case 'overwritten':
      await oss.putObject({ bucket: BUCKET, key }, bytesOf(bytes.length, `other ${name}`))
      return
    case 'archived':
      oss.setStorageClass({ bucket: BUCKET, key }, 'Archive')
  }
}
