/**
 * Asks a step's process to end. POSIX has signals. On Windows the runner sends Ctrl-C, then Ctrl-Break, to the console of the process, which Node
 * cannot do to another process (`process.kill` ends it at once): there a module that is loaded before the action reads them from a pipe and emits them
 *  as Node does, as the events SIGINT and SIGBREAK, or ends the process if there is no listener.
 * https://nodejs.org/api/process.html#signal-events
 */
import type { ChildProcess } from 'node:child_process'
import { Writable } from 'node:stream'
import { sendSignal } from './processes.ts'
import { isWindows } from './system.ts'

/** Exit code of a process on Windows that does not handle Ctrl-C: STATUS_CONTROL_C_EXIT. */
export const CONTROL_C_EXIT = 0xc000013a

/** File descriptor of the pipe. */
const INTERRUPT_FD = 4

/** Flags with which Node loads that module before the action. */
export const interruptFlags: readonly string[] = isWindows ? ['--import', listenerModule()] : []

/** For `stdio`, at INTERRUPT_FD. */
export const interruptPipe = isWindows ? 'overlapped' : 'ignore'

/** Asks a process of a step to end: SIGINT is Ctrl-C on Windows, SIGTERM Ctrl-Break. Returns false if the process has ended. */
export function interrupt(child: ChildProcess, how: 'SIGINT' | 'SIGTERM'): boolean {
  if (child.pid === undefined) return false
  if (!isWindows) return sendSignal(child.pid, how)
  const pipe = child.stdio[INTERRUPT_FD]
  if (!(pipe instanceof Writable) || !pipe.writable) return false
  pipe.write(how === 'SIGINT' ? 'C' : 'B')
  return true
}

function listenerModule(): string {
  const code = `import { Socket } from 'node:net'
const pipe = new Socket({ fd: ${INTERRUPT_FD}, readable: true, writable: false })
pipe.on('error', () => {})
pipe.on('data', (bytes) => {
  for (const byte of bytes) {
    const name = byte === 67 ? 'SIGINT' : 'SIGBREAK'
    if (!process.emit(name, name)) process.exit(${CONTROL_C_EXIT})
  }
})
pipe.unref()`
  return `data:text/javascript,${encodeURIComponent(code)}`
}
