/** Files that this step makes from fetched ones, behind the same ports. */
import { crc64 } from '../../core/bytes/crc64.ts'
import type { Origin, OriginFacts } from '../../ports/release.ts'
import type { FileStamp, Hashes, LocalFiles } from '../../ports.ts'
import { inMemory } from '../verify/in-memory.ts'

/** A file, and what is known about it before it is made. */
export interface MadeFile {
  /** The file that it is made from. If that one changes, this one is not published. */
  readonly source: { readonly path: string; readonly stamp: FileStamp }
  readonly sizeBytes: number
  /** Lower-case hex; undefined if the file is only described, not made. */
  readonly sha256: string | undefined
  /** @returns its bytes, which have this size and digest. Called once, when they are needed. */
  bytes(signal: AbortSignal): Promise<Uint8Array>
}

interface FilePorts {
  readonly files: LocalFiles
  readonly origin: Origin
}

export interface MadeFiles {
  readonly ports: FilePorts
  /** @returns the path and the state of the file. */
  add(file: MadeFile): { readonly path: string; readonly stamp: FileStamp }
}

interface Opened extends MadeFile {
  made: Promise<Uint8Array> | undefined
  crc64: bigint | undefined
}

/** @returns ports that know the given files and the ones that are made from them. */
export function createMadeFiles({ files, origin }: FilePorts): MadeFiles {
  const byPath = new Map<string, Opened>()

  async function make(file: Opened, signal: AbortSignal): Promise<Uint8Array> {
    file.made ??= file.bytes(signal)
    file.made.catch(() => {
      file.made = undefined
    })
    const bytes = await file.made
    file.crc64 ??= crc64(bytes)
    return bytes
  }

  return {
    add(file) {
      const path = `made:${file.source.path}`
      byPath.set(path, { ...file, made: undefined, crc64: undefined })
      return { path, stamp: stampOf(file.source.stamp, file) }
    },
    ports: {
      files: {
        match: (options) => files.match(options),
        async stamp(path, signal) {
          const file = byPath.get(path)
          return file === undefined
            ? files.stamp(path, signal)
            : stampOf(await files.stamp(file.source.path, signal), file)
        },
        body(range) {
          const file = byPath.get(range.path)
          return file === undefined ? files.body(range) : bodyOf(range, (signal) => make(file, signal))
        },
      },
      origin: {
        mayFetch: origin.mayFetch,
        facts(path) {
          const file = byPath.get(path)
          return file === undefined ? origin.facts(path) : factsOf(file)
        },
        learn(path, digests) {
          if (!byPath.has(path)) origin.learn(path, digests)
        },
        expect: (paths) => origin.expect(paths),
        async fetch(path, options) {
          const file = byPath.get(path)
          if (file === undefined) return origin.fetch(path, options)
          const bytes = await make(file, options.signal)
          options.onBytes()
          return { sha256: file.sha256 ?? '', crc64: file.crc64 ?? crc64(bytes), release() {}, drop() {} }
        },
      },
    },
  }
}

function stampOf(stamp: FileStamp, { sizeBytes }: MadeFile): FileStamp {
  return { ...stamp, sizeBytes }
}

/** Its name gives its type, and it cannot be downloaded elsewhere. */
function factsOf({ sha256, crc64 }: Opened): OriginFacts {
  return { sha256, crc64, contentType: undefined, mark: undefined, urls: [] }
}

type Range = Parameters<LocalFiles['body']>[0]

function bodyOf({ startBytes, endBytes, signal }: Range, make: (signal: AbortSignal) => Promise<Uint8Array>) {
  let opened: ReturnType<typeof inMemory> | undefined
  return {
    sizeBytes: endBytes - startBytes,
    async read(into: Uint8Array) {
      opened ??= inMemory((await make(signal)).subarray(startBytes, endBytes))
      return opened.read(into)
    },
    async close() {},
  }
}

/** @returns SHA-256 of bytes in lower-case hex. */
export function sha256Hex({ sha256OfBytes }: Pick<Hashes, 'sha256OfBytes'>, bytes: Uint8Array): string {
  return Buffer.from(sha256OfBytes(bytes)).toString('hex')
}
