/** Files on this runner: matching, states, ranges of bytes. */
import { accessSync, type BigIntStats, constants, lstatSync, statSync } from 'node:fs'
import * as nodePath from 'node:path'
import { create as createGlobber } from '@actions/glob'
import { ActionError } from '../../core/errors/errors.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Body, FileStamp, LocalFiles, MatchedFile, MatchOptions } from '../../ports.ts'
import { mayPassOver, pointsNowhere, REPLACEMENT } from './dangling-links.ts'
import { withoutDotSegments } from './dot-segments.ts'
import { createOpenFiles, type OpenFile } from './open-files.ts'
import { fromRoot, insideOf, namesOf } from './paths.ts'

export interface LocalFilesOptions {
  /** Absolute; what files are shown relative to. */
  readonly workspace: string
  /** Whether a path is a file of this action itself, such as a record, which no pattern means. */
  readonly isOwn?: (path: string) => boolean
}

/** @returns the files of this machine; relative patterns start at the working directory, as @actions/glob has it. */
export function createLocalFiles({ workspace, isOwn = () => false }: LocalFilesOptions): LocalFiles {
  // Relative patterns are found without links on the way to the workspace, absolute ones as they are written.
  const workspaces = namesOf(workspace)
  const inside = (path: string) => insideOf(path, workspaces)
  const show = (path: string) => inside(path) ?? nodePath.basename(path)
  const openFile = createOpenFiles()
  return {
    async match(options) {
      try {
        const { paths, roots } = await globPaths(options)
        const files = paths.flatMap((path) =>
          isOwn(path) ? [] : matchedFile({ path, roots, fromWorkspace: inside(path), options }),
        )
        files.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0))
        const danglingLinks = options.followSymbolicLinks ? await findDanglingLinks(options, { paths, roots }) : []
        return { files, danglingLinks: danglingLinks.map(show) }
      } catch (error) {
        throw searchError(error, show)
      }
    },
    async stamp(path) {
      try {
        // Not worth a thread: this takes microseconds, and thousands of files are asked one after the other.
        accessSync(path, constants.R_OK)
        return stampOf(path)
      } catch (error) {
        throw fileError(error, show(path))
      }
    },
    body: (range) => createBody({ ...range, openFile, shown: show(range.path) }),
  }
}

async function globPaths({ pattern, excludes, includeHiddenFiles, followSymbolicLinks }: MatchOptions): Promise<{
  readonly paths: readonly string[]
  readonly roots: readonly string[]
}> {
  const plain = (line: string) => withoutDotSegments(line, { cwd: process.cwd(), style: nodePath })
  const lines = [plain(pattern), ...excludes.map((exclude) => `!${plain(exclude)}`)].join('\n')
  const globber = await createGlobber(lines, {
    followSymbolicLinks,
    matchDirectories: false,
    excludeHiddenFiles: !includeHiddenFiles,
  })
  return { paths: await globber.glob(), roots: globber.getSearchPaths() }
}

