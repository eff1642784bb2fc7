/** The steps between matching files and printing the plan. */

import { MAX_PARTS, MIN_PART_SIZE_BYTES } from '../../core/bytes/parts.ts'
import { ActionError } from '../../core/errors/errors.ts'
import { conflictOf, riskOf, withoutVersion } from '../../core/naming/headers.ts'
import { prefixWarning } from '../../core/naming/key-prefix.ts'
import { type NamedPatterns, unmatchedPatternWarnings } from '../../core/naming/pattern-warnings.ts'
import type { PlannedObject, PlanProblem } from '../../core/plan/plan.ts'
import type { HeldShare } from '../../core/records/held.ts'
import { filesOfShard, listOfShared, type Shard } from '../../core/records/shard.ts'
import { formatPlan } from '../../core/telling/report.ts'
import { formatSize } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Hashes, Headers, Reporter } from '../../ports.ts'
import type { Engine, SourceFile } from '../bucket/context.ts'
import type { KeyedFile, MatchOutcome } from './match.ts'

/** Reports patterns and links that match no file. Throws an ActionError if that is to be an error. */
export function reportMatches(
  { files, emptyLines, danglingLinks, hiddenCount }: MatchOutcome,
  ifNoFilesFound: 'error' | 'warn' | 'ignore',
  reporter: Reporter,
): void {
  const texts = [...emptyLines, ...danglingLinks.map((link) => `${singleLine(link)} is a link that points nowhere`)]
  if (hiddenCount > 0 && files.length > 0)
    reporter.notice(
      `${hiddenCount === 1 ? '1 hidden file or folder was' : `${hiddenCount} hidden files or folders were`} left out. If they belong to the release, write \`include-hidden-files: true\`.`,
      'Hidden files left out',
    )
  if (texts.length === 0) return
  switch (ifNoFilesFound) {
    case 'error':
      throw new ActionError({
        code: 'no-files',
        message:
          texts.length === 1
            ? `${texts[0]}`
            : `\`path\` asks for more than there is:\n${texts.map((text) => `  - ${text}`).join('\n')}`,
        remedy:
          'Check the lines of `path` (relative to the workspace; hidden files need `include-hidden-files: true`) and the step that makes the files, or write `if-no-files-found: warn`.',
      })
    case 'warn':
      for (const text of texts) reporter.warning(text, 'No files')
      if (files.length === 0) reporter.info('There is nothing to publish.')
      return
    case 'ignore':
      if (files.length === 0) reporter.info('There is nothing to publish.')
  }
}

/** @returns the files of this runner's share; all files if they are not divided. */
export function shareOf(files: readonly KeyedFile[], shard: Shard | undefined): readonly KeyedFile[] {
  if (shard === undefined) return files
  const shareable = files.map((one) => ({
    one,
    path: one.file.path,
    key: one.key,
    sizeBytes: one.file.stamp.sizeBytes,
  }))
  return filesOfShard(shareable, shard).map(({ one }) => one)
}

/** Warns once of patterns that match no key, and of a prefix that joins the names of files. */
export function warnOfNames(
  {
    patterns,
    keys,
    keyPrefix,
  }: { readonly patterns: readonly NamedPatterns[]; readonly keys: readonly string[]; readonly keyPrefix: string },
  reporter: Reporter,
): void {
  for (const text of unmatchedPatternWarnings(patterns, { keys, keyPrefix }))
    reporter.warning(text, 'Pattern matches nothing')
  const text = prefixWarning(keyPrefix, keys[0])
  if (text !== undefined) reporter.warning(text, 'Prefix without a slash')
}

/** @returns which share of which list of files this runner has, for the record of what is held; undefined if files are not divided. */
export function shareFacts(
  files: readonly KeyedFile[],
  shard: Shard | undefined,
  { sha256Of }: Pick<Hashes, 'sha256Of'>,
): HeldShare | undefined {
  if (shard === undefined) return undefined
  const listed = files.map(({ key, file }) => ({ key, sizeBytes: file.stamp.sizeBytes }))
  return { ...shard, list: sha256Of(listOfShared(listed)) }
}

type Describing = Pick<Engine, 'checkpoints' | 'hashes'> & Partial<Pick<Engine, 'samples' | 'origin'>>

