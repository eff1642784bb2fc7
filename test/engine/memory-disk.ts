import { ActionError } from '../../src/core/errors/errors.ts'
import type { FileStamp, LocalFiles } from '../../src/ports.ts'

interface MemoryFile {
  readonly bytes: Buffer
  readonly stamp: FileStamp
}

/** Files in memory: `match` gives all of them, whatever the pattern. */
export interface MemoryDisk extends Omit<Required<LocalFiles>, 'diskState'> {
  /** Writes a file, anew or over the old one: another inode and later times. */
  write(name: string, bytes: Buffer): void
  /** Other times, same bytes. */
  touch(name: string): void
  remove(name: string): void
  /** Called before each read of a file. */
  onRead: (name: string, position: number) => void
}

export function createMemoryDisk(files: Readonly<Record<string, Buffer>>): MemoryDisk {
  const stored = new Map<string, MemoryFile>()
  let changes = 0n
  const write = (name: string, bytes: Buffer): void => {
    changes += 1n
    stored.set(name, { bytes, stamp: { sizeBytes: bytes.length, mtimeNs: changes, ctimeNs: changes, inode: changes } })
  }
  const find = (name: string): MemoryFile => {
    const file = stored.get(name)
    if (file === undefined) throw new ActionError({ code: 'file-gone', message: `${name} no longer exists` })
    return file
  }
  for (const [name, bytes] of Object.entries(files)) write(name, bytes)
  const disk: MemoryDisk = {
    onRead() {},
    write,
    touch: (name) => write(name, find(name).bytes),
    remove: (name) => void stored.delete(name),
    async match({ lines }) {
      const names = [...stored.keys()].sort()
      const files = names.map((name) => ({
        ...{ path: name, displayPath: name, fromPatternRoot: name, fromWorkspace: name, readable: true },
        stamp: find(name).stamp,
      }))
      return lines.map(() => ({ files, danglingLinks: [] }))
    },
    stamp: async (path) => find(path).stamp,
    async whole({ path, sizeBytes }) {
      disk.onRead(path, 0)
      const { bytes, stamp } = find(path)
      if (bytes.length < sizeBytes) throw new ActionError({ code: 'file-changed', message: `${path} became shorter` })
      return { bytes: bytes.subarray(0, sizeBytes), stamp }
    },
    body({ path, startBytes, endBytes }) {
      let position = startBytes
      return {
        sizeBytes: endBytes - startBytes,
        async read(into) {
          disk.onRead(path, position)
          const { bytes } = find(path)
          const size =
            position < bytes.length ? bytes.copy(into, 0, position, Math.min(endBytes, position + into.length)) : 0
          if (size === 0) throw new ActionError({ code: 'file-changed', message: `${path} became shorter` })
          position += size
          return size
        },
        close: async () => {},
      }
    },
  }
  return disk
}
