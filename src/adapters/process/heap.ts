/** The memory of this process. */
import { setFlagsFromString } from 'node:v8'

/** Has V8 keep its heap small rather than let it grow to where collecting takes the least time. What that saves and costs: docs/decisions/. */
export function keepHeapSmall(): void {
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
}