/** @returns the files for the plan: with the headers and the ID of their objects. */
export function toSourceFiles(
  engine: Describing,
  files: readonly KeyedFile[],
  headersOf: (key: string, contentType?: string) => Headers,
): readonly SourceFile[] {
  // Thousands of files share a few sets of headers.
  const known = new Map<string, Pick<SourceFile, 'headers' | 'headersDigest'>>()
  return files.map(({ file: { path, displayPath, stamp }, key }) => {
    const headers = headersOf(key, engine.origin?.facts(path)?.contentType)
    const text = JSON.stringify(headers)
    const digested = known.get(text) ?? { headers, headersDigest: digestOf(engine, headers) }
    known.set(text, digested)
    return describe(engine, { path, displayPath, stamp, key, ...digested })
  })
}

/** @returns one file for the plan. */
export function toSourceFile(
  engine: Describing,
  file: Pick<SourceFile, 'path' | 'displayPath' | 'stamp' | 'key' | 'headers'>,
): SourceFile {
  return describe(engine, { ...file, headersDigest: digestOf(engine, file.headers) })
}

function describe(
  { checkpoints, samples }: Describing,
  file: Pick<SourceFile, 'path' | 'displayPath' | 'stamp' | 'key' | 'headers' | 'headersDigest'>,
): SourceFile {
  samples?.expect(file.path, file.stamp.sizeBytes)
  return { ...file, sizeBytes: file.stamp.sizeBytes, objectId: checkpoints.objectId(file.key) }
}

/** The version is not part of an upload's identity: its bytes can be published with another version. */
function digestOf({ hashes }: Describing, headers: Headers): string {
  const sorted = Object.entries(withoutVersion(headers)).sort(([left], [right]) => (left < right ? -1 : 1))
  return hashes.sha256Of(JSON.stringify(sorted))
}

/** Warns of risky headers. Throws one ActionError for all objects whose headers conflict. */
export function checkHeaders(sources: readonly Pick<SourceFile, 'key' | 'headers'>[], reporter: Reporter): void {
  const conflicts = sources.flatMap(({ key, headers }) => {
    const conflict = conflictOf(headers)
    return conflict === undefined ? [] : [`${singleLine(key)}: ${conflict}`]
  })
  if (conflicts.length > 0) {
    throw new ActionError({
      code: 'bad-headers',
      message:
        conflicts.length === 1
          ? `${conflicts[0]}`
          : `Headers conflict:\n${conflicts.map((text) => `  - ${text}`).join('\n')}`,
      remedy: 'Correct the input `headers`. Nothing was sent.',
    })
  }
  const risky = sources.find(({ headers }) => riskOf(headers) !== undefined)
  if (risky !== undefined) reporter.warning(`${singleLine(risky.key)}: ${riskOf(risky.headers)}`, 'Risky ACL')
}

/** Throws one ActionError for all files that cannot be cut with the part size that was set. */
export function assertPlannable(problems: readonly PlanProblem<SourceFile>[]): void {
  if (problems.length === 0) return
  const texts = problems.map(({ file, problem, partSizeBytes }) => {
    const name = `${singleLine(file.displayPath)} (${formatSize(file.sizeBytes)})`
    if (problem === 'too-large') return `${name} is larger than OSS's 48.8 TB`
    const least = Math.max(MIN_PART_SIZE_BYTES, Math.ceil(file.sizeBytes / MAX_PARTS))
    return `${name} would have more than 10,000 parts of ${formatSize(partSizeBytes)}; it needs at least ${Math.ceil(least / 1024)}KB`
  })
  throw new ActionError({
    code: 'part-size',
    message:
      texts.length === 1
        ? `${texts[0]}`
        : `Files do not fit the part size:\n${texts.map((text) => `  - ${text}`).join('\n')}`,
    remedy: 'Write `part-size: auto`, which fits every file.',
  })
}

/** Prints the plan, and adds its bytes to the expected total. */
export function reportPlan(
  engine: Pick<Engine, 'progress' | 'reporter'>,
  objects: readonly PlannedObject[],
  told: { readonly where: string; readonly checksumsKey: string | undefined },
): void {
  if (objects.length === 0) return
  const { title, lines } = formatPlan(objects, told)
  engine.reporter.group(title, lines)
  for (const object of objects) {
    const { sizeBytes } = object.file
    if (object.kind === 'put' || object.kind === 'multipart') engine.progress.addPlanned(sizeBytes)
    if (object.kind === 'present' && object.by === 'resumed') {
      engine.progress.addPlanned(sizeBytes)
      engine.progress.addResumed(sizeBytes)
    }
  }
}
