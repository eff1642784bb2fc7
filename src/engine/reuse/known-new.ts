/** While files are read: how many of their first bytes are in no earlier object. */
import type { ChunkLookup } from '../../core/reuse/chunk-lookup.ts'
import { createNewBytes, type NewBytes } from '../../core/reuse/shared-runs.ts'

/** Collects that for all files of a step. */
export interface KnownNew {
  /** Takes the next chunk of the file at a path. @param digest may be overwritten afterwards */
  chunk(path: string, digest: Uint8Array, sizeBytes: number): void
  /** To be called once the content of earlier objects is known. */
  compare(lookup: ChunkLookup): void
  /** Calls `tell` with a growing number of new bytes of the file. @returns a function that ends the calls */
  watch(path: string, tell: (newBytes: number) => void): () => void
}

interface FileNews {
  /** Undefined until the content of earlier objects is known. */
  news: NewBytes | undefined
  /** Chunks that came before that. */
  waiting: { readonly digest: Uint8Array; readonly sizeBytes: number }[]
  readonly listeners: Set<(newBytes: number) => void>
}

/** @returns the state before any file is read. */
export function createKnownNew(): KnownNew {
  const files = new Map<string, FileNews>()
  let lookup: ChunkLookup | undefined
  const newsOf = (path: string) => {
    const known = files.get(path)
    if (known !== undefined) return known
    const made: FileNews = { news: lookup && createNewBytes(lookup), waiting: [], listeners: new Set() }
    files.set(path, made)
    return made
  }
  const tell = ({ news, listeners }: FileNews) => {
    if (news !== undefined) for (const listener of listeners) listener(news.bytes)
  }
  return {
    chunk(path, digest, sizeBytes) {
      const file = newsOf(path)
      if (file.news === undefined) file.waiting.push({ digest: digest.slice(), sizeBytes })
      else file.news.add(digest, sizeBytes)
      tell(file)
    },
    compare(found) {
      lookup = found
      for (const file of files.values()) {
        file.news = createNewBytes(found)
        for (const { digest, sizeBytes } of file.waiting) file.news.add(digest, sizeBytes)
        file.waiting = []
        tell(file)
      }
    },
    watch(path, listener) {
      const file = newsOf(path)
      file.listeners.add(listener)
      tell(file)
      return () => file.listeners.delete(listener)
    },
  }
}
