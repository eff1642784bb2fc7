/** Folders as a search sees them: each is read once, and each path looked at once, however many patterns are searched for. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { unlessAborted } from '../process/race.ts'

/** What Node puts into a name in the place of bytes that are no UTF-8; the file is not found under it. */
export const REPLACEMENT = '\uFFFD'

export type Found = 'folder' | 'file' | 'nothing'

export interface Entry {
  readonly name: string
  readonly kind: 'folder' | 'link' | 'other'
}

export interface Tree {
  /** @returns what is in a folder. Throws the file system's error. */
  entries(folder: string): Promise<readonly Entry[]>
  /** @returns what a link leads to; `nothing`: it points nowhere. Throws where links lead in a circle. */
  target(link: string): Promise<Found>
  /** @returns the path without links. */
  real(path: string): Promise<string>
  /** @returns what a path is, links followed or not. */
  look(path: string, followLinks: boolean): Promise<Found>
  /** Lets signals be heard, where much is computed between two reads. */
  breathe(): Promise<void>
}

interface TreeOptions {
  readonly signal: AbortSignal
  /** Called whenever the file system has answered. */
  onProgress(): void
}

const MAX_BUSY_MS = 50

/** @returns a tree that is read as it is asked for. Every wait ends with the signal. */
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
