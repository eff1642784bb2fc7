/**
 * `Content-Disposition` in ASCII only: if its value is not ASCII and a body follows, Node writes other bytes for this one header, and browsers read
 *  raw UTF-8 in it differently. A file name outside ASCII is encoded as in RFC 8187. Source: https://www.rfc-editor.org/rfc/rfc6266
 */

const NOT_ASCII = /[^\x20-\x7e]/
const FILE_NAME = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^";]*))/i

/** @returns what is wrong with a value, or undefined. */
export function dispositionProblem(value: string): string | undefined {
  return NOT_ASCII.test(asciiDisposition(value))
    ? 'has characters outside ASCII that are not in its `filename`: write `attachment; filename="…"`'
    : undefined
}

/** @returns the value with `filename` in ASCII and the name itself in `filename*`; a value that is ASCII stays as it is. */
export function asciiDisposition(value: string): string {
  const found = FILE_NAME.exec(value)
  if (!NOT_ASCII.test(value) || found === null) return value
  const name = (found[1]?.replace(/\\(.)/g, '$1') ?? found[2] ?? '').trim()
  const plain = `; filename="${quotable(name)}"`
  const rest = value.slice(0, found.index) + plain + value.slice(found.index + found[0].length)
  return /;\s*filename\*\s*=/i.test(value) ? rest : `${rest}; filename*=UTF-8''${escaped(name)}`
}

/** For clients that do not support `filename*`: each character that is not ASCII becomes `_`. */
function quotable(name: string): string {
  return name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\]/g, '\\$&')
}

/** RFC 8187: what `encodeURIComponent` leaves and a value must not have is escaped too. A lone surrogate cannot be encoded in UTF-8. */
function escaped(name: string): string {
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, hex)
}
