/** What a release refreshes in the CDN in front of its bucket, and how far that is. */
import { ActionError, asActionError } from '../../core/errors/errors.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import { stateLine } from '../../core/telling/states.ts'
import { plural } from '../../core/text/quantities.ts'
import type { CdnRefresh } from '../../ports/readers.ts'
import type { Engine } from '../bucket/context.ts'
import type { PublishedFile } from '../publish/published-file.ts'
import { createPatience } from './patience.ts'
import { type Refresher, refreshKeys } from './refresh.ts'

/** Which objects a call is about: those that pointer files name, or the pointer files. */
export type Stage = 'files' | 'pointers'

/** All objects that are visible by now. */
export type Shown<File extends NamedObject> = readonly PublishedFile<File>[]

interface Refreshing<File extends NamedObject> {
  /** Asks the CDN to refresh what this step replaced in the stage. Failures are collected in `errors`. */
  refresh(shown: Shown<File>, stage: Stage): Promise<void>
  /** Asks the CDN to refresh objects that it has cached as missing. */
  forgetMisses(keys: readonly string[]): Promise<void>
  /** @returns true once, as soon as the CDN says that all accepted tasks are done. Throws nothing but the signal's reason. */
  isJustDone(): Promise<boolean>
  /** @returns how far that is, as the end of a line; empty where it is not known. */
  howFar(): string
  readonly errors: readonly ActionError[]
  /** @returns whether a record no longer says what an earlier attempt saved in it */
  hasSettled(): boolean
}

interface RefreshingOptions {
  readonly cdn: CdnRefresh
  readonly giveUpAfterMs: number
  readonly isOf: (stage: Stage, key: string) => boolean
  /** Whether pointer files wait until readers get what was refreshed. */
  readonly checks: boolean
  /** Whether objects that existed with the same bytes are refreshed too: no record would say that an earlier attempt could not refresh them. */
  readonly refreshesUnchanged: boolean
}

/** @returns the refreshes of one release. */
export function createRefreshing<File extends NamedObject>(
  engine: Refresher & Pick<Engine, 'checkpoints' | 'staleKeys'>,
  { cdn, giveUpAfterMs, isOf, checks, refreshesUnchanged }: RefreshingOptions,
): Refreshing<File> {
  const patience = createPatience(engine, giveUpAfterMs)
  const errors: ActionError[] = []
  const tasks = watchTasks(engine, cdn)
  let postponed: readonly string[] = []
  let hasSettled = false

  /** Whether the object must still be refreshed: its record says so; without a record, if an earlier attempt published it or this step replaced it. */
  function isStale({ file, status }: PublishedFile<File>): boolean {
    if (status === 'unchanged') return refreshesUnchanged
    const [record] = engine.checkpoints.load(file.objectId).filter(({ kind }) => kind === 'published')
    if (record?.kind === 'published') return record.record.isStale === true
    return status === 'resumed' || engine.staleKeys.has(file.key)
  }

  function settle(shown: Shown<File>, refreshed: readonly string[]): void {
    const keys = new Set(refreshed)
    for (const { file, status } of shown) {
      if (!keys.has(file.key)) continue
      const [found] = engine.checkpoints.load(file.objectId)
      if (found?.kind !== 'published') continue
      const { isStale: _, ...record } = found.record
      engine.checkpoints.published(record)
      if (status === 'resumed') hasSettled = true
    }
  }

  async function ask(shown: Shown<File>, { keys, allowed }: { keys: readonly string[]; allowed: number }) {
    if (keys.length === 0) return
    const { refreshed, taskIds, error } = await refreshKeys(engine, cdn, { keys, allowed, patience })
    settle(shown, refreshed)
    tasks.add(taskIds)
    if (refreshed.length > 0)
      engine.reporter.info(
        `The CDN was asked to refresh ${plural(refreshed.length, 'object')}; 5 to 6 minutes are normal.`,
      )
    if (error !== undefined) errors.push(error)
  }

  async function refreshStage(shown: Shown<File>, stage: Stage): Promise<void> {
    const keysOf = (one: Stage) =>
      shown.filter((it) => isOf(one, it.file.key) && isStale(it)).map(({ file }) => file.key)
    const keys = keysOf(stage)
    const waiting = postponed
    postponed = []
    if (keys.length + waiting.length === 0) return
    const left = await cdn.remaining(engine.signal)
    if (stage === 'pointers') {
      await ask(shown, { keys, allowed: left ?? keys.length })
      return ask(shown, { keys: waiting, allowed: left === undefined ? waiting.length : left - keys.length })
    }
    const pointers = new Set([...keysOf('pointers'), ...[...engine.staleKeys].filter((key) => isOf('pointers', key))])
    // It is unknown whether the quota suffices for the pointer files: they go first, unless they wait for readers of the others.
    if (left === undefined && pointers.size > 0 && !checks) postponed = keys
    else await ask(shown, { keys, allowed: left === undefined ? keys.length : left - pointers.size })
  }

  return {
    errors,
    hasSettled: () => hasSettled,
    isJustDone: () => tasks.isJustDone(),
    howFar: () => tasks.howFar(),
    async refresh(shown, stage) {
      engine.reporter.debug(stateLine('refreshing'))
      try {
        await refreshStage(shown, stage)
      } catch (error) {
        errors.push(asActionError(error) ?? endedEarly('The refresh of the CDN', error))
      }
    },
    async forgetMisses(keys) {
      engine.reporter.info(
        `The CDN has cached ${plural(keys.length, 'object')} as missing; it is asked to refresh ${keys.length === 1 ? 'it' : 'them'}.`,
      )
      const { taskIds } = await refreshKeys(engine, cdn, { keys, allowed: keys.length, patience })
      tasks.add(taskIds)
    },
  }
}

/** Asks a CDN how far its tasks are. Nothing depends on the answer: after the first failure it is not asked again. */
function watchTasks({ reporter, signal }: Pick<Engine, 'reporter' | 'signal'>, cdn: CdnRefresh) {
  let open: readonly string[] = []
  let count = 0
  let isTold = false
  return {
    howFar: () => (isTold ? ` The CDN has done ${count - open.length} of ${plural(count, 'task')}.` : ''),
    add(taskIds: readonly string[]) {
      open = [...open, ...taskIds]
      count += taskIds.length
    },
    async isJustDone(): Promise<boolean> {
      if (open.length === 0) return false
      const states = await cdn.taskStates(open, signal)
      isTold = states !== undefined
      if (states === undefined) {
        open = []
        return false
      }
      const failed = open.filter((id) => states.get(id) === 'failed')
      if (failed.length > 0) reporter.info(`The CDN says that ${plural(failed.length, 'refresh task')} failed.`)
      open = open.filter((id) => states.get(id) === 'waiting')
      if (open.length === 0 && failed.length === 0) reporter.info('The CDN says that its refresh is done.')
      return open.length === 0 && failed.length === 0
    },
  }
}

/** @returns the error of what ended for a reason that nobody expected, such as a signal. */
export function endedEarly(what: string, cause: unknown): ActionError {
  return new ActionError({
    code: 'not-readable',
    message: `${what} ended early (${cause instanceof Error ? cause.message : String(cause)})`,
    cause,
  })
}
