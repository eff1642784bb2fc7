/** The memory of this process. */
import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 keep its heap small rather than let it grow to where collecting takes the least time: sending makes only short-lived objects,
 * however long it takes. What that saves, and that it costs no time: docs/decisions/. Not before the plan is made: that makes many at once.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--optimize-for-size')
}
