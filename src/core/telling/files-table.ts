/** The published files as a table for release notes or a comment. */

import { lastSegment } from '../naming/object-key.ts'
import { linkedCode, table } from '../text/markdown.ts'
import { formatSize, plural } from '../text/quantities.ts'

/** Fits into a comment or release notes, and leaves room for other text. */
const MAX_BYTES = 64 * 1024
/** Not more rows than this fit into it: each has at least 10 bytes. */
const MOST_ROWS = Math.floor(MAX_BYTES / 10)

/** @returns the table in Markdown, at most 64 KiB; empty where there is no file. If not all files fit, it lists the first ones. */
export function formatFilesTable(
  files: readonly { readonly key: string; readonly size: number; readonly url: string }[],
): string {
  if (files.length === 0) return ''
  const rows = files
    .slice(0, MOST_ROWS)
    .map(({ key, size, url }) => [linkedCode(lastSegment(key), url), formatSize(size)])
  const head = ['File', '>Size']
  const whole = table(head, rows)
  if (rows.length === files.length && sizeOf(whole) <= MAX_BYTES) return whole
  const shown = rows.slice(0, countThatFit(rows, sizeOf(table(head, [])) + 100))
  return `${table(head, shown)}\n\nand ${plural(files.length - shown.length, 'more file')}`
}

/** @param takenBytes size of the text around the rows */
function countThatFit(rows: readonly (readonly string[])[], takenBytes: number): number {
  let bytes = takenBytes
  const end = rows.findIndex((cells) => {
    bytes += sizeOf(`| ${cells.join(' | ')} |\n`)
    return bytes > MAX_BYTES
  })
  return end < 0 ? rows.length : end
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length
}
