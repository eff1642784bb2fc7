/** Cryptographic hashes, from Node. */
import { createHash, hash } from 'node:crypto'
import { md5OfAll } from '../../core/bytes/md5-lanes.ts'
import type { Hashes, RunningHash } from '../../ports.ts'

function runningHash(algorithm: 'md5' | 'sha256'): RunningHash {
  const running = createHash(algorithm)
  return {
    update(bytes) {
      running.update(bytes)
    },
    hex: () => running.digest('hex').toUpperCase(),
  }
}

const md5OfBytes = (bytes: Uint8Array) => hash('md5', bytes, 'buffer')

interface WaitingMd5 {
  readonly bytes: Uint8Array
  resolve(digest: Uint8Array): void
}

let waiting: WaitingMd5[] = []

/** A processor without vectors hashes one after another. */
function md5OfEach(messages: readonly Uint8Array[]): readonly Uint8Array[] {
  try {
    return md5OfAll(messages, md5OfBytes)
  } catch {
    return messages.map(md5OfBytes)
  }
}

/** Hashes all that waits; called when nothing else is left to do at once. */
function hashWaiting(): void {
  const asked = waiting
  waiting = []
  const digests = md5OfEach(asked.map(({ bytes }) => bytes))
  for (const [index, digest] of digests.entries()) asked[index]?.resolve(digest)
}

export const nodeHashes: Hashes = {
  md5: () => runningHash('md5'),
  sha256: () => runningHash('sha256'),
  sha256Of: (text) => hash('sha256', text),
  md5OfBytes,
  md5Soon: (bytes) =>
    new Promise((resolve) => {
      if (waiting.push({ bytes, resolve }) === 1) process.nextTick(hashWaiting)
    }),
  sha256OfBytes: (bytes) => hash('sha256', bytes, 'buffer'),
}
