/** Preloaded into a step (`NODE_OPTIONS: --import=…`): the disk has as many bytes free as SANDBOX_FREE_BYTES says, and is else what it is. */
import { promises } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const freeBytes = Number(process.env.SANDBOX_FREE_BYTES)
const BLOCK_BYTES = 4096

if (freeBytes > 0) {
  const { statfs } = promises
  const withFree = async (path: string) =>
    Object.assign(await statfs(path), { bavail: Math.floor(freeBytes / BLOCK_BYTES), bsize: BLOCK_BYTES })
  Object.assign(promises, { statfs: withFree })
  syncBuiltinESMExports()
}
