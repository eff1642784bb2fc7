/** Limits that no answer of OSS exceeds; a server that sends more is not OSS. */

/** A page of ListParts has at most 1,000 parts, each of some 300 bytes; all other answers are smaller. */
export const MAX_ANSWER_BYTES = 1024 ** 2
/** Elements within elements; ListParts has three. */
const MAX_DEPTH = 32

/** Starts of text in which tags do not count, and their ends. */
const SPANS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<!', '>'],
  ['<?', '>'],
] as const

/** @returns whether elements of an XML text are nested deeper than in any answer of OSS; also true of pages with many tags that are never closed. */
export function nestsTooDeep(xml: Buffer): boolean {
  const text = xml.toString('latin1')
  let depth = 0
  let at = text.indexOf('<')
  while (at >= 0) {
    const span = SPANS.find(([start]) => text.startsWith(start, at))
    const end = text.indexOf(span?.[1] ?? '>', at + 1)
    // Without its end the rest cannot be read.
    if (end < 0) return false
    if (span === undefined) {
      if (text.startsWith('/', at + 1)) depth -= 1
      else if (!closesItself(text.slice(at, end))) depth += 1
    }
    if (depth > MAX_DEPTH) return true
    at = text.indexOf('<', end)
  }
  return false
}

/** @param tag without its `>`. A tag with quotes may end later than it seems, and OSS's self-closing tags have no attributes. */
function closesItself(tag: string): boolean {
  return tag.endsWith('/') && !/["']/.test(tag)
}
