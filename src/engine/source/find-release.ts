/** Finds a release and waits until it has all of its assets. */

import { decideComplete } from '../../core/release/github/complete.ts'
import type { ReleaseChoice } from '../../core/release/github/from-release.ts'
import { assetHint } from '../../core/release/github/near-names.ts'
import type { Release, ReleaseAsset } from '../../core/release/github/release.ts'
import { plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { ReleaseSource } from '../../ports/release.ts'
import type { Clock, MatchOptions, Reporter } from '../../ports.ts'
import { assetsOfLines, type ExpandBraces } from './asset-names.ts'

/** Interval between requests for an incomplete release. */
const ASK_AGAIN_MS = 10_000
/** Interval between log lines while the step waits. */
const TELL_MS = 30_000

export interface FindReleaseOptions {
  readonly source: ReleaseSource
  readonly choice: ReleaseChoice
  readonly lines: MatchOptions['lines']
  /** Whether every line has to match an asset. */
  readonly needsAll: boolean
  readonly expand: ExpandBraces
  readonly giveUpAfterMs: number
  /** Told of the tag as soon as the release is found, whether it is complete or not. */
  onRelease(tag: string): void
  readonly clock: Clock
  readonly reporter: Reporter
  readonly signal: AbortSignal
}

export interface FoundRelease {
  readonly release: Release
  /** All assets, also those that no line matches. */
  readonly assets: readonly ReleaseAsset[]
  /** For each line, in order, the assets that it matches. */
  readonly byLine: readonly (readonly ReleaseAsset[])[]
}

/** @returns the release once it is complete. Throws an ActionError if there is none, or if it does not become complete in time. */
export async function findRelease(options: FindReleaseOptions): Promise<FoundRelease> {
  const { source, choice, lines, needsAll, expand, giveUpAfterMs, clock, reporter, signal } = options
  const release = await source.find(choice, { signal })
  options.onRelease(release.tag)
  const startedMs = clock.nowMs()
  let toldMs = Number.NEGATIVE_INFINITY
  for (;;) {
    const assets = await source.assets(release, { signal })
    const names = assets.map(({ name }) => name)
    const byLine = assetsOfLines(lines, assets, expand)
    const unmatched = lines.filter((_, index) => needsAll && byLine[index]?.length === 0)
    const decision = decideComplete({
      ...{ release, giveUpAfterMs, nowMs: clock.epochMs(), waitedMs: clock.nowMs() - startedMs },
      assets: [...new Set(byLine.flat())],
      unmatched: unmatched.map(({ pattern }) => ({ pattern, hint: assetHint(pattern, names) })),
    })
    switch (decision.kind) {
      case 'complete':
        reporter.info(
          `Release ${singleLine(release.tag, 200)} of ${source.repository}${release.isDraft ? ' (a draft)' : ''}: ${plural(assets.length, 'asset')}.`,
        )
        return { release, assets, byLine }
      case 'error':
        throw decision.error
      case 'wait':
        if (clock.nowMs() - toldMs >= TELL_MS) {
          reporter.info(`Waiting for the release ${singleLine(release.tag, 200)}: ${decision.missing}.`)
          toldMs = clock.nowMs()
        }
        await clock.sleep(ASK_AGAIN_MS, signal)
    }
  }
}
