/** Files on this runner: matching, states, ranges of bytes. */
import { accessSync, type BigIntStats, constants, statSync } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import * as nodePath from 'node:path'
import type { Body, FileRange, FileStamp, LocalFiles, MatchedFile, Matches } from '../../ports.ts'
import { createQuickDisk, type QuickDisk } from '../process/quick-disk.ts'
import { unlessAborted } from '../process/race.ts'
import { alternativesOf, excludesOf } from './alternatives.ts'
import { fileError, searchError, shrunk, withoutSize } from './file-errors.ts'
import { createOpenFiles, createSpareMemory, type OpenFile, readNow } from './open-files.ts'
import { fromRoot, insideOf, namesOf } from './paths.ts'
import { search } from './search.ts'
import { createTree } from './tree.ts'

interface LocalFilesOptions {
  /** Absolute; paths in messages are relative to it. */
  readonly workspace: string
  /** Whether a path is a file of this action itself, such as a record, which no pattern matches. */
  readonly isOwn?: (path: string) => boolean
}

type FoundFile = Omit<MatchedFile, 'fromPatternRoot'>
/** Access to files. */
interface Opening {
  readonly openFile: (path: string) => Promise<OpenFile>
  readonly disk: QuickDisk
}

type OpenedBody = FileRange & { readonly signal: AbortSignal; readonly shown: string }

/** Limit of files whose state is read at the same time. */
const STATES_AT_ONCE = 32

/** @returns the files of this machine; relative patterns start at the working directory. */
export function createLocalFiles({ workspace, isOwn = () => false }: LocalFilesOptions): Required<LocalFiles> {
  // Matches of relative patterns have paths without links, those of absolute patterns as they are written.
  const workspaces = namesOf(workspace)
  const inside = (path: string) => insideOf(path, workspaces)
  const show = (path: string) => inside(path) ?? nodePath.basename(path)
  const openFile = createOpenFiles()
  const disk = createQuickDisk()
  const memory = createSpareMemory()
  const statOf = (path: string, signal: AbortSignal) =>
    disk.ask(
      path,
      () => {
        accessSync(path, constants.R_OK)
        return statSync(path, { bigint: true })
      },
      async () => {
        const [, stats] = await unlessAborted(
          Promise.all([access(path, constants.R_OK), stat(path, { bigint: true })]),
          signal,
        )
        return stats
      },
    )

  async function find(path: string, signal: AbortSignal): Promise<FoundFile | undefined> {
    const found = await disk.ask(
      path,
      () => {
        accessSync(path, constants.R_OK)
        return { stats: statSync(path, { bigint: true }), readable: true }
      },
      () => unlessAborted(look(path), signal),
    )
    const { stats, readable } = found
    if (stats === undefined || !stats.isFile()) return undefined
    const fromWorkspace = inside(path)
    const displayPath = fromWorkspace ?? nodePath.basename(path)
    if (stats.size === 0n && readable && (await hasBytes(path, signal))) throw withoutSize(displayPath)
    return { path, displayPath, fromWorkspace, readable, stamp: stampFrom(stats) }
  }

  async function hasBytes(path: string, signal: AbortSignal): Promise<boolean> {
    const body = createBody({ openFile, disk }, { path, startBytes: 0, endBytes: 1, signal, shown: show(path) })
    try {
      return (await body.read(new Uint8Array(1))) > 0
    } catch {
      signal.throwIfAborted()
      return false
    } finally {
      await body.close()
    }
  }

  async function readLater(path: string, into: Uint8Array): Promise<ReturnType<typeof readNow>> {
    const file = await openFile(path)
    try {
      let filled = 0
      for (let size = 1; size > 0 && filled < into.length; filled += size)
        size = await file.read(into.subarray(filled), into.length - filled, filled)
      return { size: filled, stats: await file.state() }
    } finally {
      file.close()
    }
  }

  return {
    async match({ lines, onProgress = () => {}, ...options }) {
      const { signal } = options
      const tree = createTree({ signal, onProgress })
      const known = new Map<string, Promise<FoundFile | undefined>>()
      const findOnce = (path: string) => {
        const found = known.get(path) ?? find(path, signal).finally(onProgress)
        known.set(path, found)
        return found
      }
      async function matchLine({ pattern, excludes }: (typeof lines)[number]): Promise<Matches> {
        const { patterns, root } = await alternativesOf(tree, pattern)
        const left = (await Promise.all(excludes.map((line) => excludesOf(tree, line)))).flat()
        const roots = new Map<string, string>()
        const danglingLinks = new Set<string>()
        const hidden = new Set<string>()
        let missingFolder: string | undefined
        for (const one of patterns) {
          const found = await search(tree, { ...options, pattern: one, excludes: left })
          for (const path of found.paths) if (!isOwn(path) && !roots.has(path)) roots.set(path, root ?? found.root)
          for (const link of found.danglingLinks) danglingLinks.add(show(link))
          for (const path of found.hidden) hidden.add(path)
          missingFolder ??= found.missingFolder
        }
        const files = await inBatches([...roots.keys()].sort(byPath), findOnce)
        return {
          files: files.flatMap((file) => (file === undefined ? [] : [placed(file, roots.get(file.path) ?? '')])),
          danglingLinks: [...danglingLinks],
          hidden: [...hidden],
          ...(missingFolder === undefined ? {} : { missingFolder: show(missingFolder) }),
        }
      }

      const matches: Matches[] = []
      try {
        for (const line of lines) {
          matches.push(await matchLine(line))
        }
        return matches
      } catch (error) {
        throw signal.aborted ? signal.reason : searchError(error, show)
      }
    },
    async stamp(path, signal) {
      try {
        return stampFrom(await statOf(path, signal))
      } catch (error) {
        throw signal.aborted ? signal.reason : fileError(error, show(path))
      }
    },
    async whole({ path, sizeBytes, signal }) {
      try {
        const room = memory.take(sizeBytes)
        const bytes = room.subarray(0, sizeBytes)
        const now = () => readNow(path, bytes)
        const { size, stats } = await disk.ask(path, now, () => unlessAborted(readLater(path, bytes), signal))
        if (size < sizeBytes) throw shrunk(show(path))
        return { bytes, stamp: stampFrom(stats), release: () => memory.giveBack(room) }
      } catch (error) {
        throw signal.aborted ? signal.reason : fileError(error, show(path))
      }
    },
    diskState: () => disk.state(),
    body: (range) => createBody({ openFile, disk }, { ...range, shown: show(range.path) }),
  }
}

