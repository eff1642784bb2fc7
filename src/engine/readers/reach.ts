/** What a release does about its readers, step by step; jobs/release-order.ts says in which order. */
import type { ContentSample } from '../../core/bytes/sample.ts'
import { ActionError, asActionError } from '../../core/errors/errors.ts'
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import { waveOf } from '../../core/plan/waves.ts'
import { notReadable } from '../../core/readers/explain.ts'
import type { ReadableObject } from '../../core/readers/finding.ts'
import type { ReadersOutcome } from '../../core/readers/outcome.ts'
import { stateLine } from '../../core/telling/states.ts'
import { formatDuration, plural } from '../../core/text/quantities.ts'
import type { Readers } from '../../ports/readers.ts'
import type { Engine } from '../bucket/context.ts'
import type { PublishedFile } from '../publish/file-result.ts'
import { checkAsReader } from './check.ts'

/** Which objects a step is about: those that others point to, or the pointers. */
export type Stage = 'files' | 'pointers'

/** All that shows by now. */
export type Shown<File extends NamedObject> = readonly PublishedFile<File>[]

export interface Reach<File extends NamedObject> {
  /** @returns whether readers get right what this step made visible of the stage; true where nobody is to be asked. */
  check(shown: Shown<File>, stage: Stage): Promise<boolean>
  /** @returns what came of it; undefined where nobody was asked. */
  outcome(): ReadersOutcome | undefined
}

export interface ReachOptions<File extends NamedObject> {
  readonly readers: Readers | undefined
  /** How long readers are waited for; undefined: nobody is asked. */
  readonly checkPublicMs: number | undefined
  readonly publishLast: readonly KeyMatcher[]
  /** @returns by what an object's bytes are told from others; undefined where that is not known. */
  sampleOf(file: File): ContentSample | undefined
}

/** @returns the steps of one release. */
export function createReach<File extends NamedObject>(
  engine: Pick<Engine, 'clock' | 'reporter' | 'signal' | 'progress'>,
  { readers, checkPublicMs, publishLast, sampleOf }: ReachOptions<File>,
): Reach<File> {
  let checkedCount = 0
  const errors: ActionError[] = []
  let waitedMs = 0

  /** Objects that were there with the same bytes have been read before. */
  function unchecked(shown: Shown<File>, stage: Stage): readonly ReadableObject[] {
    return shown.flatMap(({ file, object, status }) => {
      const isOfStage = stage === (waveOf(file.key, publishLast) > 0 ? 'pointers' : 'files')
      if (status === 'unchanged' || !isOfStage) return []
      const { key, sizeBytes, headers } = file
      return [
        { key, sizeBytes, crc64: object.crc64, sample: sampleOf(file), contentType: headers['content-type'] ?? '' },
      ]
    })
  }

  return {
    async check(shown, stage) {
      const objects = readers === undefined || checkPublicMs === undefined ? [] : unchecked(shown, stage)
      if (readers === undefined || checkPublicMs === undefined || objects.length === 0) return true
      engine.reporter.debug(stateLine('checking'))
      const whole = stage === 'pointers'
      try {
        const result = await checkAsReader(engine, readers, { objects, durationMs: checkPublicMs, whole })
        waitedMs += result.waitedMs
        if (result.wrong.length > 0) {
          errors.push(
            notReadable(result.wrong, { stage: whole ? 'pointers' : 'before-pointers', waitedMs: result.waitedMs }),
          )
          return false
        }
      } catch (error) {
        errors.push(asActionError(error) ?? cutShort(error))
        return false
      }
      checkedCount += objects.length
      engine.reporter.info(
        `Readers get ${plural(objects.length, whole ? 'pointer file' : 'object')} right at the public address (asked for ${formatDuration(waitedMs)}).`,
      )
      return true
    },
    outcome() {
      if (errors.length > 0) return { kind: 'wrong', errors }
      return checkedCount === 0 ? undefined : { kind: 'right', count: checkedCount, waitedMs }
    },
  }
}

function cutShort(cause: unknown): ActionError {
  return new ActionError({
    code: 'not-readable',
    message: `The check by the public address ended early (${cause instanceof Error ? cause.message : String(cause)})`,
    cause,
  })
}
