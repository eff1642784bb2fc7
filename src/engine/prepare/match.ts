/** Patterns → files with their object keys. */
import { ActionError } from '../../core/errors/errors.ts'
import { keyOf, keyProblem, type Layout } from '../../core/naming/object-key.ts'
import { type IncludeLine, patternHint } from '../../core/naming/path-lines.ts'
import { feedKindOf } from '../../core/release/feeds/feed-kind.ts'
import type { MadeKey } from '../../core/release/release-index.ts'
import { plural } from '../../core/text/quantities.ts'
import { firstOf, quoted, singleLine } from '../../core/text/text.ts'
import type { LocalFiles, MatchedFile, Matches, MatchOptions } from '../../ports.ts'

export interface MatchSettings {
  readonly lines: readonly IncludeLine[]
  readonly includeHiddenFiles: boolean
  readonly followSymbolicLinks: boolean
  readonly layout: Layout
  readonly keyPrefix: string
  /** Keys of files that this step makes itself, which no match may have. */
  readonly reservedKeys: readonly MadeKey[]
}

/** A file and the key that it will have. */
export interface KeyedFile {
  readonly file: MatchedFile
  readonly key: string
}

interface FoundFile extends KeyedFile {
  readonly line: IncludeLine
}

export interface MatchOutcome {
  /** In the order of the lines, each line's files sorted by path. Feeds of several files have one key: they are to be merged. */
  readonly files: readonly KeyedFile[]
  /** Include lines that matched no file, with a hint. */
  readonly emptyLines: readonly string[]
  /** Links that were matched and point nowhere. */
  readonly danglingLinks: readonly string[]
  /** Hidden files and folders that were left out. */
  readonly hiddenCount: number
}

/**
 * @returns the files with their keys. A file matched by several plain lines is listed once, under the first one's key; each `=>` line adds a key.
 *   Throws one ActionError for all keys that are not possible, including two files with the same key.
 */
export async function matchFiles(
  files: LocalFiles,
  settings: MatchSettings,
  search: Pick<MatchOptions, 'signal' | 'onProgress'>,
): Promise<MatchOutcome> {
  const keyed: FoundFile[] = []
  const emptyLines: string[] = []
  const danglingLinks = new Set<string>()
  const plain = new Set<string>()
  const problems: MatchProblem[] = []
  const hidden = new Set<string>()
  const { lines, includeHiddenFiles, followSymbolicLinks } = settings
  const found = await files.match({ lines, includeHiddenFiles, followSymbolicLinks, ...search })
  for (const [index, matches] of found.entries()) {
    const line = lines[index]
    if (line === undefined) continue
    for (const link of matches.danglingLinks) danglingLinks.add(link)
    if (matches.files.length === 0) emptyLines.push(emptyLineText(line.pattern, matches))
    for (const path of matches.hidden ?? []) hidden.add(path)
    problems.push(...mappingProblems(line, matches))
    for (const file of matches.files) {
      if (line.mapping === undefined && plain.has(file.path)) continue
      if (line.mapping === undefined) plain.add(file.path)
      keyed.push({
        file,
        line,
        key: keyOf({ location: file, mapping: line.mapping, layout: settings.layout, keyPrefix: settings.keyPrefix }),
      })
    }
  }
  const unique = withoutRepeats(keyed)
  problems.push(
    ...unreadable(unique),
    ...keyProblems(unique),
    ...collisions(unique),
    ...reserved(unique, settings.reservedKeys),
  )
  if (problems.length > 0) throw matchError(problems)
  return { files: unique, emptyLines, danglingLinks: [...danglingLinks], hiddenCount: hidden.size }
}

/** Why something that was matched cannot be published, and what to do. */
interface MatchProblem {
  readonly text: string
  readonly remedy: string
}

function mappingProblems({ pattern, mapping }: IncludeLine, { files }: Matches): readonly MatchProblem[] {
  if (mapping?.kind !== 'key' || files.length < 2) return []
  const names = files.slice(0, 3).map((file) => file.displayPath)
  const text = `\`${pattern} => ${mapping.key}\` matches ${plural(files.length, 'file')} (${names.join(', ')}${files.length > 3 ? ', …' : ''}), and one key holds one`
  return [
    { text, remedy: `To put all of them under a prefix, end it with a slash: \`${pattern} => ${mapping.key}/\`.` },
  ]
}

