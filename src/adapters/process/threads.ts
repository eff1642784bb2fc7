/** The threads on which Node waits for disks and looks up names. */

/**
 * Node has four, which a network disk that is slow keeps busy: names are then not looked up, and files of other disks not read. More of them also
 *  read faster from such a disk. https://docs.libuv.org/en/v1.x/threadpool.html
 */
const THREADS = 16

/** Provides more threads, unless the user has set their number. Call it before the first of them is used. */
export function provideThreads(env: NodeJS.ProcessEnv): void {
  env.UV_THREADPOOL_SIZE ??= String(THREADS)
}
