/** How V8 compiles this program. */
import { setFlagsFromString } from 'node:v8'

/** After how many calls a function is compiled by the second compiler instead of after 400. */
const CALLS = 200

/**
 * Makes V8 compile for a process that lasts a second: without the first compiler, whose code would soon be replaced, and earlier with the second. What that
 *  saves: docs/decisions/0012-a-step-that-starts-light.md. Call it once Node's own modules are loaded, like `keepHeapSmall`.
 */
export function compileForShortRuns(): void {
  setFlagsFromString('--no-sparkplug')
  setFlagsFromString(`--invocation-count-for-maglev=${CALLS}`)
}
