/** Writes on this machine: makes folders, and writes files completely or not at all. */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

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
    if (code !== 'ENOENT' || above === path || existsSync(above)) throw error
    makeFolder(above, mode)
    makeLast(path, mode)
  }
}

function makeLast(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another step may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Replaces a file atomically: until the new content is complete, the old record stays. @returns the inode, by which a later replacement is detected. */
export function replaceFile(path: string, text: string): bigint {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    rmSync(temporary, { force: true })
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' })
    const { ino } = lstatSync(temporary, { bigint: true })
    renameSync(temporary, path)
    return ino
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

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

function openExisting(path: string): number | undefined {
  try {
    // Do not block if it is a pipe.
    return openSync(path, constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
