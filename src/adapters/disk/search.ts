/** Searches a tree for the matches of a pattern. */
import { homedir } from 'node:os'
import * as nodePath from 'node:path'
import { ActionError } from '../../core/errors/errors.ts'
import {
  follow,
  leadsOn,
  literalPrefix,
  meansFile,
  meansPath,
  type NameRules,
  type PathPattern,
  parsePathPattern,
  type Trail,
  trailAt,
} from '../../core/naming/path-pattern.ts'
import { quoted } from '../../core/text/text.ts'
import { withoutDotSegments } from './dot-segments.ts'
import { type Entry, type Found, REPLACEMENT, type Tree } from './tree.ts'

const RULES: NameRules = { escapes: nodePath.sep === '/', ignoresCase: nodePath.sep === '\\' }

/** A pattern and the root at which it begins. */
interface RootedPattern {
  /** `/`, or a drive. */
  readonly root: string
  readonly pattern: PathPattern
}

interface SearchOptions {
  readonly pattern: string
  readonly excludes: readonly string[]
  readonly includeHiddenFiles: boolean
  readonly followSymbolicLinks: boolean
}

interface SearchResult {
  /** The folder in which the search began, or the file that is named. */
  readonly root: string
  readonly paths: readonly string[]
  readonly danglingLinks: readonly string[]
  /** Hidden files and folders that the pattern would match if they were not hidden. */
  readonly hidden: readonly string[]
  /** The first folder on the path to `root` that does not exist. */
  readonly missingFolder: string | undefined
}

/** A folder that is being searched. */
interface Visit {
  readonly path: string
  readonly trail: Trail
  /** Real paths of the folder and its parents: a link back to one of them is a circle. */
  readonly chain: readonly string[]
}

/** @returns the path of these names, each in the Unicode form of the disk: systems that distinguish forms find it only that way. */
async function formOnDisk(tree: Tree, drive: string, names: readonly string[]): Promise<string> {
  let path = drive
  for (const name of names) {
    const asWritten = nodePath.join(path, name)
    const isPlain = /^[\x20-\x7e]*$/.test(name) || (await tree.look(asWritten, false)) !== 'nothing'
    const isListed = !isPlain && (await tree.look(path, true)) === 'folder'
    const onDisk = (isListed ? await tree.entries(path) : []).find(
      (entry) => entry.name.normalize() === name.normalize(),
    )
    path = onDisk === undefined ? asWritten : nodePath.join(path, onDisk.name)
  }
  return path
}

/** @returns the matches of a pattern. Relative patterns start at the working directory. Throws an ActionError if the search is not possible. */
export async function search(tree: Tree, options: SearchOptions): Promise<SearchResult> {
  const { followSymbolicLinks, includeHiddenFiles } = options
  const { root: drive, pattern } = rootPattern(options.pattern)
  const prefix = literalPrefix(pattern)
  const root = await formOnDisk(tree, drive, prefix)
  const isExcluded = excluder(options.excludes)
  const isHidden = (name: string) => !includeHiddenFiles && name.startsWith('.')
  const paths: string[] = []
  const danglingLinks: string[] = []
  const hidden: string[] = []
  const keep = (path: string, kind: Found) => {
    if (!isExcluded(path)) (kind === 'file' ? paths : danglingLinks).push(path)
  }
  if (isHidden(nodePath.basename(root))) return { root, paths, danglingLinks, hidden: [root], missingFolder: undefined }

  const start = trailAt(pattern, prefix.length)
  const first = await tree.look(root, followSymbolicLinks)
  const isThere = first !== 'nothing' || (followSymbolicLinks && (await tree.look(root, false)) !== 'nothing')
  if (first !== 'folder' && isThere && meansFile(pattern, start)) keep(await asOnDisk(tree, root), first)
  const missingFolder = isThere
    ? undefined
    : await firstMissing(tree, meansFile(pattern, start) ? nodePath.dirname(root) : root)
  const waiting: Visit[] = []
  if (first === 'folder') waiting.push({ path: root, trail: start, chain: [await tree.real(root)] })
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { path: above, chain } = folder
    const inFolder = above.endsWith(nodePath.sep) ? above : above + nodePath.sep
    for (const entry of await tree.entries(above)) {
      await tree.breathe()
      const trail = follow(pattern, folder.trail, entry.name)
      if (!leadsOn(trail)) continue
      const path = inFolder + entry.name
      if (isHidden(entry.name)) {
        const isMeant = entry.kind === 'folder' ? leadsOn(follow(pattern, trail, 'file')) : meansFile(pattern, trail)
        if (isMeant && entry.name !== '.git' && !isExcluded(path)) hidden.push(path)
        continue
      }
      const kind = await kindOf(tree, { ...entry, path, followSymbolicLinks })
      if (kind === 'folder') {
        const real = entry.kind === 'link' ? await tree.real(path) : nodePath.join(chain.at(-1) ?? '', entry.name)
        if (!chain.includes(real)) waiting.push({ path, trail, chain: [...chain, real] })
      } else if (kind !== undefined && meansFile(pattern, trail)) keep(path, kind)
    }
  }
  return { root, paths, danglingLinks, hidden, missingFolder }
}

