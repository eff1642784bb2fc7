/** Preloaded into every measured process: leaves what the process used, as a whole, in the file that BENCH_USAGE names. */
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  if (process.env.BENCH_USAGE !== undefined) {
    writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage()))
  }
})
