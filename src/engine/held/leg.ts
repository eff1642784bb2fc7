/** What one leg of a release passes to the job that publishes, and what an earlier attempt of it passed on. */
import { ActionError } from '../../core/errors/errors.ts'
import type { UnfinishedCheckpoint } from '../../core/records/checkpoint.ts'
import { checkpointOfHeld, formatHeld, type HeldRecord, type HeldShare, parseHeld } from '../../core/records/held.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import { plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { CheckpointStore, HeldRecordsPort, Run } from '../../ports.ts'
import { abandonWatched } from '../bucket/abandon.ts'
import type { EnginePorts, EngineSettings } from '../bucket/create-engine.ts'

export interface Leg {
  /** `hold-name`. */
  readonly name: string
  /** SHA-256 of region and bucket. */
  readonly bucketId: string
  readonly run: Run
  /** Digest of what distinguishes the job from others; the same in every attempt. */
  readonly job: string
  /** Whether GitHub's context identifies the job; if not, only uploads of keys that this attempt holds are aborted. */
  readonly isJobKnown: boolean
  readonly share: HeldShare | undefined
  /** Tag of the release of GitHub whose assets are held. */
  readonly release: string | undefined
}

/** @returns what an earlier attempt of this leg held, or undefined. */
export async function earlierRecord(
  { name, bucketId, run }: Leg,
  cache: HeldRecordsPort,
): Promise<HeldRecord | undefined> {
  const found = await cache.load(name)
  const record = found.kind === 'found' ? parseHeld(found.text) : undefined
  return record?.bucket === bucketId && record.runId === run.id && record.name === name ? record : undefined
}

/** @returns what an earlier attempt held as records of unfinished uploads, by object ID: its bytes need not be sent again. */
export function asCheckpoints(
  record: HeldRecord | undefined,
  objectId: (key: string) => string,
): ReadonlyMap<string, UnfinishedCheckpoint> {
  const checkpoints = new Map<string, UnfinishedCheckpoint>()
  if (record === undefined) return checkpoints
  for (const object of record.objects) {
    const id = objectId(object.key)
    const checkpoint = checkpointOfHeld(record, object, id)
    if (checkpoint !== undefined) checkpoints.set(id, checkpoint)
  }
  return checkpoints
}

/**
 * The outputs of all legs become one input of the step that publishes, which is one environment variable: 131,072 bytes on Linux, 32,767 characters on
 * Windows. A step whose variable is longer does not even start. Above the first limit, a record that the cache has is named by its digest; one that it does not have
 *  must be in the output itself.
 */
const MAX_CACHED_OUTPUT_CHARACTERS = 4 * 1024
const MAX_OUTPUT_CHARACTERS = 24 * 1024

/** Content of objects that an output carries; more than this is left out where no cache has it. */
const MAX_OUTPUT_CONTENT_CHARACTERS = 8 * 1024

function fitsOutput(text: string, objects: readonly HeldObject[]): boolean {
  const characters = objects.reduce((sum, { content = '' }) => sum + content.length, 0)
  return characters <= MAX_OUTPUT_CONTENT_CHARACTERS && text.length <= MAX_OUTPUT_CHARACTERS
}

/** Leaves out the chunks, which have no room in an output: without them later releases send more, but this one is complete. */
function textForOutput(record: HeldRecord): string {
  const objects = record.objects.map(({ chunks: _, ...object }) => object)
  const text = formatHeld({ ...record, objects })
  return fitsOutput(text, objects) ? text : formatHeld({ ...record, objects: objects.map(withoutContent) })
}

/** Leaves out the content: if it is needed, the error names the job that holds the object. */
function withoutContent({ content: _, ...object }: HeldObject): HeldObject {
  return object
}

interface HandedOn {
  /** A record that is too long for an output is named by its digest: then the Actions cache has it. */
  readonly outputs: { readonly held: string; readonly 'held-digest': string }
  readonly isCached: boolean
}

