/** The memory of this process. */
import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8 from growing the space for new objects, by default up to 64 MiB: what an upload makes is short-lived, however long it takes.
 * The figures: docs/decisions/.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