function placed(file: FoundFile, root: string): MatchedFile {
  return { ...file, fromPatternRoot: fromRoot({ path: file.path, roots: [root], style: nodePath }) }
}

const withSlashes = nodePath.sep === '/' ? (path: string) => path : (path: string) => path.replaceAll(nodePath.sep, '/')

/** The same order on every system, whatever its path separator. */
function byPath(left: string, right: string): number {
  const one = withSlashes(left)
  const other = withSlashes(right)
  return one === other ? 0 : one < other ? -1 : 1
}

async function inBatches<T>(paths: readonly string[], ask: (path: string) => Promise<T>): Promise<readonly T[]> {
  const answers: T[] = []
  for (let at = 0; at < paths.length; at += STATES_AT_ONCE)
    answers.push(...(await Promise.all(paths.slice(at, at + STATES_AT_ONCE).map(ask))))
  return answers
}

async function statsOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function look(path: string): Promise<{ readonly stats: BigIntStats | undefined; readonly readable: boolean }> {
  const [stats, readable] = await Promise.all([statsOf(path), isReadable(path)])
  return { stats, readable }
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

function stampFrom(stats: BigIntStats): FileStamp {
  return { sizeBytes: Number(stats.size), mtimeNs: stats.mtimeNs, ctimeNs: stats.ctimeNs, inode: stats.ino }
}

function createBody({ openFile, disk }: Opening, { path, shown, startBytes, endBytes, signal }: OpenedBody): Body {
  let opened: OpenFile | undefined
  let position = startBytes
  const read = async (into: Uint8Array, wanted: number) => {
    const file = opened ?? (await disk.watch(unlessAborted(openFile(path), signal)))
    opened = file
    return disk.ask(
      path,
      () => file.readNow(into, wanted, position),
      () => unlessAborted(file.read(into, wanted, position), signal),
    )
  }
  return {
    sizeBytes: endBytes - startBytes,
    async read(into) {
      const wanted = Math.min(into.length, endBytes - position)
      if (wanted === 0) return 0
      try {
        const size = await read(into, wanted)
        if (size === 0) throw shrunk(shown)
        position += size
        return size
      } catch (error) {
        throw signal.aborted ? signal.reason : fileError(error, shown)
      }
    },
    async close() {
      opened?.close()
      opened = undefined
    },
  }
}
