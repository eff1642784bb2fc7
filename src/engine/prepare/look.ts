/** What is known before the plan: records of earlier attempts, and objects that the bucket has already. */

import { ActionError } from '../../core/errors/errors.ts'
import { hasHeaders, withoutVersion } from '../../core/naming/headers.ts'
import type { PlanOptions } from '../../core/plan/plan.ts'
import type { Checkpoint } from '../../core/records/checkpoint.ts'
import { plural } from '../../core/text/quantities.ts'
import { firstOf, singleLine } from '../../core/text/text.ts'
import type { ObjectFacts } from '../../ports.ts'
import type { Engine, SourceFile, Verifier } from '../bucket/context.ts'
import type { Overwrite } from '../bucket/create-engine.ts'
import { findPublished, type HeadResult, headObjects, sameAsLocal } from '../verify/verify.ts'

interface LookSettings {
  readonly overwrite: Overwrite
  /** Whether to look for an object of every key. */
  readonly dryRun: boolean
  /** Whether objects with the bytes and headers of their files are left as they are, whatever `overwrite` says. */
  readonly keepsSame: boolean
}

type Answers = Pick<PlanOptions<SourceFile>, 'checkpointsOf' | 'presentOf'>
type Present = NonNullable<ReturnType<Answers['presentOf']>>

interface Looked extends Answers {
  /** Whether the credentials may read objects; undefined if no request was needed. */
  readonly mayRead: boolean | undefined
  /** The answers of HEAD, by key. */
  readonly heads: ReadonlyMap<string, HeadResult>
}

/**
 * @returns the records of each file, and which files the bucket has already. Throws an ActionError that names every object that must not
 *   be overwritten, or if `if-changed` may not look.
 */
export async function look(
  engine: Verifier & Pick<Engine, 'checkpoints'>,
  sources: readonly SourceFile[],
  settings: LookSettings,
): Promise<Looked> {
  const records = new Map(sources.map((file) => [file.objectId, engine.checkpoints.load(file.objectId)]))
  const recordsOf = (file: SourceFile) => records.get(file.objectId) ?? []
  const published = (file: SourceFile) => recordsOf(file).some((record) => saysPublished(record, file))
  const everything = settings.overwrite !== 'always' || settings.dryRun || settings.keepsSame
  const asked = everything ? sources : [...sources.filter(published), ...firstOfTwins(sources)]
  const heads = await headObjects(
    engine,
    asked.map(({ key }) => key),
  )
  const mayRead = asked.length === 0 ? undefined : [...heads.values()].every(({ kind }) => kind !== 'denied')
  if (mayRead === false && settings.overwrite === 'if-changed') throw needsRead()

  const present = new Map<string, Present>()
  const conflicts: SourceFile[] = []
  await Promise.all(
    asked.map(async (file) => {
      const head = heads.get(file.key)
      if (head?.kind !== 'found') return
      const wasPublished = published(file)
      if (settings.overwrite === 'always' && !wasPublished && !(settings.keepsSame && hasSameHeaders(head.facts, file)))
        return
      const object = await sameAsLocal(engine, file, head.facts, { records: recordsOf(file), isDry: settings.dryRun })
      if (object !== undefined) {
        const isStale = settings.overwrite === 'if-changed' && !hasHeaders(head.facts.headers, file.headers)
        const told = isStale ? { told: head.facts.headers } : {}
        // An unfinished record: an attempt may have been killed between publishing the object and recording that.
        const isOwn = wasPublished || recordsOf(file).some(({ kind }) => kind === 'unfinished')
        present.set(file.key, { object, by: isOwn ? 'resumed' : 'unchanged', ...told })
      }
      if (object === undefined && settings.overwrite === 'never') conflicts.push(file)
    }),
  )
  if (conflicts.length > 0) throw existAlready(conflicts)
  return {
    checkpointsOf: recordsOf,
    presentOf: (file) => present.get(file.key),
    mayRead,
    heads,
  }
}

/** Whether an object has the headers of a file, except its version. */
function hasSameHeaders({ headers }: ObjectFacts, file: SourceFile): boolean {
  return hasHeaders(headers, withoutVersion(file.headers))
}

/** @returns the object that an earlier attempt published according to its record, if the bucket still has it with the bytes of the file. */
export async function findRecorded(
  engine: Verifier & Pick<Engine, 'checkpoints'>,
  file: SourceFile,
): Promise<Present | undefined> {
  const records = engine.checkpoints.load(file.objectId)
  if (!records.some((record) => saysPublished(record, file))) return undefined
  const object = await findPublished(engine, file, records)
  return object === undefined ? undefined : { object, by: 'resumed' }
}

/** One file of those with two keys: copying inside OSS needs permission to read. */
function firstOfTwins(sources: readonly SourceFile[]): readonly SourceFile[] {
  const seen = new Set<string>()
  for (const file of sources) {
    if (seen.has(file.path)) return [file]
    seen.add(file.path)
  }
  return []
}

function saysPublished(checkpoint: Checkpoint, file: SourceFile): boolean {
  if (checkpoint.kind !== 'published') return false
  const { sizeBytes, headers } = checkpoint.record
  return sizeBytes === file.sizeBytes && headers === file.headersDigest
}

const MAX_LISTED = 50

function existAlready(files: readonly SourceFile[]): ActionError {
  const keys = files.map(({ key }) => singleLine(key, 200)).sort()
  const shown = firstOf(keys, MAX_LISTED).map((key) => `  - ${key}`)
  return new ActionError({
    code: 'object-exists',
    fault: 'exists',
    message: `${plural(keys.length, 'object')} with other content ${keys.length === 1 ? 'exists' : 'exist'} already, and \`overwrite: never\` forbids replacing them:\n${shown.join('\n')}`,
    remedy:
      'Publish under new keys (`key-prefix` with the version), or find out what else publishes these. Nothing was sent.',
  })
}

function needsRead(): ActionError {
  return new ActionError({
    code: 'if-changed-needs-read',
    fault: 'denied',
    message: '`overwrite: if-changed` compares with the objects in the bucket, and the credentials may not read them',
    remedy: 'Allow the credentials `oss:GetObject` on these keys in RAM. Nothing was sent.',
  })
}
