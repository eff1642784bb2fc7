/** One entry of the Actions cache. */
export interface CacheEntry {
  readonly id: number
  readonly repository: string
  /** The ref whose run saved it: the entry's scope. */
  readonly ref: string
  readonly key: string
  /** The client's hash of paths, compression and salt; entries of other versions don't match. */
  readonly version: string
  /** The compressed tar as uploaded. */
  readonly archive: Buffer
  /** False between reservation and finalization: nobody can restore it yet. */
  readonly finalized: boolean
}

/** The scope of a request, from its runtime token. */
export interface CacheScope {
  readonly repository: string
  readonly ref: string
  /** The pull request's target, whose entries its runs may read too. */
  readonly baseRef?: string
  readonly defaultRef: string
  readonly mode: 'read-write' | 'read' | 'none'
}

export interface EntryQuery {
  readonly key: string
  readonly restoreKeys: readonly string[]
  readonly version: string
}

export type NewEntry = Omit<CacheEntry, 'id' | 'finalized'>

export interface EntryStore {
  list(): readonly CacheEntry[]
  get(id: number): CacheEntry | undefined
  /** The reserved entry's id; undefined if repository, ref, key and version are taken, since entries are immutable. */
  reserve(entry: Omit<NewEntry, 'archive'>): number | undefined
  fill(id: number, archive: Buffer): void
  finalize(id: number): void
  /** Adds a finished entry without any checks, also a duplicate. */
  add(entry: NewEntry): number
  remove(id: number): void
  /** The entry that a restore gets by GitHub's rules: scope by scope, in each the key, then each restore key. */
  find(scope: CacheScope, query: EntryQuery): CacheEntry | undefined
  /** The unfinished reservation that a Finalize names. */
  pending(scope: CacheScope, what: { readonly key: string; readonly version: string }): CacheEntry | undefined
}

export function createEntryStore(): EntryStore {
  const entries = new Map<number, CacheEntry>()
  let lastId = 0
  const insert = (entry: Omit<CacheEntry, 'id'>): number => {
    lastId += 1
    entries.set(lastId, { ...entry, id: lastId })
    return lastId
  }
  const change = (id: number, part: Partial<CacheEntry>): void => {
    const entry = entries.get(id)
    if (entry) entries.set(id, { ...entry, ...part })
  }
  return {
    list: () => [...entries.values()],
    get: (id) => entries.get(id),
    reserve(entry) {
      const taken = [...entries.values()].some((other) => sameIdentity(other, entry))
      return taken ? undefined : insert({ ...entry, archive: Buffer.alloc(0), finalized: false })
    },
    fill: (id, archive) => change(id, { archive }),
    finalize: (id) => change(id, { finalized: true }),
    add: (entry) => insert({ ...entry, finalized: true }),
    remove: (id) => void entries.delete(id),
    find: (scope, query) => findEntry([...entries.values()], scope, query),
    pending: (scope, what) =>
      [...entries.values()].find((entry) => !entry.finalized && sameIdentity(entry, { ...scope, ...what })),
  }
}

function sameIdentity(entry: CacheEntry, other: Pick<CacheEntry, 'repository' | 'ref' | 'key' | 'version'>): boolean {
  return (
    entry.repository === other.repository &&
    entry.ref === other.ref &&
    entry.key === other.key &&
    entry.version === other.version
  )
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#cache-key-matching */
function findEntry(all: readonly CacheEntry[], scope: CacheScope, query: EntryQuery): CacheEntry | undefined {
  const newestFirst = all
    .filter((entry) => entry.finalized && entry.repository === scope.repository && entry.version === query.version)
    .sort((a, b) => b.id - a.id)
  for (const ref of [scope.ref, scope.baseRef, scope.defaultRef]) {
    const inScope = newestFirst.filter((entry) => entry.ref === ref)
    const exact = inScope.find((entry) => entry.key === query.key)
    if (exact) return exact
    for (const prefix of [query.key, ...query.restoreKeys]) {
      const match = inScope.find((entry) => entry.key.startsWith(prefix))
      if (match) return match
    }
  }
  return undefined
}
