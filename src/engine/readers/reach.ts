/** What a release does about its readers, step by step; jobs/release-order.ts says in which order. */
import type { ContentSample } from '../../core/bytes/sample.ts'
import { ActionError, asActionError, formatError } from '../../core/errors/errors.ts'
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import { waveOf } from '../../core/plan/waves.ts'
import { notReadable } from '../../core/readers/explain.ts'
import type { ReadableObject } from '../../core/readers/finding.ts'
import type { ReadersOutcome } from '../../core/readers/outcome.ts'
import { stateLine } from '../../core/telling/states.ts'
import { formatDuration, plural } from '../../core/text/quantities.ts'
import type { CdnRefresh, Readers } from '../../ports/readers.ts'
import type { Engine } from '../bucket/context.ts'
import { checkAsReader } from './check.ts'
import { createRefreshing, endedEarly, type Shown, type Stage } from './refreshing.ts'

export interface Reach<File extends NamedObject> {
  /** Asks the CDN to refresh what this step replaced in the stage. A failure is reported at the end. */
  refresh(shown: Shown<File>, stage: Stage): Promise<void>
  /** @returns whether readers get everything right that this step made visible in the stage; true if that is not to be checked. */
  check(shown: Shown<File>, stage: Stage): Promise<boolean>
  /** @returns the outcome for readers; undefined if nothing was checked or refreshed. */
  outcome(): ReadersOutcome | undefined
  /** @returns whether a record no longer says what an earlier attempt saved in it */
  hasSettled(): boolean
}

interface ReachOptions<File extends NamedObject> {
  readonly readers: Readers | undefined
  readonly cdn: CdnRefresh | undefined
  /** How long to wait for readers; undefined: nothing is checked. */
  readonly checkPublicMs?: number | undefined
  /** How long to wait for a CDN that does not answer. */
  readonly giveUpAfterMs: number
  readonly publishLast: readonly KeyMatcher[]
  /**
   * Whether objects that existed with the same bytes are included: no record would say that an earlier attempt could not refresh them, or that
   *  readers did not get them.
   */
  readonly includesUnchanged: boolean
  /** @returns the sample by which an object's bytes are recognised; undefined if there is none. */
  sampleOf(file: File): ContentSample | undefined
}

/** @returns the steps of one release. */
export function createReach<File extends NamedObject>(
  engine: Pick<Engine, 'clock' | 'reporter' | 'signal' | 'progress' | 'checkpoints' | 'staleKeys'>,
  options: ReachOptions<File>,
): Reach<File> {
  const { readers, cdn, checkPublicMs, giveUpAfterMs, publishLast, includesUnchanged, sampleOf } = options
  let checkedCount = 0
  let waitedMs = 0
  const errors: ActionError[] = []
  const isOf = (stage: Stage, key: string) => stage === (waveOf(key, publishLast) > 0 ? 'pointers' : 'files')
  const checks = checkPublicMs !== undefined && readers !== undefined
  const refreshing =
    cdn && createRefreshing<File>(engine, { cdn, giveUpAfterMs, isOf, checks, refreshesUnchanged: includesUnchanged })

  /** Leaves out objects that existed with the same bytes, unless an earlier attempt may not have checked them. */
  function unchecked(shown: Shown<File>, stage: Stage): readonly ReadableObject[] {
    return shown.flatMap(({ file, object, status }) => {
      if ((status === 'unchanged' && !includesUnchanged) || !isOf(stage, file.key)) return []
      const { key, sizeBytes, headers } = file
      return [
        { key, sizeBytes, crc64: object.crc64, sample: sampleOf(file), contentType: headers['content-type'] ?? '' },
      ]
    })
  }

  /** @returns the error if readers did not get everything; undefined if they did. */
  async function findWrong(
    asked: Readers,
    { objects, stage, durationMs }: { objects: readonly ReadableObject[]; stage: Stage; durationMs: number },
  ): Promise<ActionError | undefined> {
    const whole = stage === 'pointers'
    try {
      const result = await checkAsReader(engine, asked, {
        ...{ objects, durationMs, whole },
        onMissing: async (keys) => refreshing?.forgetMisses(keys),
        howFar: () => refreshing?.howFar() ?? '',
        isJustRefreshed: async () => (await refreshing?.isJustDone()) === true,
      })
      waitedMs += result.waitedMs
      if (result.wrong.length === 0) return undefined
      return notReadable(result.wrong, { stage: whole ? 'pointers' : 'before-pointers', waitedMs: result.waitedMs })
    } catch (error) {
      return asActionError(error) ?? endedEarly('The check by the public address', error)
    }
  }

  return {
    async refresh(shown, stage) {
      await refreshing?.refresh(shown, stage)
    },
    async check(shown, stage) {
      const objects = checks ? unchecked(shown, stage) : []
      if (!checks || objects.length === 0) return true
      engine.reporter.debug(stateLine('checking'))
      const wrong = await findWrong(readers, { objects, stage, durationMs: checkPublicMs })
      if (wrong !== undefined) {
        errors.push(wrong)
        return false
      }
      checkedCount += objects.length
      engine.reporter.info(
        `Readers get ${plural(objects.length, stage === 'pointers' ? 'pointer file' : 'object')} right at the public address (asked for ${formatDuration(waitedMs)}).`,
      )
      return true
    },
    hasSettled: () => refreshing?.hasSettled() === true,
    outcome() {
      const notRefreshed = refreshing?.errors ?? []
      const failed = notRefreshed.map(refreshFailed)
      if (errors.length > 0 || (failed.length > 0 && !checks)) return { kind: 'wrong', errors: [...errors, ...failed] }
      for (const error of notRefreshed)
        engine.reporter.warning(`${formatError(error)}\nReaders get everything right all the same.`, 'Not refreshed')
      return checkedCount === 0 ? undefined : { kind: 'right', count: checkedCount, waitedMs }
    },
  }
}

function refreshFailed(error: ActionError): ActionError {
  const { code, fault, facts, message, remedy = '' } = error
  const state =
    'What is published stays published, but the CDN may still serve the old files. A re-run sends nothing again, and asks for the refresh again.'
  return new ActionError({ code, fault, facts, message, remedy: `${remedy}\n${state}`.trim(), cause: error })
}
