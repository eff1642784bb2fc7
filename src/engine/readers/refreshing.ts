/** What a release refreshes in the cache in front of its bucket, and what it learns of it. */
import { ActionError, asActionError } from '../../core/errors/errors.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import { stateLine } from '../../core/telling/states.ts'
import { plural } from '../../core/text/quantities.ts'
import type { CdnRefresh } from '../../ports/readers.ts'
import type { Engine } from '../bucket/context.ts'
import type { PublishedFile } from '../publish/file-result.ts'
import { createPatience } from './patience.ts'
import { type Refresher, refreshKeys } from './refresh.ts'

/** Which objects a step is about: those that others point to, or the pointers. */
export type Stage = 'files' | 'pointers'

/** All that shows by now. */
export type Shown<File extends NamedObject> = readonly PublishedFile<File>[]

interface Refreshing<File extends NamedObject> {
  /** Asks the cache to forget what this step replaced of the stage. What fails is kept in `errors`. */
  refresh(shown: Shown<File>, stage: Stage): Promise<void>
  /** Asks the cache to forget that these were not there. */
  forgetMisses(keys: readonly string[]): Promise<void>
  /** @returns true once, as soon as the CDN says that it has done all that it took. Never throws but the signal's reason. */
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
  /** Whether objects that were there with the same bytes are refreshed too: nothing would tell that an earlier attempt could not. */
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

  /** What must still be refreshed is in the object's record; where there is none, whatever an earlier attempt published, too. */
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
    // What is left for the pointer files cannot be told: they go first, unless they wait for readers of the others.
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
        errors.push(asActionError(error) ?? endedEarly(error))
      }
    },
    async forgetMisses(keys) {
      engine.reporter.info(
        `The CDN has kept that ${plural(keys.length, 'object')} ${keys.length === 1 ? 'was' : 'were'} not there; it is asked to forget that.`,
      )
      const { taskIds } = await refreshKeys(engine, cdn, { keys, allowed: keys.length, patience })
      tasks.add(taskIds)
    },
  }
}

/** Asks a CDN how far its tasks are. What only helps decides nothing: after the first failure it is not asked again. */
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

function endedEarly(cause: unknown): ActionError {
  return new ActionError({
    code: 'not-readable',
    message: `The refresh of the CDN ended early (${cause instanceof Error ? cause.message : String(cause)})`,
    cause,
  })
}
