/** The note about objects that are left as they are. Pure text. */
import { plural } from '../text/quantities.ts'
import { singleLine } from '../text/text.ts'

const MAX_LISTED = 10

/** @returns which version each object has, and which one the step would have published. */
export function keptNote(
  kept: readonly { readonly key: string; readonly version: string }[],
  askedVersion: string,
): string {
  const lines = kept
    .slice(0, MAX_LISTED)
    .map(({ key, version }) => `${singleLine(key, 200)} (${singleLine(version, 100)} is there)`)
  const more = kept.length > MAX_LISTED ? ` and ${plural(kept.length - MAX_LISTED, 'more object')}` : ''
  return `Left as they are, since ${singleLine(askedVersion, 100)} is older: ${lines.join(', ')}${more}. To go back to ${singleLine(askedVersion, 100)} on purpose, write \`allow-older: true\`.`
}
