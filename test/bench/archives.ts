/** Archives of a folder, the same for the same files: what a release would have. Made as they are read, so that none is ever held. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

const BLOCK = 512
const SQUASHED_BYTES = 128 * 1024

/** @returns the files below a folder, sorted, with `/`. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

/** Gives the bytes of one file as it is. */
export function* plain(path: string): Generator<Uint8Array> {
  yield readFileSync(path)
}

/** Gives the bytes of a tar of the folder: ustar, no owners, no times; a name that is too long for it is cut at its end. */
export function* tarOf(folder: string): Generator<Uint8Array> {
  for (const path of filesBelow(folder)) {
    const bytes = readFileSync(join(folder, path))
    yield tarHeader(path, bytes.length)
    yield bytes
    yield new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK)
  }
  yield new Uint8Array(2 * BLOCK)
}

function tarHeader(path: string, sizeBytes: number): Uint8Array {
  const header = Buffer.alloc(BLOCK)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  const slash = path.length > 100 ? path.indexOf('/', path.length - 101) : -1
  header.write(path.slice(slash + 1).slice(0, 100), 0)
  header.write(`${octal(0o644, 7)}${octal(0, 7)}${octal(0, 7)}${octal(sizeBytes, 11)}${octal(0, 11)}        0`, 100)
  header.write('ustar\x0000', 257)
  header.write(path.slice(0, Math.max(0, slash)).slice(0, 155), 345)
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )} `,
    148,
  )
  return header
}

/** Gives the bytes of a zip of the folder, each file deflated by itself; the directory at its end is left out. */
export function* zipOf(folder: string): Generator<Uint8Array> {
  for (const path of filesBelow(folder)) {
    const bytes = readFileSync(join(folder, path))
    const deflated = deflateRawSync(bytes, { level: 9 })
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(crc32(bytes), 14)
    header.writeUInt32LE(deflated.length, 18)
    header.writeUInt32LE(bytes.length, 22)
    header.writeUInt16LE(Buffer.byteLength(path), 26)
    yield header
    yield Buffer.from(path)
    yield deflated
  }
}

/** Gives the bytes of the data of a squashfs: each block of each file compressed by itself. What describes the files is left out. */
export function* squashfsOf(folder: string): Generator<Uint8Array> {
  for (const path of filesBelow(folder)) {
    const bytes = readFileSync(join(folder, path))
    for (let start = 0; start < bytes.length; start += SQUASHED_BYTES)
      yield deflateSync(bytes.subarray(start, start + SQUASHED_BYTES), { level: 9 })
  }
}