function withoutRepeats(files: readonly FoundFile[]): readonly FoundFile[] {
  const seen = new Set<string>()
  return files.filter(({ file, key }) => {
    const pair = `${file.path}\0${key}`
    if (seen.has(pair)) return false
    seen.add(pair)
    return true
  })
}

function unreadable(files: readonly KeyedFile[]): readonly MatchProblem[] {
  const remedy = 'Give the user that runs the job read permission: `chmod a+r` in the step that makes the file.'
  return files.flatMap(({ file }) =>
    file.readable ? [] : [{ text: `${file.displayPath} may not be read by the runner's user`, remedy }],
  )
}

function keyProblems(files: readonly KeyedFile[]): readonly MatchProblem[] {
  const remedy =
    'A key is `key-prefix` and then what `layout` or `=>` makes of the path: correct these, or rename the file in the step that makes it.'
  return files.flatMap(({ file, key }) => {
    const problem = keyProblem(key)
    return problem === undefined
      ? []
      : [{ text: `the key \`${singleLine(key, 120)}\` of ${file.displayPath} ${problem}`, remedy }]
  })
}

/** Files that get the same key from one `=>` line are reported by `mappingProblems`. */
function collisions(files: readonly FoundFile[]): readonly MatchProblem[] {
  const remedy =
    'Give each file its own key: `layout: workspace` keeps folders, `pattern => prefix/` puts matches under a prefix, `!pattern` leaves files out.'
  const first = new Map<string, FoundFile>()
  return files.flatMap((one) => {
    const other = first.get(one.key)
    if (other === undefined) first.set(one.key, one)
    if (other === undefined || other.file.path === one.file.path) return []
    if (other.line === one.line && one.line.mapping?.kind === 'key') return []
    // Feeds are merged.
    if (feedKindOf(one.key) !== undefined) return []
    const names = `${other.file.displayPath} and ${one.file.displayPath}`
    return [{ text: `${names} would both become \`${singleLine(one.key, 120)}\``, remedy }]
  })
}

function reserved(files: readonly KeyedFile[], reservedKeys: readonly MadeKey[]): readonly MatchProblem[] {
  return reservedKeys.flatMap(({ key, name }) => {
    const taken = files.find((one) => one.key === key)
    if (taken === undefined) return []
    const text = `${taken.file.displayPath} has the key of ${name}, \`${singleLine(key, 120)}\``
    const input = name === 'the index' ? 'manifest-key' : 'checksums'
    return [{ text, remedy: `Give \`${input}\` another key, or leave the file out with a \`!\` line.` }]
  })
}

const MAX_LISTED = 20

function matchError(problems: readonly MatchProblem[]): ActionError {
  const shown = firstOf(
    problems.map(({ text }) => singleLine(text)),
    MAX_LISTED,
  )
  const message =
    shown.length === 1 ? `${shown[0]}` : `Nothing is published:\n${shown.map((text) => `  - ${text}`).join('\n')}`
  const remedies = new Set(problems.map(({ remedy }) => remedy))
  return new ActionError({ code: 'bad-match', message, remedy: [...remedies].join('\n') })
}

/** @returns what to say of an include line that matched nothing, with a hint where its syntax is the likely cause. */
function emptyLineText(pattern: string, { missingFolder, hidden = [], assets }: Matches): string {
  const shown = quoted(pattern)
  if (assets !== undefined) return `${shown} matches no asset${assets.hint === undefined ? '' : ` (${assets.hint})`}`
  const missing = missingFolder === undefined ? undefined : `there is no folder ${quoted(missingFolder)}`
  const whyHidden = hidden.length > 0 ? 'the file is hidden: write `include-hidden-files: true`' : undefined
  const hint = patternHint(pattern, missingFolder) ?? whyHidden ?? missing
  return `${shown} matches no file${hint === undefined ? '' : ` (${hint})`}`
}
