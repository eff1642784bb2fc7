/** Says what a later attempt can continue from: promises nothing about bytes that no record names. Pure text. */
import { formatSize } from '../text/quantities.ts'
import { singleLine } from '../text/text.ts'

/** Where the records of unfinished uploads were saved; `reason` says why not everywhere. */
export type Keeping =
  /** In the Actions cache as well. */
  | { readonly kind: 'everywhere' }
  /** The Actions cache has an earlier state of them. */
  | { readonly kind: 'earlier'; readonly reason: string }
  /** Only on this machine, until its job ends or for longer. */
  | { readonly kind: 'here'; readonly lasts: 'job' | 'machine'; readonly reason: string }
  /** Not all of them could be written. */
  | { readonly kind: 'partly'; readonly reason: string }
  | { readonly kind: 'nothing'; readonly reason: string }

/** @returns what became of the bytes that were sent, as a clause; undefined where there are none. */
export function sentClause(
  { inOssBytes, plannedBytes }: { readonly inOssBytes: number; readonly plannedBytes: number },
  { kind }: Keeping,
): string | undefined {
  if (inOssBytes <= 0) return undefined
  const percent = Math.min(100, Math.floor((100 * inOssBytes) / Math.max(1, plannedBytes)))
  const sent = `${percent} % (${formatSize(inOssBytes)})`
  return kind === 'partly' || kind === 'nothing' ? `${sent} was sent` : `${sent} is safe in OSS`
}

/** @returns what the next attempt does with what was sent, as one sentence. */
export function goOn(keeping: Keeping): string {
  switch (keeping.kind) {
    case 'everywhere':
      return 'Re-run the failed jobs to go on from there.'
    case 'earlier':
      return `Re-run the failed jobs: on a new runner they go on from an earlier record, and may send more than necessary (${because(keeping)}).`
    case 'here':
      return `Another try ${keeping.lasts === 'job' ? 'in this job' : 'on this machine'} goes on from there; a new runner starts afresh (${because(keeping)}).`
    case 'partly':
      return `The next attempt goes on from what is recorded, and sends the rest again (${because(keeping)}).`
    case 'nothing':
      return `The next attempt starts afresh (${because(keeping)}).`
  }
}

function because({ reason }: { readonly reason: string }): string {
  return singleLine(reason, 150)
}
