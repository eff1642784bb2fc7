/** Converts paths of Windows and POSIX to the form of object keys and messages: relative, with `/`. */
import { realpathSync } from 'node:fs'
import * as nodePath from 'node:path'

/** What differs between path styles; `node:path`'s `posix` and `win32` both are one. */
export type PathStyle = Pick<typeof nodePath, 'relative' | 'resolve' | 'basename' | 'isAbsolute' | 'sep'>

/** An empty segment, `.` or `..`. */
const DOT_SEGMENT = /(?:^|\/)\.{0,2}(?:\/|$)/

/** @returns the path from a folder to a file below it, with `/`; undefined if the file is not below it (another drive, a parent). */
export function relativePosix({
  from,
  to,
  style,
}: {
  readonly from: string
  readonly to: string
  readonly style: PathStyle
}): string | undefined {
  // Nearly all paths are written in full, where `relative` costs more.
  if (style.sep === '/' && isPlain(from) && isPlain(to))
    return to.startsWith(`${from}/`) ? to.slice(from.length + 1) : undefined
  const relative = style.relative(from, to)
  const outside =
    relative === '' || relative === '..' || relative.startsWith(`..${style.sep}`) || style.isAbsolute(relative)
  return outside ? undefined : relative.split(style.sep).join('/')
}

/** @returns whether a path is absolute, without segments to be resolved, and not the root. */
function isPlain(path: string): boolean {
  return path.startsWith('/') && !DOT_SEGMENT.test(path.slice(1))
}

/** @returns the path relative to the pattern's root: the nearest one above the file; the file's name if the root is the file itself. */
export function fromRoot({
  path,
  roots,
  style,
}: {
  readonly path: string
  readonly roots: readonly string[]
  readonly style: PathStyle
}): string {
  const relatives = roots.flatMap((root) => relativePosix({ from: root, to: path, style }) ?? [])
  return relatives.sort((left, right) => left.length - right.length)[0] ?? style.basename(path)
}

/** @returns a folder as it is written, and its real path if that differs. */
export function namesOf(folder: string): readonly string[] {
  try {
    return [...new Set([folder, realpathSync(folder)])]
  } catch {
    return [folder]
  }
}

/** @returns the path relative to the first folder that contains it, with `/`; undefined if none does. */
export function insideOf(path: string, folders: readonly string[]): string | undefined {
  for (const from of folders) {
    const relative = relativePosix({ from, to: path, style: nodePath })
    if (relative !== undefined) return relative
  }
  return undefined
}
