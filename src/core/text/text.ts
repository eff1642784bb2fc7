/** @returns the first lines of a list, and a line with the number of others, if any. */
export function firstOf(lines: readonly string[], limit: number): readonly string[] {
  return lines.length > limit ? [...lines.slice(0, limit), `and ${lines.length - limit} more`] : lines
}

/**
 * @returns `text` as one harmless line: control characters, line ends and other invisible characters replaced, cut at `maxLength`. For untrusted names
 *     and messages: text after a line end could be read as a workflow command, and so could `##[` anywhere.
 *   Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function singleLine(text: string, maxLength = 500): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => (character === '\t' ? ' ' : '\uFFFD'))
    .replaceAll('##[', '#\uFFFD[')
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean
}

/** @returns a name or a pattern for a message: as one line between backticks, cut at 200 characters. */
export function quoted(text: string): string {
  return `\`${singleLine(text, 200)}\``
}

/** @returns whether a value is a text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
