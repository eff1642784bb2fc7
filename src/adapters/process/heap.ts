/** The memory of this process. */
import { setFlagsFromString } from 'node:v8'

/** Makes V8 keep its heap small, at the cost of more garbage collection. What that saves and costs: docs/decisions/. */
export function keepHeapSmall(): void {
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
}
