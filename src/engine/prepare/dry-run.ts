/** What a run would do, in words; nothing is written anywhere. */
import type { KeyMatcher } from '../../core/naming/key-pattern.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import { waveOf } from '../../core/plan/waves.ts'
import { formatParts } from '../../core/telling/report.ts'
import { formatDuration, formatSize, plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Engine, Resumer, SourceFile } from '../bucket/context.ts'
import { resumeUpload } from '../transfer/resume.ts'
import type { HeadResult } from '../verify/verify.ts'

interface DryRunOptions {
  readonly objects: readonly PlannedObject<SourceFile>[]
  /** What HEAD said of the objects, by key. */
  readonly heads: ReadonlyMap<string, HeadResult>
  /** Whether the credentials may see what the bucket has. */
  readonly mayRead: boolean
  readonly checksumsKey: string | undefined
  readonly indexKey?: string | undefined
  /** What would be done for readers. */
  readonly readers?: {
    readonly checkPublicMs?: number | undefined
    readonly refreshes: boolean
    readonly publishLast: readonly KeyMatcher[]
  }
  /** The version in the bucket, by the key of each object that would be left as it is. */
  readonly kept: ReadonlyMap<string, string>
}

/** Prints for each object what would be sent, skipped or resumed, whether one is there already, and which headers it would get. */
export async function printDryRun(
  engine: Resumer & Pick<Engine, 'reporter'>,
  { objects, heads, mayRead, checksumsKey, indexKey, readers, kept }: DryRunOptions,
): Promise<void> {
  for (const object of objects) {
    const { file } = object
    const there = mayRead
      ? heads.get(file.key)?.kind === 'found'
        ? 'replaces an existing object'
        : 'new key'
      : 'the credentials may not see whether it exists'
    const work = await describe(engine, object)
    engine.reporter.info(`${singleLine(file.displayPath)} → ${singleLine(file.key)} (${formatSize(file.sizeBytes)})`)
    engine.reporter.info(`    ${object.kind === 'present' ? work : `${work}; ${there}`}`)
    for (const [name, value] of Object.entries(file.headers)) engine.reporter.info(`    ${name}: ${singleLine(value)}`)
  }
  for (const [key, version] of kept)
    engine.reporter.info(`${singleLine(key)} would stay as it is: ${singleLine(version)} is there.`)
  if (checksumsKey !== undefined) engine.reporter.info(`SHA256SUMS would be made as ${singleLine(checksumsKey)}.`)
  if (indexKey !== undefined) engine.reporter.info(`The index would be made as ${singleLine(indexKey)}.`)
  if (readers?.refreshes === true)
    engine.reporter.info('Objects that are replaced, and each pointer file, would be refreshed in the CDN.')
  if (readers?.checkPublicMs !== undefined)
    engine.reporter.info(describeCheck(objects, { ...readers, durationMs: readers.checkPublicMs }))
  engine.reporter.info('Dry run: nothing was sent, and nothing was changed.')
}

/** The sentence about the check at the public address. */
function describeCheck(
  objects: readonly PlannedObject<SourceFile>[],
  { publishLast, durationMs }: { readonly publishLast: readonly KeyMatcher[]; readonly durationMs: number },
): string {
  const asked = objects.filter((object) => object.kind !== 'present' || object.by === 'resumed')
  const pointers = asked.filter(({ file }) => waveOf(file.key, publishLast) > 0).length
  const files = plural(asked.length - pointers, 'object')
  return `${files} would be asked for at the public address for up to ${formatDuration(durationMs)}, then ${plural(pointers, 'pointer file')} once shown.`
}

async function describe(engine: Resumer, object: PlannedObject<SourceFile>): Promise<string> {
  switch (object.kind) {
    case 'present':
      if (object.told !== undefined) return 'not sent: unchanged; its headers are replaced'
      return object.by === 'resumed' ? 'skipped: published by an earlier attempt' : 'skipped: unchanged'
    case 'put':
      return 'sent in one request'
    case 'copy':
      return `copied inside OSS from ${singleLine(object.fromKey)}`
    case 'multipart': {
      const isHere = engine.origin?.facts(object.file.path) === undefined
      const resumed = isHere ? await resumeUpload(engine, object) : ({ kind: 'none' } as const)
      if (resumed.kind === 'none') return `sent in ${formatParts(object)}`
      const bytes = resumed.missing.reduce((sum, part) => sum + part.endBytes - part.startBytes, 0)
      return `resumed: ${plural(resumed.done.length, 'part')} in OSS already, ${plural(resumed.missing.length, 'part')} (${formatSize(bytes)}) to send`
    }
  }
}