/**
 * Passes on what is held: to the Actions cache, and as outputs.
 * @returns the outputs. Throws an ActionError if the record reached neither: without it nothing can be published.
 */
export async function handOnHeld(
  { name, bucketId, run, job, share, release }: Leg,
  options: {
    readonly objects: readonly HeldObject[]
    readonly createdMs: number
    readonly cache: HeldRecordsPort
    readonly ports: Pick<EnginePorts, 'hashes' | 'reporter'>
  },
): Promise<HandedOn> {
  const { objects, createdMs, cache, ports } = options
  const common = { bucket: bucketId, runId: run.id, runAttempt: run.attempt, name, job, createdMs }
  const more = { ...(share === undefined ? {} : { share }), ...(release === undefined ? {} : { release }) }
  const record = { ...common, ...more, objects }
  const whole = formatHeld(record)
  const failure = await cache.save(name, whole)
  const text = failure === undefined ? whole : textForOutput(record)
  const fits = text.length <= (failure === undefined ? MAX_CACHED_OUTPUT_CHARACTERS : MAX_OUTPUT_CHARACTERS)
  if (failure !== undefined && !fits) throw notHandedOn(name, failure)
  if (failure !== undefined) {
    ports.reporter.warning(
      `The record of \`${singleLine(name)}\` is not in the Actions cache (${failure}). The job that publishes needs the output \`held\` of this step.`,
      'Held, but not in the cache',
    )
  }
  const shown = `\`${singleLine(name)}\``
  ports.reporter.info(
    objects.length === 0
      ? `This leg holds nothing; its record ${shown} says so to the step with \`publish-held\`.`
      : `Held ${plural(objects.length, 'object')} as ${shown}: all bytes are in OSS, verified, and nothing is visible until a step with \`publish-held\` says so.`,
  )
  const digest = ports.hashes.sha256Of(text)
  const outputs = { held: fits ? text : `${name} sha256:${digest}`, 'held-digest': digest }
  return { outputs, isCached: failure === undefined }
}

function notHandedOn(name: string, failure: string): ActionError {
  return new ActionError({
    code: 'held-record-lost',
    message: `The record of what \`${singleLine(name)}\` holds reached neither the Actions cache (${failure}) nor an output (it is too long)`,
    remedy:
      'Re-run the job: nothing is sent again. Use fewer files in one leg, or larger parts (`part-size: 64MiB`), to fit the record into an output.',
  })
}

/**
 * Aborts what an earlier attempt of this job holds and the new one does not: nobody will publish it. If GitHub's context does not identify
 *  the job, only uploads of keys that this attempt holds, too.
 */
export async function abandonReplaced(
  { job, isJobKnown }: Pick<Leg, 'job' | 'isJobKnown'>,
  { earlier, objects }: { readonly earlier: HeldRecord | undefined; readonly objects: readonly HeldObject[] },
  {
    settings,
    ports,
  }: { readonly settings: EngineSettings; readonly ports: EnginePorts & { readonly checkpoints: CheckpointStore } },
): Promise<void> {
  const kept = new Set(objects.map(({ upload }) => upload?.uploadId))
  const keys = new Set(objects.map(({ key }) => key))
  const own = earlier?.job === job ? earlier.objects.filter(({ key }) => isJobKnown || keys.has(key)) : []
  const replaced = own.flatMap(({ key, upload }) =>
    upload === undefined || kept.has(upload.uploadId) ? [] : [{ key, uploadId: upload.uploadId }],
  )
  if (replaced.length === 0) return
  const { released, left } = await abandonWatched(replaced, { settings, ports })
  if (released > 0)
    ports.reporter.info(`Released ${plural(released, 'upload')} of an earlier attempt that this one does not need.`)
  if (left.length > 0)
    ports.reporter.info(
      `${plural(left.length, 'upload')} of an earlier attempt could not be released and costs storage until the bucket's lifecycle rule removes it (the RAM action is oss:AbortMultipartUpload).`,
    )
}
