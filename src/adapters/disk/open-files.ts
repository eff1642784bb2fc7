/** Open files: bodies of one file that are read at the same time share one descriptor. */
import * as fs from 'node:fs'
import { setTimeout } from 'node:timers/promises'

export interface OpenFile {
  /** Reads up to `sizeBytes` from `position` into the beginning of `into`. @returns how many bytes were read; 0 at the end */
  read(into: Uint8Array, sizeBytes: number, position: number): Promise<number>
  /** The same without leaving this thread. */
  readNow(into: Uint8Array, sizeBytes: number, position: number): number
  /** @returns its state now */
  state(): Promise<fs.BigIntStats>
  /** Each caller that opened it calls this once; nothing has to wait for it. */
  close(): void
}

/** Error code for everything but regular files: reading a pipe, for instance, could wait for ever. */
export const NOT_A_FILE = 'ENOTFILE'

/** Error code for a file that another process has locked, as scanners do on Windows. */
export const BUSY = 'EBUSY'

/** How often a locked file is tried, and how long to wait between tries. */
const TRIES = 40
const WAIT_MS = 250

type Open = (path: string) => Promise<number>

/** @returns a function that opens files for reading; a locked file is tried again for ten seconds. */
export function createOpenFiles(
  openOnce: Open = openForReading,
  waitMs = WAIT_MS,
): (path: string) => Promise<OpenFile> {
  const open = new Map<string, { readonly descriptor: Promise<number>; users: number }>()

  return async (path) => {
    const shared = open.get(path) ?? { descriptor: openPatiently(path, openOnce, waitMs), users: 0 }
    open.set(path, shared)
    shared.users += 1
    const release = () => {
      shared.users -= 1
      if (shared.users > 0) return false
      open.delete(path)
      return true
    }
    try {
      const descriptor = await shared.descriptor
      return {
        read: (into, sizeBytes, position) => read({ descriptor, into, sizeBytes, position }),
        readNow: (into, sizeBytes, position) => fs.readSync(descriptor, into, 0, sizeBytes, position),
        state: () => stateOf(descriptor),
        close() {
          // Nothing was written, so nothing can be lost.
          if (release()) fs.close(descriptor, () => {})
        },
      }
    } catch (error) {
      release()
      throw error
    }
  }
}

async function openPatiently(path: string, open: Open, waitMs: number): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== BUSY || tries === TRIES) throw error
      await setTimeout(waitMs)
    }
  }
}

// Callbacks, since reads of a FileHandle make much more garbage, and there is one read per slice.

/** With these flags a pipe opens at once, and is then refused. */
const FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0)

function openForReading(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.open(path, FLAGS, (failure, descriptor) => {
      if (failure !== null) return reject(failure)
      fs.fstat(descriptor, (error, stats) => {
        if (error === null && stats.isFile()) return resolve(descriptor)
        fs.close(descriptor, () => {})
        reject(error ?? Object.assign(new Error('not a regular file'), { code: NOT_A_FILE }))
      })
    })
  })
}

function read(from: {
  readonly descriptor: number
  readonly into: Uint8Array
  readonly sizeBytes: number
  readonly position: number
}): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.read(from.descriptor, from.into, 0, from.sizeBytes, from.position, (error, size) =>
      error === null ? resolve(size) : reject(error),
    )
  })
}

function stateOf(descriptor: number): Promise<fs.BigIntStats> {
  return new Promise((resolve, reject) => {
    fs.fstat(descriptor, { bigint: true }, (error, stats) => (error === null ? resolve(stats) : reject(error)))
  })
}

/** Reads the beginning of a file without leaving this thread. @returns how many bytes were read, and the state afterwards; throws the error of a failure */
export function readNow(path: string, into: Uint8Array): { readonly size: number; readonly stats: fs.BigIntStats } {
  const descriptor = fs.openSync(path, FLAGS)
  try {
    let filled = 0
    for (let size = 1; size > 0 && filled < into.length; filled += size)
      size = fs.readSync(descriptor, into, filled, into.length - filled, filled)
    // Read afterwards, so that a change during the read is detected.
    const stats = fs.fstatSync(descriptor, { bigint: true })
    if (!stats.isFile()) throw Object.assign(new Error('not a regular file'), { code: NOT_A_FILE })
    return { size: filled, stats }
  } finally {
    fs.closeSync(descriptor)
  }
}

/** @returns reusable memory for whole files: new memory for many small files would keep the garbage collector busy. */
export function createSpareMemory(): {
  /** @returns memory of at least this size */
  take(sizeBytes: number): Buffer
  giveBack(memory: Buffer): void
} {
  const spare = new Map<number, Buffer[]>()
  return {
    take(sizeBytes) {
      const roundBytes = Math.max(4096, 2 ** Math.ceil(Math.log2(Math.max(1, sizeBytes))))
      return spare.get(roundBytes)?.pop() ?? Buffer.allocUnsafeSlow(roundBytes)
    },
    giveBack(memory) {
      const alike = spare.get(memory.length) ?? []
      spare.set(memory.length, alike)
      alike.push(memory)
    },
  }
}
