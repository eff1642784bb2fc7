/** Bytes that are in memory as a whole: small files read at once, and what is sent of them. */
import type { Body } from '../../ports.ts'
import type { FileReader } from '../bucket/context.ts'

/** @returns the first bytes of a small file. Throws an ActionError where it cannot be read, or has fewer. */
export async function readWhole(
  { files, signal }: Pick<FileReader, 'files' | 'signal'>,
  path: string,
  sizeBytes: number,
): Promise<Buffer> {
  const body = files.body({ path, startBytes: 0, endBytes: sizeBytes, signal })
  const bytes = Buffer.alloc(sizeBytes)
  try {
    for (let at = 0; at < sizeBytes; ) at += await body.read(bytes.subarray(at))
  } finally {
    await body.close()
  }
  return bytes
}

/** @returns a body of these bytes, to be sent once. */
export function inMemory(bytes: Uint8Array): Body {
  let position = 0
  return {
    sizeBytes: bytes.length,
    whole: bytes,
    async read(into) {
      const slice = bytes.subarray(position, position + into.length)
      into.set(slice)
      position += slice.length
      return slice.length
    },
    async close() {},
  }
}
