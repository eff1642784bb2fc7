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
import type { PublishedFile } from '../publish/file-result.ts'
import { checkAsReader } from './check.ts'
import { refreshKeys } from './refresh.ts'

/** Which objects a step is about: those that others point to, or the pointers. */
export type Stage = 'files' | 'pointers'

/** All that shows by now. */
export type Shown<File extends NamedObject> = readonly PublishedFile<File>[]

export interface Reach<File extends NamedObject> {
  /** Asks the cache in front of the bucket to forget what this step replaced of the stage. A failure is told in the end. */
  refresh(shown: Shown<File>, stage: Stage): Promise<void>
  /** @returns whether readers get right what this step made visible of the stage; true where nobody is to be asked. */
  check(shown: Shown<File>, stage: Stage): Promise<boolean>
  /** @returns what came of it; undefined where nobody was asked. */
  outcome(): ReadersOutcome | undefined
}

export interface ReachOptions<File extends NamedObject> {
  readonly readers: Readers | undefined
  readonly cdn: CdnRefresh | undefined
  /** How long readers are waited for; undefined: nobody is asked. */
  readonly checkPublicMs: number | undefined
  readonly publishLast: readonly KeyMatcher[]
  /** Whether objects that were there with the same bytes are refreshed too: nothing would tell that an earlier attempt could not. */
  readonly refreshesUnchanged: boolean
  /** How long a silent CDN is asked, in milliseconds. */
  readonly giveUpAfterMs: number
  /** @returns by what an object's bytes are told from others; undefined where that is not known. */
  sampleOf(file: File): ContentSample | undefined
}

/** @returns the steps of one release. */
export function createReach<File extends NamedObject>(
  engine: Pick<Engine, 'clock' | 'reporter' | 'signal' | 'progress' | 'checkpoints' | 'staleKeys'>,
  { readers, cdn, checkPublicMs, publishLast, refreshesUnchanged, giveUpAfterMs, sampleOf }: ReachOptions<File>,
): Reach<File> {
  let checkedCount = 0
  const errors: ActionError[] = []
  const notRefreshed: ActionError[] = []
  const isOf = (stage: Stage, key: string) => stage === (waveOf(key, publishLast) > 0 ? 'pointers' : 'files')
  let waitedMs = 0

  /** Objects that were there with the same bytes have been read before. */
  function unchecked(shown: Shown<File>, stage: Stage): readonly ReadableObject[] {
    return shown.flatMap(({ file, object, status }) => {
      if (status === 'unchanged' || !isOf(stage, file.key)) return []
      const { key, sizeBytes, headers } = file
      return [
        { key, sizeBytes, crc64: object.crc64, sample: sampleOf(file), contentType: headers['content-type'] ?? '' },
      ]
    })
  }

  /** What must still be refreshed is in the object's record; where there is none, whatever an earlier attempt published, too. */
  function isStale({ file, status }: PublishedFile<File>): boolean {
    if (status === 'unchanged') return refreshesUnchanged
    const [record] = engine.checkpoints.load(file.objectId).filter(({ kind }) => kind === 'published')
    if (record?.kind === 'published') return record.record.isStale === true
    return status === 'resumed' || engine.staleKeys.has(file.key)
  }

  function settle(shown: Shown<File>, refreshed: readonly string[]): void {
    const keys = new Set(refreshed)
    for (const { file } of shown) {
      if (!keys.has(file.key)) continue
      const [found] = engine.checkpoints.load(file.objectId)
      if (found?.kind !== 'published') continue
      const { isStale: _, ...record } = found.record
      engine.checkpoints.published(record)
    }
  }

  async function refreshAgain(keys: readonly string[]): Promise<void> {
    if (cdn === undefined) return
    engine.reporter.info(
      `The CDN has kept that ${plural(keys.length, 'object')} ${keys.length === 1 ? 'was' : 'were'} not there; it is asked to forget that.`,
    )
    await refreshKeys(engine, cdn, { keys, reserved: 0, giveUpAfterMs })
  }

  async function howFar(): Promise<string> {
    const state = await cdn?.tasks(engine.signal)
    if (state === undefined) return ''
    const { doneCount, failedCount, count } = state
    const failed = failedCount === 0 ? '' : `, ${failedCount} failed`
    return ` The CDN has done ${doneCount} of ${plural(count, 'task')}${failed}.`
  }

  return {
    async refresh(shown, stage) {
      const keys =
        cdn === undefined
          ? []
          : shown.filter((one) => isOf(stage, one.file.key) && isStale(one)).map(({ file }) => file.key)
      if (cdn === undefined || keys.length === 0) return
      engine.reporter.debug(stateLine('refreshing'))
      const reserved = stage === 'pointers' ? 0 : [...engine.staleKeys].filter((key) => isOf('pointers', key)).length
      try {
        const { refreshed, error } = await refreshKeys(engine, cdn, { keys, reserved, giveUpAfterMs })
        settle(shown, refreshed)
        if (refreshed.length > 0)
          engine.reporter.info(
            `The CDN was asked to refresh ${plural(refreshed.length, 'object')}; 5 to 6 minutes are normal.`,
          )
        if (error !== undefined) notRefreshed.push(error)
      } catch (error) {
        notRefreshed.push(asActionError(error) ?? cutShort('The refresh of the CDN', error))
      }
    },
    async check(shown, stage) {
      const objects = readers === undefined || checkPublicMs === undefined ? [] : unchecked(shown, stage)
      if (readers === undefined || checkPublicMs === undefined || objects.length === 0) return true
      engine.reporter.debug(stateLine('checking'))
      const whole = stage === 'pointers'
      try {
        const result = await checkAsReader(engine, readers, {
          ...{ objects, durationMs: checkPublicMs, whole },
          ...{ onMissing: refreshAgain, howFar },
        })
        waitedMs += result.waitedMs
        if (result.wrong.length > 0) {
          errors.push(
            notReadable(result.wrong, { stage: whole ? 'pointers' : 'before-pointers', waitedMs: result.waitedMs }),
          )
          return false
        }
      } catch (error) {
        errors.push(asActionError(error) ?? cutShort('The check by the public address', error))
        return false
      }
      checkedCount += objects.length
      engine.reporter.info(
        `Readers get ${plural(objects.length, whole ? 'pointer file' : 'object')} right at the public address (asked for ${formatDuration(waitedMs)}).`,
      )
      return true
    },
    outcome() {
      if (errors.length > 0) return { kind: 'wrong', errors: [...errors, ...notRefreshed.map(refreshFailed)] }
      if (notRefreshed.length > 0 && checkPublicMs === undefined)
        return { kind: 'wrong', errors: notRefreshed.map(refreshFailed) }
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

function cutShort(what: string, cause: unknown): ActionError {
  return new ActionError({
    code: 'not-readable',
    message: `${what} ended early (${cause instanceof Error ? cause.message : String(cause)})`,
    cause,
  })
}
