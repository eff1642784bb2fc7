import { EventEmitter, once } from 'node:events'
import type { Masker } from './masker.ts'

/** The log of a step as a user sees it, masked line by line. */
export interface StepLog {
  write(text: string): void
  text(): string
  /** The first match in the log, now or later; rejects if the step ends without one. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>
  /** Marks the end of the log. */
  end(): void
}

export function createStepLog(masker: Masker): StepLog {
  const changes = new EventEmitter().setMaxListeners(0)
  let text = ''
  let ended = false
  return {
    write(line) {
      text += `${masker.mask(line)}\n`
      changes.emit('change')
    },
    text: () => text,
    async waitFor(pattern) {
      for (;;) {
        const match = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).exec(text)
        if (match) return match
        if (ended) throw new Error(`the step ended without ${String(pattern)} in its log:\n${text}`)
        await once(changes, 'change')
      }
    },
    end() {
      ended = true
      changes.emit('change')
    },
  }
}