/** @returns the path with the name as the folder lists it: Windows and macOS also find a file by a name in another case or Unicode form. */
async function asOnDisk(tree: Tree, path: string): Promise<string> {
  if (process.platform === 'linux') return path
  const folder = nodePath.dirname(path)
  const name = nodePath.basename(path)
  const names = await tree.entries(folder).then(
    (entries) => entries.map((entry) => entry.name),
    () => [name],
  )
  if (names.includes(name)) return path
  const plain = (text: string) => text.normalize().toLowerCase()
  return nodePath.join(folder, names.find((other) => plain(other) === plain(name)) ?? name)
}

/** @returns the highest folder of a path that does not exist; undefined if all exist. */
async function firstMissing(tree: Tree, folder: string): Promise<string | undefined> {
  if ((await tree.look(folder, true)) !== 'nothing') return undefined
  const above = nodePath.dirname(folder)
  return (above === folder ? undefined : await firstMissing(tree, above)) ?? folder
}

/** @returns the kind of an entry, or of the target of a link; undefined for a link if links are not followed. Throws if its name is not valid text. */
async function kindOf(
  tree: Tree,
  {
    name,
    path,
    kind,
    followSymbolicLinks,
  }: Entry & Pick<SearchOptions, 'followSymbolicLinks'> & { readonly path: string },
): Promise<Found | undefined> {
  if (name.includes(REPLACEMENT) && (await tree.look(path, false)) === 'nothing') throw notFound(path)
  switch (kind) {
    case 'folder':
      return 'folder'
    case 'other':
      return 'file'
    case 'link':
      return followSymbolicLinks ? tree.target(path) : undefined
  }
}

function notFound(path: string): Error {
  return Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT', path })
}

/** @returns whether a path is excluded, by the last line that matches it. A second `!` includes it again. */
function excluder(lines: readonly string[]): (path: string) => boolean {
  const patterns = lines.map((line) => {
    const text = line.replace(/^[!\s]+/, '')
    const isBack = [...line.slice(0, line.length - text.length)].filter((mark) => mark === '!').length % 2 === 1
    return { isBack, ...rootPattern(text) }
  })
  if (patterns.length === 0) return () => false
  return (path) => {
    const { root } = nodePath.parse(path)
    const names = path.slice(root.length).split(nodePath.sep)
    let isOut = false
    for (const one of patterns) {
      if (isOut === one.isBack && same(one.root, root) && meansPath(one.pattern, names)) isOut = !one.isBack
    }
    return isOut
  }
}

function same(one: string, other: string): boolean {
  return one === other || (RULES.ignoresCase && one.toLowerCase() === other.toLowerCase())
}

/** @returns a pattern as one below a root. */
function rootPattern(line: string): RootedPattern {
  const cwd = process.cwd()
  const text = withoutDotSegments(line, { cwd, style: nodePath })
  const { root, rest } = placed(text, cwd)
  const pattern = parsePathPattern(rest, RULES)
  const isBad = pattern.segments.some((one) => one.kind === 'literal' && (one.text === '.' || one.text === '..'))
  if (isBad || /[*?[]/.test(root)) throw badPattern(line)
  return { root, pattern }
}

function placed(text: string, cwd: string): { readonly root: string; readonly rest: string } {
  const { root } = nodePath.parse(text)
  // `C:name` starts at the working directory of that drive.
  if (root !== '') return under(nodePath.resolve(root), text.slice(root.length))
  if (/^~(?=$|[\\/])/.test(text)) return under(homedir(), text.slice(1))
  return under(cwd, text === '.' ? '' : text.replace(/^\.(?=[\\/])/, ''))
}

function under(folder: string, rest: string): { readonly root: string; readonly rest: string } {
  const { root } = nodePath.parse(folder)
  return { root, rest: `${escaped(folder.slice(root.length))}${rest === '' ? '' : nodePath.sep}${rest}` }
}

/** @returns a pattern that matches only this path, below its root. */
function escaped(path: string): string {
  return (RULES.escapes ? path.replaceAll('\\', '\\\\') : path).replace(/[*?[]/g, '[$&]')
}

/** @returns a pattern that matches only this path. */
export function literalPattern(path: string): string {
  const { root } = nodePath.parse(path)
  return root + escaped(path.slice(root.length))
}

/** @returns the folder in which a search for the pattern begins. */
export function searchRoot(line: string): string {
  const { root, pattern } = rootPattern(line)
  return nodePath.join(root, ...literalPrefix(pattern))
}

function badPattern(line: string): ActionError {
  return new ActionError({
    code: 'bad-pattern',
    message: `A line of \`path\` cannot be searched for: ${quoted(line)}`,
    remedy: 'Begin the pattern at a folder without wildcards, and do not write `..` after one.',
  })
}
