/** Cryptographic hashes, from Node. */
import { createHash } from 'node:crypto'
import type { Hashes, RunningHash } from '../../ports.ts'

function runningHash(algorithm: 'md5' | 'sha256'): RunningHash {
  const hash = createHash(algorithm)
  return {
    update(bytes) {
      hash.update(bytes)
    },
    hex: () => hash.digest('hex').toUpperCase(),
  }
}

export const nodeHashes: Hashes = {
  md5: () => runningHash('md5'),
  sha256: () => runningHash('sha256'),
  sha256Of: (text) => createHash('sha256').update(text).digest('hex'),
}
