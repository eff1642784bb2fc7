/** Preloaded into a step (`NODE_OPTIONS: --import=…`): the disk has as many bytes free as SANDBOX_FREE_BYTES says. */
import { promises, type StatsFs } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const freeBytes = Number(process.env.SANDBOX_FREE_BYTES)
const BLOCK_BYTES = 4096

if (freeBytes > 0) {
  const statfs = async () => ({ bavail: Math.floor(freeBytes / BLOCK_BYTES), bsize: BLOCK_BYTES }) as StatsFs
  Object.assign(promises, { statfs })
  syncBuiltinESMExports()
}
