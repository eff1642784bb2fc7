/** Ends this process, whatever it still waits for. */
import { existsSync } from 'node:fs'

/** How long to wait until the log is written, in case the runner no longer reads it. */
const LAST_WORDS_MS = 500

/** Ends the process with an exit code once its log is written, even if one of its threads hangs for ever. */
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
 * Replaces this process, with its threads, by one that only ends (exec). On a normal exit Node waits for its threads, and some
 *  never end: one that reads from a dead network disk; one of V8 that compiles, and waits for memory that only the main thread could free.
 *  Returns if that cannot be done, as on Windows.
 */
function becomeAnEnd(code: number): void {
  // Coverage is only written on a normal exit.
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
