/** Cryptographic hashes, from Node. */
import { createHash, hash } from 'node:crypto'
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

export const nodeHashes: Hashes = {
  md5: () => runningHash('md5'),
  sha256: () => runningHash('sha256'),
  sha256Of: (text) => hash('sha256', text),
  md5OfBytes: (bytes) => hash('md5', bytes, 'buffer'),
  sha256OfBytes: (bytes) => hash('sha256', bytes, 'buffer'),
}
