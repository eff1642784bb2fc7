/** The end of this process, which nothing that still waits may delay. */
import { existsSync } from 'node:fs'

/** A runner that has stopped reading the log is not waited for. */
const LAST_WORDS_MS = 500

/** Ends the process with an exit code once what was logged is written, also where a thread of it hangs for good. */
export async function endProcess(code: number): Promise<never> {
  await Promise.race([
    new Promise<void>((done) => process.stdout.write('', () => done())),
    new Promise<void>((done) => setTimeout(done, LAST_WORDS_MS)),
  ])
  becomeAnEnd(code)
  process.exit(code)
}

const SHELL = '/bin/sh'

/**
 * Puts in the place of this process, its threads included, one that does nothing but end. As it exits by itself Node waits for its threads, and some
 * never come back: one that reads from a dead network disk; one of V8 that compiles, and waits for memory that only the main thread could free.
 * Returns where that cannot be done, as on Windows.
 */
function becomeAnEnd(code: number): void {
  // The coverage of a process is written as it exits by itself.
  if (process.platform === 'win32' || process.env.NODE_V8_COVERAGE !== undefined) return
  try {
    process.emit('exit', code)
    const [program, ...words] = existsSync(SHELL)
      ? [SHELL, '-c', `exit ${code}`]
      : [process.execPath, '-e', `process.exit(${code})`]
    process.execve?.(program, [program, ...words], {})
  } catch {
    // What hangs may still come back.
  }
}
