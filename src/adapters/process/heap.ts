/** The memory of this process. */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** The young generation grows once more, by this factor: from 2 MiB to 4. It then holds what the requests in flight need, which is garbage before it is moved. */
const GROWTH = 2
/** A larger young generation, both halves together, has grown. It has this size once the program is loaded. */
const GROWN_BYTES = 4 * 1024 ** 2
/** How often to check whether it has grown. */
const LOOK_MS = 20

/**
 * Makes V8 keep its heap small, at the cost of more garbage collection. What that saves and costs: docs/decisions/0006-a-small-heap.md. Call it once Node's own modules are
 *  loaded: they come compiled, for the options with which the process began, and are compiled again once others are set.
 */
export function keepHeapSmall(): void {
  // Loads what Node loads only when the time is first asked.
  performance.now()
  setFlagsFromString('--heap-growing-percent=40')
  // Waking other threads costs more than they save.
  setFlagsFromString('--no-parallel-scavenge')
  setFlagsFromString(`--semi-space-growth-factor=${GROWTH}`)
  const look = setInterval(() => {
    if (youngBytes() <= GROWN_BYTES) return
    setFlagsFromString('--semi-space-growth-factor=1')
    clearInterval(look)
  }, LOOK_MS)
  look.unref()
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0
}
