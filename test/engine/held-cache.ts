/** The Actions cache of one run, in memory, as the jobs of a release see it: entries never change, the newest of a prefix is found. */
import type { HeldRecordsPort, RecordLookup } from '../../src/ports.ts'

export interface MemoryHeldCache extends HeldRecordsPort {
  /** By name, oldest first. */
  readonly records: ReadonlyMap<string, readonly string[]>
  readonly releases: readonly string[]
}

/**
 * @param failure why nothing can be saved; undefined: everything can
 * @returns a cache with these records, by name
 */
export function createMemoryHeldCache(saved: Readonly<Record<string, string>> = {}, failure?: string): MemoryHeldCache {
  const records = new Map(Object.entries(saved).map(([name, text]) => [name, [text]]))
  const claims = new Map<string, string>()
  const releases: string[] = []
  return {
    records,
    releases,
    load: async (name) => lookupOf(records.get(name)?.at(-1)),
    async save(name, text) {
      if (failure === undefined) records.set(name, [...(records.get(name) ?? []), text])
      return failure
    },
    async claim(name, text) {
      if (failure !== undefined) return undefined
      if (!claims.has(name)) claims.set(name, text)
      return claims.get(name)
    },
    loadRelease: async () => lookupOf(releases.at(-1)),
    async saveRelease(text) {
      if (failure === undefined) releases.push(text)
      return failure
    },
  }
}

export function lookupOf(text: string | undefined): RecordLookup {
  return text === undefined ? { kind: 'none' } : { kind: 'found', text }
}
