/** @returns the first lines of a list, and where there are others how many. */
export function firstOf(lines: readonly string[], limit: number): readonly string[] {
  return lines.length > limit ? [...lines.slice(0, limit), `and ${lines.length - limit} more`] : lines
}

/**
 * @returns `text` as one harmless line: control characters, line ends and other invisible characters replaced, cut at `maxLength`. For names
 *   and messages that others chose: a log line that they could break out of would be read as a workflow command, and so would `##[` anywhere.
 *   Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function singleLine(text: string, maxLength = 500): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => (character === '\t' ? ' ' : '\uFFFD'))
    .replaceAll('##[', '#\uFFFD[')
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean
}
