/** What is written on this machine: folders that are made, files that are written whole or not at all. */
import {
  existsSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, unless it is there. Throws what keeps it from being made. Node's own `recursive` tries for ever where the folder above is there
 * and nothing can be made in it, as below /proc.
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

/** The new content is there whole or not at all: until it is, the old record stays. @returns what tells the new file from those that replace it. */
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

/** Appends a text whole or not at all, to a file of so many bytes. Throws what keeps it from being written. */
export function writeWhole(descriptor: number, text: string, sizeBytes: number): void {
  try {
    const written = writeSync(descriptor, text)
    if (written < Buffer.byteLength(text)) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' })
  } catch (error) {
    ftruncateSync(descriptor, sizeBytes)
    throw error
  }
}
