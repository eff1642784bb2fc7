/** `npm run torture:mirror`: a mirror of a release is killed at every moment, with and without room on the disk, and goes on elsewhere. */
import { fileURLToPath } from 'node:url'
import { killMirror, MOMENT_NAMES } from './kill-mirror.ts'

const action = fileURLToPath(new URL('../..', import.meta.url))
for (const isTight of [false, true])
  for (const moment of MOMENT_NAMES) {
    const violations = await killMirror({ moment, isTight, action })
    const disk = isTight ? 'a disk that has no room for all' : 'room for all'
    process.stdout.write(
      `killed ${moment}, ${disk}: ${violations.length === 0 ? 'nothing sent twice' : violations.join('\n')}\n`,
    )
    if (violations.length > 0) process.exitCode = 1
  }
