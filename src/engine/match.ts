/** Patterns → files with their object keys. */
import { ActionError } from '../core/errors.ts'
import { keyOf, keyProblem, type Layout } from '../core/object-key.ts'
import { hasBraces, type IncludeLine } from '../core/path-lines.ts'
import { plural } from '../core/quantities.ts'
import { singleLine } from '../core/text.ts'
import type { LocalFiles, MatchedFile, Matches } from '../ports.ts'

export interface MatchSettings {
  readonly lines: readonly IncludeLine[]
  readonly includeHiddenFiles: boolean
  readonly followSymbolicLinks: boolean
  readonly layout: Layout
  readonly keyPrefix: string
  /** The key of a file that this step makes itself, which no match may have. */
  readonly reservedKey: string | undefined
}

/** A file and the key that it is to have. */
export interface KeyedFile {
  readonly file: MatchedFile
  readonly key: string
}

export interface MatchOutcome {
  /** In the order of the lines, each line's files sorted by path. */
  readonly files: readonly KeyedFile[]
  /** Include lines that matched no file. */
  readonly emptyLines: readonly string[]
  /** Links that were matched and point nowhere. */
  readonly danglingLinks: readonly string[]
}

/**
 * @returns the files with their keys. A file matched by several plain lines stands once, under the first one's key; each `=>` line adds a key.
 *   Throws one ActionError for all keys that cannot be, two files of one key among them.
 */
export async function matchFiles(files: LocalFiles, settings: MatchSettings): Promise<MatchOutcome> {
  const found: KeyedFile[] = []
  const emptyLines: string[] = []
  const danglingLinks = new Set<string>()
  const plain = new Set<string>()
  const problems: string[] = []
  for (const line of settings.lines) {
    const { includeHiddenFiles, followSymbolicLinks } = settings
    const matches = await files.match({
      pattern: line.pattern,
      excludes: line.excludes,
      includeHiddenFiles,
      followSymbolicLinks,
    })
    for (const link of matches.danglingLinks) danglingLinks.add(link)
    if (matches.files.length === 0) emptyLines.push(line.pattern)
    problems.push(...mappingProblems(line, matches))
    for (const file of matches.files) {
      if (line.mapping === undefined && plain.has(file.path)) continue
      if (line.mapping === undefined) plain.add(file.path)
      found.push({
        file,
        key: keyOf({ location: file, mapping: line.mapping, layout: settings.layout, keyPrefix: settings.keyPrefix }),
      })
    }
  }
  const unique = withoutRepeats(found)
  problems.push(
    ...unreadable(unique),
    ...keyProblems(unique),
    ...collisions(unique),
    ...reserved(unique, settings.reservedKey),
  )
  if (problems.length > 0) throw keyError(problems)
  return { files: unique, emptyLines, danglingLinks: [...danglingLinks] }
}

function mappingProblems({ pattern, mapping }: IncludeLine, { files }: Matches): readonly string[] {
  if (mapping?.kind !== 'key' || files.length < 2) return []
  const names = files.slice(0, 3).map((file) => file.displayPath)
  return [
    `\`${pattern} => ${mapping.key}\` matches ${plural(files.length, 'file')} (${names.join(', ')}${files.length > 3 ? ', …' : ''}), and one key holds one; end it with \`/\` to make it a prefix`,
  ]
}

function withoutRepeats(files: readonly KeyedFile[]): readonly KeyedFile[] {
  const seen = new Set<string>()
  return files.filter(({ file, key }) => {
    const pair = `${file.path}\0${key}`
    if (seen.has(pair)) return false
    seen.add(pair)
    return true
  })
}

function unreadable(files: readonly KeyedFile[]): readonly string[] {
  return files.flatMap(({ file }) =>
    file.readable ? [] : [`${file.displayPath} may not be read by the runner's user`],
  )
}

function keyProblems(files: readonly KeyedFile[]): readonly string[] {
  return files.flatMap(({ file, key }) => {
    const problem = keyProblem(key)
    return problem === undefined ? [] : [`the key \`${singleLine(key, 120)}\` of ${file.displayPath} ${problem}`]
  })
}

function collisions(files: readonly KeyedFile[]): readonly string[] {
  const first = new Map<string, MatchedFile>()
  return files.flatMap(({ file, key }) => {
    const other = first.get(key)
    if (other === undefined) first.set(key, file)
    return other === undefined || other.path === file.path
      ? []
      : [`${other.displayPath} and ${file.displayPath} would both become \`${singleLine(key, 120)}\``]
  })
}

function reserved(files: readonly KeyedFile[], reservedKey: string | undefined): readonly string[] {
  const taken = files.find(({ key }) => key === reservedKey)
  return taken === undefined
    ? []
    : [`${taken.file.displayPath} has the key of the checksums file, \`${singleLine(taken.key, 120)}\``]
}

const MAX_LISTED = 20

function keyError(problems: readonly string[]): ActionError {
  const shown = problems.slice(0, MAX_LISTED).map((problem) => `  - ${singleLine(problem)}`)
  const rest = problems.length > MAX_LISTED ? [`  - and ${problems.length - MAX_LISTED} more`] : []
  return new ActionError({
    code: 'bad-match',
    message: `${plural(problems.length, 'matched file')} cannot be published:\n${[...shown, ...rest].join('\n')}`,
    remedy:
      'Give each file a key of its own: `layout: workspace` keeps folders, `pattern => prefix/` puts matches under a prefix, `!pattern` leaves files out.',
  })
}

/** @returns what to say of an include line that matched nothing, with a hint where its syntax is the likely cause. */
export function emptyLineText(pattern: string): string {
  const hint = hasBraces(pattern) ? ' (braces are not expanded: write one line for each alternative)' : ''
  return `\`${singleLine(pattern, 200)}\` matches no file${hint}`
}
