/** Open files: bodies of one file that are read at the same time share one descriptor. */
import * as fs from 'node:fs'

export interface OpenFile {
  /** Reads up to `sizeBytes` from `position` into the beginning of `into`. @returns how many bytes were read; 0 at the end */
  read(into: Uint8Array, sizeBytes: number, position: number): Promise<number>
  /** To be called once by each who opened it; nobody has to wait for it. */
  close(): void
}

/** Code of the error of what is no regular file: a pipe, for instance, that would be waited for without end. */
export const NOT_A_FILE = 'ENOTFILE'

/** @returns what opens files for reading. */
export function createOpenFiles(): (path: string) => Promise<OpenFile> {
  const open = new Map<string, { readonly descriptor: Promise<number>; users: number }>()

  return async (path) => {
    const shared = open.get(path) ?? { descriptor: openForReading(path), users: 0 }
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

// Callbacks, since a FileHandle's reads leave many times the garbage, and there is one for every slice.

/** A pipe opens at once, and is then refused. */
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
