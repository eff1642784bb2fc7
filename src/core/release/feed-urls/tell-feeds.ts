/** Messages about feeds whose URLs are rewritten. */
import { ActionError } from '../../errors/errors.ts'
import { formatSize, plural } from '../../text/quantities.ts'
import { firstOf, singleLine } from '../../text/text.ts'
import type { ChangedUrl } from './rewrite-feed.ts'

const MAX_CHANGES = 20
const MAX_LEFT = 3
const MAX_PROBLEMS = 20

/** @returns a title and a line for each changed URL; of many, the first ones and a count. */
export function changeLines(
  name: string,
  changes: readonly ChangedUrl[],
): { readonly title: string; readonly lines: readonly string[] } {
  return { title: `${rewrittenText(name, changes.length)}:`, lines: firstOf(changes.map(lineOf), MAX_CHANGES) }
}

function lineOf({ from, to }: ChangedUrl): string {
  return `${singleLine(from, 300)} → ${singleLine(to, 300)}`
}

/** @returns what was changed in a feed, without a full stop. */
export function rewrittenText(name: string, count: number): string {
  return `In \`${singleLine(name, 120)}\`, ${plural(count, 'URL')} of GitHub ${count === 1 ? 'is' : 'are'} replaced by public URLs`
}

/** @returns which files readers of the feed still fetch from GitHub. */
export function leftText(name: string, left: readonly string[]): string {
  const shown = firstOf(
    [...new Set(left)].map((url) => singleLine(url, 200)),
    MAX_LEFT,
  )
  return `\`${singleLine(name, 120)}\` still has GitHub's URLs of this release, because no published file has exactly this URL: ${shown.join(', ')}.`
}

/** @returns which line of a checksums file of the release is outdated. */
export function staleSumsText(sums: string, feed: string): string {
  const [file, name] = [singleLine(sums, 120), singleLine(feed, 120)]
  return `\`${file}\` has the checksum of \`${name}\` before its URLs were rewritten. Exclude it with \`!${file}\`, and let \`checksums\` make one for the published files.`
}

/** @returns why feeds are not read, without a full stop. */
export function tooManyText(count: number, totalBytes: number, maxBytes: number): string {
  return `${plural(count, 'feed')} of ${formatSize(totalBytes)} in all are more than the ${formatSize(maxBytes)} that are read`
}

/** @returns the error for feeds whose URLs cannot be rewritten. @param problems each begins with the name of its feed, without a full stop */
export function cannotRewrite(problems: readonly string[]): ActionError {
  const shown = firstOf(
    problems.map((problem) => singleLine(problem)),
    MAX_PROBLEMS,
  )
  return new ActionError({
    code: 'feed-urls',
    message:
      shown.length === 1
        ? `The URLs of a feed cannot be rewritten: ${shown[0]}`
        : `The URLs of feeds cannot be rewritten:\n${shown.map((text) => `  - ${text}`).join('\n')}`,
    remedy:
      'Nothing was sent. Correct the feed in the release, or let the job that makes it write the public URLs before it signs the feed. Otherwise exclude it with a `!` line in `path`, or publish feeds as they are:\n  with:\n    feed-urls: keep',
  })
}
