/** How a text is written in XML, inside and outside of a CDATA section. */
import type { TextInFile } from './text-in-file.ts'

interface Escaping {
  readonly read: (source: string) => string
  readonly write: (value: string) => string
}

export const ESCAPES: Escaping = { read: unescapeXml, write: escapeXml }
export const CDATA: Escaping = {
  read: (source) => source,
  write: (value) => value.replaceAll(']]>', ']]]]><![CDATA[>'),
}

/** @returns the text without the blanks around it; nothing if there are only blanks. */
export function trimmedText({
  source,
  start,
  read,
  write,
}: Escaping & { readonly source: string; readonly start: number }): readonly TextInFile[] {
  const from = source.search(NOT_BLANK)
  if (from === -1) return []
  let end = source.length
  while (!NOT_BLANK.test(source.charAt(end - 1))) end -= 1
  return [{ value: read(source.slice(from, end)), start: start + from, end: start + end, write }]
}

/** XML has only these blanks. */
const NOT_BLANK = /[^ \t\r\n]/

const NAMED: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
])

/** @returns the text that a source means; entities that XML does not define stay as they are. */
export function unescapeXml(source: string): string {
  return source.replace(
    /&(?:amp|lt|gt|quot|apos|#0*\d{1,6}|#x0*[\dA-Fa-f]{1,5});/g,
    (entity) => NAMED.get(entity) ?? String.fromCodePoint(Number(entity.slice(2, -1).replace('x', '0x'))),
  )
}

/** @returns the source of a text, for attributes and for text between tags. */
export function escapeXml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}
