/** How much of the runner's disk assets may use: at most half of what was free at the start. */
import { ActionError } from '../../errors/errors.ts'
import { formatSize } from '../../text/quantities.ts'
import { singleLine } from '../../text/text.ts'

interface Sized {
  readonly name: string
  readonly sizeBytes: number
}

interface DiskBudget {
  /** Limit of all copies on disk at any time. */
  readonly limitBytes: number
}

type DiskPlan =
  | { readonly kind: 'fits'; readonly budget: DiskBudget }
  | { readonly kind: 'error'; readonly error: ActionError }

/**
 * @param freeBytes of the disk, before anything is fetched
 * @param keptUpToBytes copies of at most this size are kept to the end, since their objects are put in one request
 * @returns the limit; the error if an asset can never be fetched within it, beside the copies that are kept.
 */
export function planDisk({
  freeBytes,
  assets,
  keptUpToBytes,
}: {
  readonly freeBytes: number
  readonly assets: readonly Sized[]
  readonly keptUpToBytes: number
}): DiskPlan {
  const limitBytes = Math.floor(freeBytes / 2)
  const kept = assets.filter(({ sizeBytes }) => sizeBytes <= keptUpToBytes)
  const keptBytes = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const passing = assets.filter(({ sizeBytes }) => sizeBytes > keptUpToBytes)
  const largest = passing.reduce<Sized | undefined>(
    (best, asset) => (best === undefined || asset.sizeBytes > best.sizeBytes ? asset : best),
    undefined,
  )
  if (keptBytes + (largest?.sizeBytes ?? 0) <= limitBytes) return { kind: 'fits', budget: { limitBytes } }
  return { kind: 'error', error: diskError({ largest, keptBytes, limitBytes, freeBytes }) }
}

function diskError(sizes: {
  readonly largest: Sized | undefined
  readonly keptBytes: number
  readonly limitBytes: number
  readonly freeBytes: number
}): ActionError {
  const { largest, keptBytes, limitBytes, freeBytes } = sizes
  const what =
    largest === undefined || keptBytes > limitBytes
      ? `The small assets of the release have ${formatSize(keptBytes)} together`
      : `The asset ${singleLine(largest.name, 200)} has ${formatSize(largest.sizeBytes)}${keptBytes === 0 ? '' : `, the small assets ${formatSize(keptBytes)}`}`
  return new ActionError({
    code: 'release-disk',
    message: `${what}, and this runner has ${formatSize(freeBytes)} free, of which half may be used (${formatSize(limitBytes)}).`,
    remedy:
      'Free disk space before this step, choose a runner with a larger disk, or divide the assets among several jobs:\n  with:\n    shard: ${{ strategy.job-index }}/${{ strategy.job-total }}',
  })
}

/**
 * @param waiting in the order of requests
 * @param usedBytes what is on disk or on its way there
 * @returns how many of the waiting ones may be fetched now. Strictly in order: otherwise small ones could keep a large one waiting for ever.
 */
export function admissibleCount(
  waiting: readonly { readonly sizeBytes: number }[],
  { usedBytes, limitBytes }: { readonly usedBytes: number } & DiskBudget,
): number {
  let takenBytes = usedBytes
  let count = 0
  for (const { sizeBytes } of waiting) {
    if (takenBytes + sizeBytes > limitBytes) return count
    takenBytes += sizeBytes
    count += 1
  }
  return count
}