/** A search that follows links passes some files over in silence, so it takes a second one that does not, unless there are none. */
async function findDanglingLinks(
  options: MatchOptions,
  found: { readonly paths: readonly string[]; readonly roots: readonly string[] },
): Promise<readonly string[]> {
  if (!mayPassOver(found.roots, 10_000 + 2 * found.paths.length)) return []
  const { paths } = await globPaths({ ...options, followSymbolicLinks: false })
  const known = new Set(found.paths)
  return paths.filter((path) => !known.has(path) && isLink(path) && pointsNowhere(path))
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

function matchedFile({
  path,
  roots,
  fromWorkspace,
  options,
}: {
  readonly path: string
  readonly roots: readonly string[]
  readonly fromWorkspace: string | undefined
  readonly options: MatchOptions
}): readonly MatchedFile[] {
  const stats = (options.followSymbolicLinks ? statSync : lstatSync)(path, { bigint: true, throwIfNoEntry: false })
  if (stats !== undefined && !stats.isFile()) return []
  return [
    {
      path,
      displayPath: fromWorkspace ?? nodePath.basename(path),
      fromPatternRoot: fromRoot({ path, roots, style: nodePath }),
      fromWorkspace,
      readable: isReadable(path),
      stamp: stats === undefined || !options.followSymbolicLinks ? stampOf(path) : stampFrom(stats),
    },
  ]
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

function stampOf(path: string): FileStamp {
  return stampFrom(statSync(path, { bigint: true }))
}

function stampFrom(stats: BigIntStats): FileStamp {
  return { sizeBytes: Number(stats.size), mtimeNs: stats.mtimeNs, ctimeNs: stats.ctimeNs, inode: stats.ino }
}

function createBody({
  openFile,
  path,
  shown,
  startBytes,
  endBytes,
}: {
  readonly openFile: (path: string) => Promise<OpenFile>
  readonly path: string
  readonly shown: string
  readonly startBytes: number
  readonly endBytes: number
}): Body {
  let file: OpenFile | undefined
  let position = startBytes
  return {
    sizeBytes: endBytes - startBytes,
    async read(into) {
      const wanted = Math.min(into.length, endBytes - position)
      if (wanted === 0) return 0
      try {
        file ??= await openFile(path)
        const size = await file.read(into, wanted, position)
        if (size === 0) throw shrunk(shown)
        position += size
        return size
      } catch (error) {
        throw fileError(error, shown)
      }
    },
    async close() {
      const open = file
      file = undefined
      await open?.close()
    },
  }
}

/** @returns what a failed search means; the file system's error names the path at which it stopped. */
function searchError(error: unknown, show: (path: string) => string): unknown {
  if (!(error instanceof Error) || error instanceof ActionError) return error
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'ERR_ASSERTION') {
    return new ActionError({
      code: 'bad-pattern',
      message: `A line of \`path\` cannot be searched for: ${singleLine(error.message)}`,
      remedy: 'Begin the pattern at a folder without wildcards, and write no `..` behind one.',
      cause: error,
    })
  }
  if (code === undefined || path === undefined) return error
  const name = singleLine(show(path))
  if (code === 'ELOOP') {
    return new ActionError({
      code: 'link-circle',
      message: `${name} is a link that leads back to itself`,
      remedy: 'Remove the link, search a folder without it, or write `follow-symbolic-links: false`.',
      cause: error,
    })
  }
  if (code === 'ENOENT' && path.includes(REPLACEMENT)) {
    return new ActionError({
      code: 'bad-file-name',
      message: `The name of ${name} is not valid UTF-8, and an object key has to be`,
      remedy: 'Rename the file in the step that makes it.',
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new ActionError({
      code: 'folder-unreadable',
      message: `The folder ${name} may not be searched by the runner's user`,
      remedy: 'Write a pattern that begins below it, or give the user that runs the job permission to read it.',
      cause: error,
    })
  }
  return fileError(error, show(path))
}

function shrunk(shown: string): ActionError {
  return new ActionError({
    code: 'file-changed',
    message: `${singleLine(shown)} became shorter while it was being uploaded; it is not published`,
    remedy: 'Let nothing write to the file while this step runs. The next attempt sends only the parts that differ.',
  })
}

function fileError(error: unknown, shown: string): unknown {
  if (error instanceof ActionError || !(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code ?? error.name
  const name = singleLine(shown)
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ActionError({
      code: 'file-gone',
      message: `${name} is not there any more`,
      remedy:
        'A step or process removed or replaced it after it was matched; let nothing touch the files while this step runs.',
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new ActionError({
      code: 'file-unreadable',
      message: `${name} may not be read by the runner's user`,
      remedy:
        'Give the user that runs the job read permission, for example with `chmod a+r` in the step that makes the file.',
      cause: error,
    })
  }
  return new ActionError({
    code: 'file-unreadable',
    message: `${name} cannot be read (${code})`,
    remedy:
      code === 'EMFILE' || code === 'ENFILE'
        ? 'The runner allows too few open files: raise its limit (`ulimit -n`), or set `concurrency` to a lower number.'
        : 'Check the disk and the file system of the runner.',
    cause: error,
  })
}
