/** The end of this process, which nothing that still waits may delay. */

/** A runner that has stopped reading the log is not waited for. */
const LAST_WORDS_MS = 500

/**
 * Work of Node's threads: reading files and looking up names. Node waits for these threads as it exits, and one that reads from a dead network
 * disk never comes back.
 */
const IN_THREADS = /^(FSReq|GetAddrInfo|GetNameInfo)/

/** So long a thread may still be at work that does not hang: most often it closes a file. */
const LAST_CLOSE_MS = 100

/** Ends the process with an exit code once what was logged is written, also where a thread of it hangs for good. */
export async function endProcess(code: number): Promise<never> {
  await Promise.race([
    new Promise<void>((done) => process.stdout.write('', () => done())),
    new Promise<void>((done) => setTimeout(done, LAST_WORDS_MS)),
  ])
  if (!(await threadsRest())) becomeAnEnd(code)
  process.exit(code)
}

/** @returns whether no thread is at work any more, or is done soon: to start another process takes ten times as long as to close a file. */
async function threadsRest(): Promise<boolean> {
  const untilMs = performance.now() + LAST_CLOSE_MS
  while (process.getActiveResourcesInfo().some((name) => IN_THREADS.test(name))) {
    if (performance.now() > untilMs) return false
    await new Promise<void>((done) => setTimeout(done, 1))
  }
  return true
}

/** Puts in the place of this process, its threads included, one that does nothing but end. Returns where that cannot be done, as on Windows. */
function becomeAnEnd(code: number): void {
  try {
    process.execve?.(process.execPath, [process.execPath, '-e', `process.exit(${code})`], {})
  } catch {
    // What hangs may still come back.
  }
}
