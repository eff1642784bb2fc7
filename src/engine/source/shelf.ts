/** Copies of assets on this machine: fetched on demand, within a limit of space, deleted when they are no longer needed. */
import { admissibleCount } from '../../core/release/github/disk-budget.ts'
import type { ReleaseAsset } from '../../core/release/github/release.ts'
import type { AssetCopy } from '../../ports/release.ts'

/** Assets that are fetched at the same time: each over several connections, so that the first are soon complete and sent to OSS. */
const FETCHED_AT_ONCE = 3

interface ShelfOptions {
  /** @returns the limit of all copies at any time, in bytes. */
  limitBytes(): number
  /** Copies of at most this size are not deleted for others: their objects are put in one request, at the end. */
  readonly keptUpToBytes: number
  /** Fetches one asset, verified. */
  fetch(asset: ReleaseAsset, options: { readonly signal: AbortSignal; onBytes(): void }): Promise<AssetCopy>
  remove(assetId: number): Promise<void>
  /** Ends all fetches. */
  readonly signal: AbortSignal
}

/** One use of a copy. */
export interface CopyInUse {
  readonly copy: AssetCopy
  release(): void
  drop(): void
}

interface Shelf {
  /** @returns the copy once there is room and it is complete. Rejects with the error of the fetch, or the signal's reason. */
  take(asset: ReleaseAsset, options: { readonly signal: AbortSignal; onBytes(): void }): Promise<CopyInUse>
}

interface Place {
  readonly asset: ReleaseAsset
  readonly copy: Promise<AssetCopy>
  readonly settle: Pick<PromiseWithResolvers<AssetCopy>, 'resolve' | 'reject'>
  readonly listeners: Set<() => void>
  state: 'waiting' | 'fetching' | 'here' | 'leaving'
  users: number
  /** Whether it may be deleted as soon as nothing holds it. */
  isDone: boolean
  /** Settles when a copy that is being deleted is gone. */
  leaving: Promise<void>
}

/** @returns an empty shelf. */
export function createShelf(options: ShelfOptions): Shelf {
  const places = new Map<number, Place>()
  const inState = (...states: readonly Place['state'][]) =>
    [...places.values()].filter((one) => states.includes(one.state))

  function placeFor(asset: ReleaseAsset): Place {
    const known = places.get(asset.id)
    if (known !== undefined) return known
    const { promise: copy, ...settle } = Promise.withResolvers<AssetCopy>()
    // Waiting callers get the failure; there may be none left.
    copy.catch(() => {})
    const place: Place = {
      asset,
      copy,
      settle,
      listeners: new Set(),
      state: 'waiting',
      users: 0,
      isDone: false,
      leaving: Promise.resolve(),
    }
    places.set(asset.id, place)
    return place
  }

  /** Fetches as much as there is room for, in the order of requests; copies that nothing holds are deleted to make room. */
  function advance(): void {
    const waiting = inState('waiting')
    const [first] = waiting
    if (first === undefined) return
    const taken = inState('fetching', 'here', 'leaving')
    const usedBytes = taken.reduce((sum, { asset }) => sum + asset.sizeBytes, 0)
    const free = FETCHED_AT_ONCE - inState('fetching').length
    const count = admissibleCount(
      waiting.map(({ asset }) => asset),
      { usedBytes, limitBytes: options.limitBytes() },
    )
    if (count === 0 && free > 0) makeRoom(usedBytes + first.asset.sizeBytes - options.limitBytes())
    for (const place of waiting.slice(0, Math.max(0, Math.min(count, free)))) void fetch(place)
  }

  function makeRoom(neededBytes: number): void {
    let leftBytes = neededBytes - inState('leaving').reduce((sum, { asset }) => sum + asset.sizeBytes, 0)
    for (const place of inState('here').filter(
      ({ users, asset }) => users === 0 && asset.sizeBytes > options.keptUpToBytes,
    )) {
      if (leftBytes <= 0) return
      leftBytes -= place.asset.sizeBytes
      leave(place)
    }
  }

  async function fetch(place: Place): Promise<void> {
    place.state = 'fetching'
    const onBytes = () => {
      for (const listener of place.listeners) listener()
    }
    try {
      const copy = await options.fetch(place.asset, { signal: options.signal, onBytes })
      place.state = 'here'
      place.settle.resolve(copy)
    } catch (error) {
      places.delete(place.asset.id)
      place.settle.reject(error)
    }
    leaveIfDone(place)
    advance()
  }

  function leave(place: Place): void {
    place.state = 'leaving'
    place.leaving = options
      .remove(place.asset.id)
      .then(
        () => void places.delete(place.asset.id),
        // It is still there, and uses its space.
        () => {
          place.state = 'here'
          place.isDone = false
        },
      )
      .then(advance)
  }

  function leaveIfDone(place: Place): void {
    if (place.users === 0 && place.isDone && place.state === 'here') leave(place)
  }

  return {
    async take(asset, { signal, onBytes }) {
      for (let old = places.get(asset.id); old?.state === 'leaving'; old = places.get(asset.id))
        await unlessAborted(old.leaving, signal)
      const place = placeFor(asset)
      place.users += 1
      place.isDone = false
      place.listeners.add(onBytes)
      let isInUse = true
      const end = (isDone: boolean) => {
        if (!isInUse) return
        isInUse = false
        place.users -= 1
        if (isDone) place.isDone = true
        leaveIfDone(place)
        advance()
      }
      advance()
      try {
        const copy = await unlessAborted(place.copy, signal)
        return { copy, release: () => end(false), drop: () => end(true) }
      } catch (error) {
        end(false)
        throw error
      } finally {
        place.listeners.delete(onBytes)
      }
    },
  }
}

/** @returns the promise's result; rejects with the signal's reason as soon as that is aborted. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
