/**
 * Writes on this machine: makes folders, and writes files completely or not at all. On a disk that answers at once the main thread does it; what has
 *  `Later` in its name does the same on other threads, for a disk that may be slow.
 */
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { type FileHandle, lstat, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Write } from '../process/write-behind.ts'

/**
 * Makes a folder and its parents, unless it exists. Throws the error that prevents it. Node's own `recursive` tries for ever if the parent exists
 *  and nothing can be made in it, as below /proc.
 */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(path).isDirectory()) return
    const above = dirname(path)
    if (code !== 'ENOENT' || above === path || isFile(statSync(above, { throwIfNoEntry: false }))) throw error
    makeFolder(above, mode)
    makeLast(path, mode)
  }
}

function makeLast(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    unlessExists(error)
  }
}

/** Like `makeFolder`. */
export async function makeFolderLater(path: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(path, { mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    const above = dirname(path)
    if (code !== 'ENOENT' || above === path || isFile(await stat(above).catch(() => undefined))) throw error
    await makeFolderLater(above, mode)
    await mkdir(path, { mode }).catch(unlessExists)
  }
}

/** Windows also says ENOENT of what would be below a file. */
function isFile(stats: Stats | undefined): boolean {
  return stats?.isDirectory() === false
}

/** Another step may have been faster. */
function unlessExists(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
}

/** Replaces a file atomically: until the new content is complete, the old record stays. @returns the inode, by which a later replacement is detected. */
export function replaceFile(path: string, text: string): bigint {
  const temporary = temporaryOf(path)
  try {
    rmSync(temporary, { force: true })
    writeFileSync(temporary, text, NEW_FILE)
    const { ino } = lstatSync(temporary, { bigint: true })
    renameSync(temporary, path)
    return ino
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

async function replaceFileLater(path: string, text: string): Promise<bigint> {
  const temporary = temporaryOf(path)
  try {
    await rm(temporary, { force: true })
    await writeFile(temporary, text, NEW_FILE)
    const { ino } = await lstat(temporary, { bigint: true })
    await rename(temporary, path)
    return ino
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function temporaryOf(path: string): string {
  return `${path}.${process.pid}.tmp`
}

const NEW_FILE = { mode: 0o600, flag: 'wx' }

/** Appends a text completely or not at all, to a file of this size. Throws the error that prevents it. */
export function writeWhole(descriptor: number, text: string, sizeBytes: number): void {
  try {
    const written = writeSync(descriptor, text)
    if (written < Buffer.byteLength(text)) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' })
  } catch (error) {
    ftruncateSync(descriptor, sizeBytes)
    throw error
  }
}

async function writeWholeLater(file: FileHandle, text: string, sizeBytes: number): Promise<void> {
  try {
    await file.appendFile(text)
  } catch (error) {
    await file.truncate(sizeBytes)
    throw error
  }
}

/**
 * Appends a complete line or nothing: half a line followed by another would invalidate the whole record. Nothing is appended if another
 *  step has replaced or removed the record meanwhile: lines of one upload must never be below the header of another.
 */
export function appendLine(path: string, text: string, inode: bigint | undefined): void {
  const descriptor = openExisting(path)
  if (descriptor === undefined) return
  try {
    const { ino, size } = fstatSync(descriptor, { bigint: true })
    if (ino === inode) writeWhole(descriptor, text, Number(size))
  } finally {
    closeSync(descriptor)
  }
}

async function appendLineLater(path: string, text: string, inode: bigint | undefined): Promise<void> {
  const file = await open(path, TO_APPEND).catch(unlessGone)
  if (file === undefined) return
  try {
    const { ino, size } = await file.stat({ bigint: true })
    if (ino === inode) await writeWholeLater(file, text, Number(size))
  } finally {
    await file.close()
  }
}

function openExisting(path: string): number | undefined {
  try {
    return openSync(path, TO_APPEND)
  } catch (error) {
    return unlessGone(error)
  }
}

/** Does not block if it is a pipe. */
const TO_APPEND = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0)

function unlessGone(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}

/** @returns what carries out writes on other threads, one at a time; it rejects with the error that prevents one. */
export function createLaterWriter(): (write: Write) => Promise<void> {
  const inodes = new Map<string, bigint>()
  return async (write) => {
    const { kind, path } = write
    switch (kind) {
      case 'replace': {
        await makeFolderLater(dirname(path), 0o700)
        inodes.set(path, await replaceFileLater(path, write.text))
        break
      }
      case 'append':
        return appendLineLater(path, write.text, inodes.get(path))
      case 'remove':
        inodes.delete(path)
        return rm(path, { force: true })
    }
  }
}
