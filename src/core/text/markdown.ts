/** GitHub-flavoured Markdown from untrusted texts: nothing in them becomes markup, a mention or a link. Pure. */
import { singleLine } from './text.ts'

/** Characters that Markdown, HTML, or GitHub's additions (emoji, mentions, references, math) could read as markup. */
const MARKUP =
  /[\\`*[\]<>&|~@#$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/\/|[\w+-]+:)|(?<=www)\.|^[-+=]|(?<=^\d{1,9})[.)]/gi

/** @returns the text as one line of text, for a paragraph or a table. */
export function plainText(text: string, maxLength = 500): string {
  return singleLine(text, maxLength).trim().replace(MARKUP, escapeCharacter)
}

/** @returns the text as one line in which text between backticks is code. */
export function prose(text: string): string {
  const pieces = singleLine(text, 2000)
    .trim()
    .split(/`([^`]+)`/)
  return pieces
    .map((piece) => piece.replace(MARKUP, escapeCharacter))
    .map((piece, index) => (index % 2 === 1 ? `<code>${piece}</code>` : piece))
    .join('')
}

function escapeCharacter(character: string): string {
  // GitHub looks for mentions, references and math after entities are decoded, but not beyond a tag.
  if ('@#$'.includes(character)) return `${character}<!-- -->`
  return `&#${character.charCodeAt(0)};`
}

/** @returns the text set as code, for a paragraph or a table. */
export function codeText(text: string): string {
  return `<code>${plainText(text, 200)}</code>`
}

/** @returns a link over the text, which is set as code; only the code if a browser could not open the URL. */
export function linkedCode(text: string, url: string | undefined): string {
  if (url === undefined || !/^https?:\/\//.test(url)) return codeText(text)
  return `[${codeText(text)}](${url.replace(/[^\w:/?#@!$+,;=.~%-]/gu, encodeCharacter)})`
}

function encodeCharacter(character: string): string {
  const bytes = [...new TextEncoder().encode(character)]
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

/** @returns lines as they are, in a block of code. */
export function codeBlock(lines: readonly string[], language = ''): string {
  const clean = lines.map((line) => singleLine(line))
  const longest = Math.max(2, ...clean.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, ...clean, fence].join('\n')
}

/** @returns a table; each cell must be harmless already. Columns whose head begins with `>` are aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((title) => (title.startsWith('>') ? '--:' : ':--'))
  return [line(head.map((title) => title.replace(/^>/, ''))), line(rule), ...rows.map(line)].join('\n')
}

/** @returns Markdown that is hidden until the reader opens it. */
export function folded(title: string, markdown: string): string {
  return `<details><summary>${plainText(title)}</summary>\n\n${markdown}\n\n</details>`
}
