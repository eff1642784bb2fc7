/** Writes records on a disk that may be slow, such as a network disk: one after the other, while nothing waits for them. */
import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isLocalType } from './quick-disk.ts'
import { race, unlessAborted } from './race.ts'

type Write =
  | { readonly kind: 'replace' | 'append'; readonly path: string; text: string }
  | { readonly kind: 'remove'; readonly path: string }

export interface WriteBehind {
  /** Replaces a file atomically; its folder is made. */
  replace(path: string, text: string): void
  /** Appends to a file that `replace` has written, unless somebody else has replaced or removed it since. */
  append(path: string, text: string): void
  remove(path: string): void
  /** Waits until all of that is written, for so many milliseconds at most. @returns how much was written meanwhile */
  settled(mostMs: number): Promise<'all' | 'some' | 'nothing'>
}

interface WriteBehindOptions {
  /** Called for each write that fails. */
  onFailure(error: unknown): void
  /** Carries out one write. */
  readonly carryOut?: (write: Write) => Promise<void>
}

/** @returns a queue of writes. What waits for the same file is joined, so that the queue is as long as there are files. */
export function createWriteBehind({ onFailure, carryOut = createWriter() }: WriteBehindOptions): WriteBehind {
  const waiting = new Map<string, Write>()
  let working: Promise<void> | undefined
  let written = 0

  async function work(): Promise<void> {
    for (const [path, write] of waiting) {
      waiting.delete(path)
      await carryOut(write).catch(onFailure)
      written += 1
    }
    working = undefined
  }

  function add(write: Write): void {
    const before = waiting.get(write.path)
    if (write.kind !== 'append' || before === undefined) waiting.set(write.path, write)
    // Nothing is appended to a file that is about to be removed.
    else if (before.kind !== 'remove') before.text += write.text
    working ??= work()
  }

  return {
    replace: (path, text) => add({ kind: 'replace', path, text }),
    append: (path, text) => add({ kind: 'append', path, text }),
    remove: (path) => add({ kind: 'remove', path }),
    async settled(mostMs) {
      const before = written
      if (working === undefined || (await isOver(working, mostMs))) return 'all'
      return written > before ? 'some' : 'nothing'
    },
  }
}

/** @returns whether the promise is settled within so many milliseconds. */
function isOver(promise: Promise<void>, mostMs: number): Promise<boolean> {
  const deadline = { afterMs: mostMs, error: silence }
  return race(promise, { signal: new AbortController().signal, deadline }).then(
    () => true,
    () => false,
  )
}

/** @returns the error of a disk that does not answer. */
export function silence(): Error {
  return Object.assign(new Error('the disk does not answer'), { code: 'no answer' })
}

/** @returns what carries out writes, one at a time. */
function createWriter(): (write: Write) => Promise<void> {
  const inodes = new Map<string, bigint>()
  return async (write) => {
    const { kind, path } = write
    switch (kind) {
      case 'replace': {
        await makeFolder(dirname(path))
        inodes.set(path, await replaceFile(path, write.text))
        break
      }
      case 'append':
        return appendTo(path, write.text, inodes.get(path))
      case 'remove':
        inodes.delete(path)
        return rm(path, { force: true })
    }
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' || dirname(path) === path) {
      if (code === 'EEXIST') return
      throw error
    }
    await makeFolder(dirname(path))
    await mkdir(path, { mode: 0o700 })
  }
}

async function replaceFile(path: string, text: string): Promise<bigint> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    await rm(temporary, { force: true })
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' })
    const { ino } = await lstat(temporary, { bigint: true })
    await rename(temporary, path)
    return ino
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Appends all of a text or nothing of it: half a line followed by another would invalidate the whole record. */
async function appendTo(path: string, text: string, inode: bigint | undefined): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0)).catch(unlessGone)
  if (file === undefined) return
  try {
    const { ino, size } = await file.stat({ bigint: true })
    if (ino === inode) await appendWhole(file, text, Number(size))
  } finally {
    await file.close()
  }
}

async function appendWhole(file: FileHandle, text: string, sizeBytes: number): Promise<void> {
  try {
    await file.appendFile(text)
  } catch (error) {
    await file.truncate(sizeBytes)
    throw error
  }
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** How long a disk may take to say what it is. */
const LOOK_MS = 10_000

/** @returns whether a folder, or the place where it would be made, is on a disk that may be slow; `silent` if the disk does not even tell that. */
export async function speedOf(folder: string, signal: AbortSignal): Promise<'quick' | 'slow' | 'silent'> {
  // Other systems do not tell it in these numbers.
  if (process.platform !== 'linux') return 'quick'
  const asked = statfsOf(folder).then(
    ({ type }) => (isLocalType(Number(type)) ? 'quick' : 'slow'),
    // The first write meets the same error, and tells it.
    () => 'quick' as const,
  )
  const silent = Promise.withResolvers<'silent'>()
  const timer = setTimeout(() => silent.resolve('silent'), LOOK_MS)
  return unlessAborted(Promise.race([asked, silent.promise]), signal).finally(() => clearTimeout(timer))
}

function statfsOf(folder: string): ReturnType<typeof statfs> {
  return statfs(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error
    return statfsOf(dirname(folder))
  })
}
