/** Queues the writes of records on a disk that may be slow, such as a network disk: one after the other, while nothing waits for them. */
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isLocalType } from './quick-disk.ts'
import { race, unlessAborted } from './race.ts'

/** One write, see `WriteBehind`. */
export type Write =
  | { readonly kind: 'replace' | 'append'; readonly path: string; text: string }
  | { readonly kind: 'remove'; readonly path: string }

export interface WriteBehind {
  /** Replaces a file atomically; its folder is made. */
  replace(path: string, text: string): void
  /** Appends to a file that `replace` has written, unless somebody else has replaced or removed it since. */
  append(path: string, text: string): void
  remove(path: string): void
  /** Waits until all of that is written, for so many milliseconds at most. @returns how much was written meanwhile */
  settled(mostMs: number): Promise<'all' | 'some' | 'nothing'>
}

interface WriteBehindOptions {
  /** Called for each write that fails. */
  onFailure(error: unknown): void
  /** Carries out one write; rejects with the error that prevents it. */
  carryOut(write: Write): Promise<void>
}

/** @returns a queue of writes. What waits for the same file is joined, so that the queue is as long as there are files. */
export function createWriteBehind({ onFailure, carryOut }: WriteBehindOptions): WriteBehind {
  const waiting = new Map<string, Write>()
  let working: Promise<void> | undefined
  let written = 0

  async function work(): Promise<void> {
    for (const [path, write] of waiting) {
      waiting.delete(path)
      await carryOut(write).catch(onFailure)
      written += 1
    }
    working = undefined
  }

  function add(write: Write): void {
    const before = waiting.get(write.path)
    if (write.kind !== 'append' || before === undefined) waiting.set(write.path, write)
    // Nothing is appended to a file that is about to be removed.
    else if (before.kind !== 'remove') before.text += write.text
    working ??= work()
  }

  return {
    replace: (path, text) => add({ kind: 'replace', path, text }),
    append: (path, text) => add({ kind: 'append', path, text }),
    remove: (path) => add({ kind: 'remove', path }),
    async settled(mostMs) {
      const before = written
      if (working === undefined || (await isOver(working, mostMs))) return 'all'
      return written > before ? 'some' : 'nothing'
    },
  }
}

/** @returns whether the promise is settled within so many milliseconds. */
function isOver(promise: Promise<void>, mostMs: number): Promise<boolean> {
  const deadline = { afterMs: mostMs, error: silence }
  return race(promise, { signal: new AbortController().signal, deadline }).then(
    () => true,
    () => false,
  )
}

/** @returns the error of a disk that does not answer. */
export function silence(): Error {
  return Object.assign(new Error('the disk does not answer'), { code: 'no answer' })
}

/** How long a disk may take to say what it is. */
const LOOK_MS = 10_000

/** @returns whether a folder, or the place where it would be made, is on a disk that may be slow; `silent` if the disk does not even tell that. */
export async function speedOf(folder: string, signal: AbortSignal): Promise<'quick' | 'slow' | 'silent'> {
  // Other systems do not tell it in these numbers.
  if (process.platform !== 'linux') return 'quick'
  const asked = statfsOf(folder).then(
    ({ type }) => (isLocalType(Number(type)) ? 'quick' : 'slow'),
    // The first write meets the same error, and tells it.
    () => 'quick' as const,
  )
  const silent = Promise.withResolvers<'silent'>()
  const timer = setTimeout(() => silent.resolve('silent'), LOOK_MS)
  return unlessAborted(Promise.race([asked, silent.promise]), signal).finally(() => clearTimeout(timer))
}

function statfsOf(folder: string): ReturnType<typeof statfs> {
  return statfs(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error
    return statfsOf(dirname(folder))
  })
}
