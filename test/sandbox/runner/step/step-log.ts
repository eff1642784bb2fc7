import { EventEmitter, once } from 'node:events'
import type { Masker } from './masker.ts'

/** What a user sees of a step, masked line by line as it comes. */
export interface StepLog {
  write(text: string): void
  text(): string
  /** The first match in the whole log so far or to come; rejects if the step ends without one. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>
  /** No line follows. */
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
