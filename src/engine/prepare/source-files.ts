/** Matched files as the plan takes them, and what keeps them from being planned. */

import { MAX_PARTS, MIN_PART_SIZE_BYTES } from '../../core/bytes/parts.ts'
import { ActionError } from '../../core/errors/errors.ts'
import { conflictOf, riskOf, withoutVersion } from '../../core/naming/headers.ts'
import type { PlanProblem } from '../../core/plan/plan.ts'
import { formatSize } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Headers, Reporter } from '../../ports.ts'
import type { Engine, SourceFile } from '../bucket/context.ts'
import type { KeyedFile } from './match.ts'

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
