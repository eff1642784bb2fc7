/** The texts in an XML file: values of attributes, and text between two tags. The time is linear in the file's length, whatever the file contains. */
import type { TextInFile, TextsInFile } from './text-in-file.ts'
import { CDATA, ESCAPES, escapeXml, trimmedText, unescapeXml } from './xml-escapes.ts'

/** A piece of markup, or the text between two of them. */
type Piece =
  | { readonly kind: 'text'; readonly texts: readonly TextInFile[]; readonly end: number }
  | { readonly kind: 'comment' | 'instruction'; readonly isSignature: boolean; readonly end: number }
  | Tag

interface Tag {
  readonly kind: 'open' | 'close' | 'empty'
  readonly name: string
  /** Values of its attributes. */
  readonly texts: readonly TextInFile[]
  readonly isSignature: boolean
  readonly end: number
}

/**
 * @returns the texts in the order of the file. Text between two tags counts only if it is one piece: a part of a longer text is not a text. A file
 *   with a DOCTYPE, which can give texts another meaning, is not read, and neither is a file whose tags do not match.
 */
export function textsOfXml(text: string): TextsInFile {
  const texts: TextInFile[] = []
  const open: string[] = []
  let between: TextInFile[] = []
  let roots = 0
  let isSigned = false
  const start = text.startsWith('\uFEFF') ? 1 : 0
  for (let at = start; at < text.length; ) {
    const piece = text[at] === '<' ? readMarkup(text, at) : readText(text, at)
    if (piece === undefined) return unreadable(text, at)
    if (piece.kind === 'text') {
      if (piece.texts.length > 0 && open.length === 0) return unreadable(text, at)
      between.push(...piece.texts)
    } else isSigned ||= piece.isSignature
    if (piece.kind === 'open' || piece.kind === 'empty' || piece.kind === 'close') {
      if (between.length === 1) texts.push(...between)
      between = []
      for (const one of piece.texts) texts.push(one)
      if (piece.kind === 'close' && open.pop() !== piece.name) return unreadable(text, at)
      if (piece.kind !== 'close' && open.length === 0) roots += 1
      if (piece.kind === 'open') open.push(piece.name)
      if (roots > 1) return unreadable(text, at)
    }
    at = piece.end
  }
  if (roots === 0 || open.length > 0) return unreadable(text, text.length)
  return { kind: 'texts', texts, isSigned }
}

function unreadable(text: string, at: number): TextsInFile {
  if (/^<!DOCTYPE/i.test(text.slice(at, at + 9)))
    return { kind: 'unreadable', problem: 'has a DOCTYPE, which is not supported' }
  return { kind: 'unreadable', problem: `is not valid XML at its character ${at + 1}` }
}

function readText(text: string, start: number): Piece {
  const next = text.indexOf('<', start)
  const end = next === -1 ? text.length : next
  return { kind: 'text', texts: trimmedText({ source: text.slice(start, end), start, ...ESCAPES }), end }
}

function readMarkup(text: string, start: number): Piece | undefined {
  if (text.startsWith('<!--', start)) return readSection(text, { start, open: '<!--', close: '-->' })
  if (text.startsWith('<?', start)) return readSection(text, { start, open: '<?', close: '?>' })
  if (text.startsWith('<![CDATA[', start)) return readSection(text, { start, open: '<![CDATA[', close: ']]>' })
  return readTag(text, start)
}

/**
 * Sparkle 2.9 and later can sign the whole feed: a comment at the end has the signature of everything before it.
 * Source: https://sparkle-project.org/files/sparkletestcast-signed.xml
 */
const FEED_SIGNATURE = /^\s*sparkle-signatures\b/

function readSection(
  text: string,
  { start, open, close }: { readonly start: number; readonly open: string; readonly close: string },
): Piece | undefined {
  const inner = start + open.length
  const innerEnd = text.indexOf(close, inner)
  if (innerEnd === -1) return undefined
  const source = text.slice(inner, innerEnd)
  const end = innerEnd + close.length
  if (open === '<![CDATA[') return { kind: 'text', texts: trimmedText({ source, start: inner, ...CDATA }), end }
  const isComment = open === '<!--'
  return {
    kind: isComment ? 'comment' : 'instruction',
    isSignature: isComment && FEED_SIGNATURE.test(source.slice(0, 100)),
    end,
  }
}

const TAG = /<\/?[^\s<>/"'=!?]+/y
const ATTRIBUTE = /\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*')/y
const TAG_END = /\s*\/?>/y
/** Elements that represent the whole feed. */
const ROOT = /^<(?:rss|channel)$/
const SIGNATURE_ATTRIBUTE = /(?:^|:)(?:ed|dsa)Signature$/
/** Source: https://www.w3.org/TR/xmldsig-core/ */
const SIGNATURE_ELEMENT = /^<(?:[^:]+:)?Signature$/

function readTag(text: string, start: number): Tag | undefined {
  const tag = sourceAt(TAG, text, start)
  if (tag === '') return undefined
  const texts: TextInFile[] = []
  let isSignature = SIGNATURE_ELEMENT.test(tag)
  let at = start + tag.length
  for (let source = sourceAt(ATTRIBUTE, text, at); source !== ''; source = sourceAt(ATTRIBUTE, text, at)) {
    at += source.length
    const equals = source.indexOf('=')
    const value = source
      .slice(equals + 1)
      .trim()
      .slice(1, -1)
    texts.push({ value: unescapeXml(value), start: at - 1 - value.length, end: at - 1, write: escapeXml })
    isSignature ||= ROOT.test(tag) && SIGNATURE_ATTRIBUTE.test(source.slice(0, equals).trim())
  }
  const tail = sourceAt(TAG_END, text, at)
  const kind = kindOfTag(tag, tail)
  if (tail === '' || (kind === 'close' && texts.length > 0)) return undefined
  return { kind, name: tag.replace(/^<\/?/, ''), texts, isSignature, end: at + tail.length }
}

function kindOfTag(tag: string, tail: string): Tag['kind'] {
  if (tag.startsWith('</')) return 'close'
  return tail.includes('/') ? 'empty' : 'open'
}

/** @returns what a sticky pattern finds at this position; empty if it finds nothing. */
function sourceAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
