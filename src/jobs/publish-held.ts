/** The stories of a release that several jobs built: publish what they hold, or release it. */

import type { KeyMatcher } from '../core/naming/key-pattern.ts'
import type { HeldRecord, HeldSource } from '../core/records/held.ts'
import { plural } from '../core/text/quantities.ts'
import { singleLine } from '../core/text/text.ts'
import { abandonUploads } from '../engine/bucket/abandon.ts'
import { createEngine, type EnginePorts, type EngineSettings } from '../engine/bucket/create-engine.ts'
import { watchForSilence } from '../engine/bucket/give-up.ts'
import { type CollectOptions, collectRecords, findRecords } from '../engine/held/held-records.ts'
import { heldChecksumsText, printHeldRelease, publishHeldRelease } from '../engine/held/held-release.ts'
import { describeMade } from '../engine/publish/checksums.ts'
import { type RunResult, summarizeRun } from '../engine/publish/run-result.ts'
import type { CheckpointStore, Headers, HeldRecordsPort } from '../ports.ts'

export interface HeldSettings extends EngineSettings {
  readonly sources: readonly HeldSource[]
  /** SHA-256 of region and bucket. */
  readonly bucketId: string
  readonly runId: string
  readonly publishLast: readonly KeyMatcher[]
  /** Object key of the SHA256SUMS file, `key-prefix` included. */
  readonly checksumsKey: string | undefined
  readonly headersOf: (key: string) => Headers
  /** Whether nothing may be changed. */
  readonly dryRun: boolean
}

export interface HeldPorts extends EnginePorts {
  readonly checkpoints: CheckpointStore
  readonly records: HeldRecordsPort
  /** Writes a file on this machine and returns its path. */
  readonly scratch: (text: string) => Promise<string>
}

/** @returns the result for the whole release. Throws an ActionError where a leg is missing, or two legs have one key: then nothing shows. */
export async function publishHeld(settings: HeldSettings, ports: HeldPorts): Promise<RunResult> {
  const startedMs = ports.clock.nowMs()
  const records = await collectRecords(collecting(settings, ports))
  const objects = records.flatMap((record) => record.objects)
  ports.reporter.group(
    `Held: ${plural(objects.length, 'object')} of ${plural(records.length, 'leg')}`,
    records.map(describe),
  )

  if (objects.length === 0) ports.reporter.info('There is nothing to publish.')

  const engine = createEngine(ports, settings)
  const { checksumsKey: key, headersOf } = settings
  const sums = key === undefined ? undefined : { key, text: heldChecksumsText(objects, key), headers: headersOf(key) }
  const endWatch = watchForSilence(engine, settings.giveUpAfterMs)
  try {
    if (settings.dryRun) {
      await printHeldRelease(engine, objects)
      ports.reporter.info('Dry run: nothing was changed.')
      return summarizeRun(engine, { objects: [], published: [], failed: [], sha256: new Map(), startedMs })
    }
    const checksums = sums && (await describeMade(engine, { ...sums, path: await ports.scratch(sums.text) }))
    return await publishHeldRelease(engine, { objects, publishLast: settings.publishLast, checksums, startedMs })
  } finally {
    endWatch()
  }
}

/** Aborts every upload that the legs hold. What cannot be aborted, and what failed legs had begun, is left to the lifecycle rule. */
export async function abandonHeld(settings: HeldSettings, ports: HeldPorts): Promise<void> {
  const { reporter } = ports
  const records = await findRecords(collecting(settings, ports))
  const uploads = records.flatMap(({ objects }) =>
    objects.flatMap(({ key, upload }) => (upload === undefined ? [] : [{ key, uploadId: upload.uploadId }])),
  )
  if (settings.dryRun) {
    reporter.info(
      `Dry run: ${plural(uploads.length, 'held upload')} of ${plural(records.length, 'leg')} would be released.`,
    )
    return
  }
  const engine = createEngine(ports, settings)
  const { released, left } = await abandonUploads(engine, uploads)
  ports.signal.throwIfAborted()
  reporter.info(`Released ${plural(released, 'held upload')} of ${plural(records.length, 'leg')}.`)
  const [first] = left
  if (first === undefined) return
  reporter.warning(
    `${plural(left.length, 'held upload')} could not be released, ${singleLine(first.key)} among them: allow the credentials oss:AbortMultipartUpload, or let a lifecycle rule of the bucket remove what is left.`,
    'Held parts are left',
  )
}

function collecting(settings: HeldSettings, { records, signal, hashes }: HeldPorts): CollectOptions {
  return { ...settings, bucket: settings.bucketId, records, signal, sha256Of: hashes.sha256Of }
}

function describe({ name, objects, runAttempt }: HeldRecord): string {
  return `${singleLine(name)} (attempt ${runAttempt}): ${plural(objects.length, 'object')}`
}
