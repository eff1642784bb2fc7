/** The job of one leg of a release: transfer everything, make nothing visible, pass on the record of what is held. */

import { bucketIdOf, objectIdOf } from '../core/records/names.ts'
import { stateLine } from '../core/telling/states.ts'
import type { EngineSettings } from '../engine/bucket/create-engine.ts'
import { assertNameIsKept, assertNameIsOwn, claimName } from '../engine/held/hold-name.ts'
import { abandonReplaced, asCheckpoints, earlierRecord, handOnHeld, type Leg } from '../engine/held/leg.ts'
import type { StepCheckpoints } from '../ports/step-checkpoints.ts'
import type { CheckpointStore, HeldRecordsPort, Run } from '../ports.ts'
import type { HeldPorts } from './publish-held.ts'
import { type JobPorts, report, transferAndKeep, type UploadPhases } from './upload.ts'

export interface HoldSettings extends EngineSettings {
  readonly bucket: string
  readonly region: string
  /** `hold-name`. */
  readonly name: string
  /** Digest of what distinguishes the job from others; the same in every attempt. */
  readonly job: string
  /** Whether GitHub's context identifies the job. */
  readonly isJobKnown: boolean
  readonly attempt: Run
  readonly phases: UploadPhases
}

export interface HoldPorts extends Omit<JobPorts, 'records' | 'scratch'> {
  readonly scratch: HeldPorts['scratch']
  readonly heldRecords: HeldRecordsPort
  /** A store that keeps nothing: what is held needs no checkpoints on this machine. */
  readonly checkpoints: CheckpointStore
  /** @param held what an earlier attempt holds, by object ID: tried like records of unfinished uploads */
  checkpointsWith(held: ReturnType<typeof asCheckpoints>): StepCheckpoints
  /** @returns the tag of the release whose assets are the files; undefined as long as it is not found, or where there is none. */
  releaseTag(): string | undefined
}

/** @returns the exit code of the step. Throws an ActionError where another leg has the name, or the record of what is held cannot reach another job. */
export async function hold(settings: HoldSettings, ports: HoldPorts): Promise<number> {
  const { hashes, clock, heldRecords: cache } = ports
  const { sha256Of } = hashes
  const { name, job, isJobKnown, attempt, bucket, region } = settings
  const bucketId = bucketIdOf(sha256Of, { bucket, region })
  const unshared = { name, job, isJobKnown, bucketId, run: attempt, share: undefined, release: undefined }
  const objectId = (key: string) => objectIdOf(sha256Of, { bucket, region, key })

  ports.reporter.debug(stateLine('collecting'))
  const earlier = await earlierRecord(unshared, cache)
  assertNameIsOwn(unshared, earlier)
  const records = ports.checkpointsWith(asCheckpoints(earlier, objectId))
  const ownUploadIds = new Set(earlier?.objects.flatMap(({ upload }) => upload?.uploadId ?? []))
  const result = await transferAndKeep(settings.phases, { ...ports, records, ownUploadIds })
  const objects = result.held
  if (objects !== undefined) {
    ports.reporter.debug(stateLine('holding'))
    const leg: Leg = { ...unshared, share: result.share, release: ports.releaseTag() }
    const isClaimed = await claimName(leg, { objects, earlier, cache, sha256Of })
    const { outputs, isCached } = await handOnHeld(leg, { objects, cache, ports, createdMs: clock.epochMs() })
    if (isCached && !isClaimed) await assertNameIsKept(leg, cache)
    ports.outcome.set({ ...outputs })
    if (isCached) records.forget(objects.map(({ key }) => objectId(key)))
    await abandonReplaced(leg, { earlier, objects }, { settings, ports })
  }
  return report(result, { ...ports, records })
}
