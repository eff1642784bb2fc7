/** The file system of a search: each folder is read once, and each path is checked once, for any number of patterns. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { unlessAborted } from '../process/race.ts'

/** Node's replacement for bytes of a name that are not UTF-8; the file cannot be opened under this name. */
export const REPLACEMENT = '\uFFFD'

export type Found = 'folder' | 'file' | 'nothing'

export interface Entry {
  readonly name: string
  readonly kind: 'folder' | 'link' | 'other'
}

export interface Tree {
  /** @returns what is in a folder. Throws the file system's error. */
  entries(folder: string): Promise<readonly Entry[]>
  /** @returns the target of a link; `nothing`: it points nowhere. Throws if links form a circle. */
  target(link: string): Promise<Found>
  /** @returns the path without links. */
  real(path: string): Promise<string>
  /** @returns the kind of a path, with links followed or not. */
  look(path: string, followLinks: boolean): Promise<Found>
  /** Lets signals be handled during long computations between two reads. */
  breathe(): Promise<void>
}

interface TreeOptions {
  readonly signal: AbortSignal
  /** Called whenever the file system has answered. */
  onProgress(): void
}

const MAX_BUSY_MS = 50

/** @returns a tree that is read on demand. Every wait ends with the signal. */
export function createTree({ signal, onProgress }: TreeOptions): Tree {
  const listed = new Map<string, Promise<readonly Entry[]>>()
  const reals = new Map<string, Promise<string>>()
  const looks = { followed: new Map<string, Promise<Found>>(), own: new Map<string, Promise<Found>>() }
  let breathedMs = performance.now()

  async function answer<T>(asked: Promise<T>): Promise<T> {
    try {
      return await unlessAborted(asked, signal)
    } finally {
      onProgress()
    }
  }

  return {
    entries: (folder) => once(listed, folder, () => answer(listFolder(folder))),
    target: (link) => once(looks.followed, link, () => answer(lookAt(link, true))),
    real: (path) => once(reals, path, () => answer(realpath(path))),
    look: (path, followLinks) =>
      once(followLinks ? looks.followed : looks.own, path, () => answer(lookAt(path, followLinks))),
    async breathe() {
      if (performance.now() - breathedMs < MAX_BUSY_MS) return
      await new Promise((resolve) => setImmediate(resolve))
      breathedMs = performance.now()
      signal.throwIfAborted()
    },
  }
}

function once<T>(known: Map<string, Promise<T>>, path: string, ask: () => Promise<T>): Promise<T> {
  const asked = known.get(path) ?? ask()
  known.set(path, asked)
  return asked
}

async function listFolder(folder: string): Promise<readonly Entry[]> {
  const found = await readdir(folder, { withFileTypes: true })
  return found.map((entry) => ({
    name: entry.name,
    kind: entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other',
  }))
}

async function lookAt(path: string, followLinks: boolean): Promise<Found> {
  try {
    const stats = await (followLinks ? stat : lstat)(path)
    return stats.isDirectory() ? 'folder' : 'file'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'nothing'
    throw error
  }
}
