/** Whether a release has all of its assets: it may be published before the last one is uploaded. */
import { ActionError } from '../../errors/errors.ts'
import { formatDuration, plural } from '../../text/quantities.ts'
import { quoted, singleLine } from '../../text/text.ts'
import type { Release, ReleaseAsset } from './release.ts'

/** How long after its publication a release may still get assets. */
const FRESH_MS = 3_600_000
/** Limit of names in a sentence. */
const MAX_NAMES = 5

interface UnmatchedLine {
  readonly pattern: string
  /** What may be wrong with it, in half a sentence. */
  readonly hint: string | undefined
}

export interface Completeness {
  readonly release: Release
  /** Assets that no line excludes. */
  readonly assets: readonly ReleaseAsset[]
  /** Include lines that match no asset; empty if `if-no-files-found` does not require a match. */
  readonly unmatched: readonly UnmatchedLine[]
  /** Milliseconds since the epoch. */
  readonly nowMs: number
  /** Since the first request for the list. */
  readonly waitedMs: number
  readonly giveUpAfterMs: number
}

type CompleteDecision =
  | { readonly kind: 'complete' }
  /** Ask again; `missing` says what is missing, as a clause. */
  | { readonly kind: 'wait'; readonly missing: string }
  | { readonly kind: 'error'; readonly error: ActionError }

/** @returns whether the release is complete, may still become complete, or why it will not. */
export function decideComplete(situation: Completeness): CompleteDecision {
  const unfinished = situation.assets.filter(({ state }) => state !== 'uploaded')
  const missing = missingText(
    unfinished,
    situation.unmatched.map(({ pattern }) => quoted(pattern)),
  )
  if (missing === undefined) return { kind: 'complete' }
  const mayGrow = isFresh(situation.release, situation.nowMs)
  if (mayGrow && situation.waitedMs < situation.giveUpAfterMs) return { kind: 'wait', missing }
  return { kind: 'error', error: incomplete(situation, { mayGrow, unfinished }) }
}

/** A draft may still get assets, however old it is. */
function isFresh({ isDraft, publishedAtMs }: Release, nowMs: number): boolean {
  return isDraft || (publishedAtMs !== undefined && nowMs - publishedAtMs < FRESH_MS)
}

/** @param unmatched lines, as they are printed */
function missingText(unfinished: readonly ReleaseAsset[], unmatched: readonly string[]): string | undefined {
  const parts = [
    ...(unmatched.length === 0 ? [] : [`no asset matches ${list(unmatched)}`]),
    ...(unfinished.length === 0
      ? []
      : [`the upload of ${list(unfinished.map(({ name, state }) => quoted(`${name} (${state})`)))} has not ended`]),
  ]
  return parts.length === 0 ? undefined : parts.join(', and ')
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES)
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${plural(more, 'other')}` : shown.join(', ')
}

function incomplete(
  { release, waitedMs, unmatched }: Completeness,
  { mayGrow, unfinished }: { readonly mayGrow: boolean; readonly unfinished: readonly ReleaseAsset[] },
): ActionError {
  const lines = unmatched.map(({ pattern, hint }) => `${quoted(pattern)}${hint === undefined ? '' : ` (${hint})`}`)
  const name = `The release ${singleLine(release.tag, 200)}`
  const when = mayGrow
    ? `after ${formatDuration(waitedMs)} of waiting`
    : 'though it was published more than an hour ago'
  const upload = unfinished.length > 0 ? 'Delete the unfinished assets and upload them again. ' : ''
  return new ActionError({
    code: 'release-incomplete',
    message: `${name} is not complete ${when}: ${missingText(unfinished, lines)}.`,
    remedy: mayGrow
      ? `${upload}Run the step after the job that uploads the assets, or wait longer:\n  with:\n    give-up-after: 1h`
      : `${upload}Check the patterns in \`path\` against the names of the assets as GitHub stores them: spaces and brackets become dots.`,
  })
}
