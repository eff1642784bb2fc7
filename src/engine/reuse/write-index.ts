/** Puts the index of chunks into the bucket: whole, or with an end that follows once it is known. */
import { crc64 } from '../../core/bytes/crc64.ts'
import { ActionError } from '../../core/errors/errors.ts'
import type { BegunIndex } from '../../core/reuse/chunk-index.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Body } from '../../ports.ts'
import type { Bucket } from '../bucket/bucket.ts'
import { inMemory } from '../verify/in-memory.ts'

/** It contains names of files that may not be announced yet, and hashes of their content: it is private, whatever the bucket's ACL. */
const HEADERS = { 'content-type': 'application/octet-stream', 'x-oss-object-acl': 'private' }

/** Throws the last ActionError where it cannot be written. */
export async function putIndex(bucket: Bucket, key: string, bytes: Uint8Array): Promise<void> {
  await put(bucket, key, { body: () => inMemory(bytes), bytes: async () => bytes })
}

/** Sends the beginning at once and the rest once it is known. Throws if there is none: nothing is written then. */
export async function putBegunIndex(
  bucket: Bucket,
  key: string,
  {
    sizeBytes,
    beginning,
    rest,
  }: Pick<BegunIndex, 'sizeBytes' | 'beginning'> & { readonly rest: Promise<Uint8Array | undefined> },
): Promise<void> {
  const known = rest.then((bytes) => {
    if (bytes === undefined) throw new Error('The index does not end as it was begun.')
    return bytes
  })
  known.catch(() => {})
  await put(bucket, key, {
    body: () => inTwo({ sizeBytes, beginning, rest: known }),
    bytes: async () => Buffer.concat([beginning, await known]),
  })
}

async function put(
  bucket: Bucket,
  key: string,
  { body, bytes }: { body(): Body; bytes(): Promise<Uint8Array> },
): Promise<void> {
  await bucket.putObject<void>({
    // Its bytes do not belong to the release, and are not counted.
    ...{ key, headers: HEADERS, sizeBytes: 0 },
    async prepare() {
      return {
        body: body(),
        // Only objects of the release must not be overwritten.
        headers: { 'x-oss-forbid-overwrite': 'false' },
        async accept({ crc64: stored }) {
          if (stored !== undefined && stored !== crc64(await bytes())) throw damaged(key)
        },
      }
    },
  })
}

function inTwo({
  sizeBytes,
  beginning,
  rest,
}: {
  readonly sizeBytes: number
  readonly beginning: Uint8Array
  readonly rest: Promise<Uint8Array>
}): Body {
  let position = 0
  return {
    sizeBytes,
    async read(into) {
      const piece = position < beginning.length ? beginning : await rest
      const start = piece === beginning ? position : position - beginning.length
      const slice = piece.subarray(start, start + into.length)
      into.set(slice)
      position += slice.length
      return slice.length
    },
    async close() {},
  }
}

function damaged(key: string): ActionError {
  const message = `${singleLine(key)} was damaged on its way: OSS took other bytes than were sent`
  return new ActionError({ code: 'index-damaged', fault: 'part', message })
}
