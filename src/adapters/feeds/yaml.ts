/** YAML by the package `yaml`, for feeds that others wrote. To be loaded only when a feed is read. */
import {
  Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml'
import { MAX_FEED_BYTES } from '../../core/release/feeds/read-feed.ts'
import type { ParsedYaml, YamlCodec, YamlText } from '../../core/release/feeds/yaml-codec.ts'

/** @returns reading and writing YAML as the feeds need it. */
export function createYamlCodec(): YamlCodec {
  return { parseYaml, stringifyYaml }
}

function parseYaml(text: string): ParsedYaml {
  if (Buffer.byteLength(text) > MAX_FEED_BYTES) return { kind: 'unreadable', problem: 'is larger than 1 MiB' }
  // The package finds duplicate keys by comparing each key with each other, which takes a minute for a long list: `problemOf` does it instead.
  const document = parseDocument(text, { schema: 'core', stringKeys: true, uniqueKeys: false })
  const [fault] = [...document.errors, ...document.warnings]
  if (fault !== undefined) return { kind: 'unreadable', problem: `is not valid YAML (${firstLine(fault.message)})` }
  const problem = problemOf(document)
  if (problem !== undefined) return { kind: 'unreadable', problem }
  return { kind: 'parsed', value: document.toJS(), texts: textsOf(document, text) }
}

/** The package's messages show the position in the source after their first line. */
function firstLine(message: string): string {
  return message.replace(/:?\n[\s\S]*$/, '')
}

/** @returns YAML features of the document that no feed needs and that readers interpret differently; undefined if it has none. */
function problemOf(document: Document): string | undefined {
  let problem: string | undefined
  visit(document, (_, node) => {
    problem = problemOfNode(node)
    return problem === undefined ? undefined : visit.BREAK
  })
  return problem
}

function problemOfNode(node: unknown): string | undefined {
  if (isAlias(node)) return 'has an alias (`*name`), which is not supported'
  if (isNode(node) && node.tag !== undefined) return 'has a tag (`!name`), which is not supported'
  if (isPair(node) && isMergeKey(node.key)) return 'has a merge key (`<<`), which is not supported'
  const twice = isMap(node) ? keyGivenTwice(node) : undefined
  return twice === undefined ? undefined : `has the key \`${twice}\` twice`
}

/** All keys are scalars: parseDocument refuses others. */
function keyGivenTwice({ items }: YAMLMap): string | undefined {
  const seen = new Set<string>()
  return items.map(({ key }) => String((key as Scalar).value)).find((key) => seen.size === seen.add(key).size)
}

/** In quotes it is an ordinary key. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN'
}

function textsOf(document: Document, source: string): readonly YamlText[] {
  const texts: YamlText[] = []
  visit(document, {
    Scalar: (place, { value, range, type }) => {
      if (place === 'key' || typeof value !== 'string' || !range) return
      const [start, end] = range
      const quotes = quotesOf(type)
      if (quotes === 'block') texts.push(...textOfBlock(source, { value, start, end }))
      else texts.push({ value, start, end, quotes })
    },
  })
  return texts
}

/** Only a block of one line has its text unchanged in the source. */
function textOfBlock(
  source: string,
  { value, start, end }: { readonly value: string; readonly start: number; readonly end: number },
): readonly YamlText[] {
  const at = source.lastIndexOf(value, end - value.length)
  const isThere = value !== '' && !value.includes('\n') && at > start
  return isThere ? [{ value, start: at, end: at + value.length, quotes: 'block' }] : []
}

function quotesOf(type: Scalar['type']): YamlText['quotes'] {
  if (type === 'QUOTE_SINGLE') return 'single'
  if (type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL') return 'block'
  return type === 'QUOTE_DOUBLE' ? 'double' : 'none'
}

/** Invisible characters: a reader may refuse or drop them, except as escapes in double quotes. */
const INVISIBLE = /[^\P{C}\t\n]|[\u2028\u2029]/gu
/** Lines with only blanks, and a text that begins with one, are not safe in a block. */
const BLANK_LINE = /^[ \t\n]|\n[ \t]+(?:\n|$)/

/** Text that YAML 1.1, or js-yaml, which electron-updater uses, would not read as a string is written in quotes. */
function stringifyYaml(value: unknown): string {
  const document = new Document(value, { schema: 'core', compat: 'yaml-1.1', aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (_, scalar) => {
      const { value: text } = scalar
      if (typeof text === 'string' && [INVISIBLE, BLANK_LINE].some((unsafe) => text.search(unsafe) !== -1))
        scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ singleQuote: true, lineWidth: 0 }).replace(INVISIBLE, escapeCharacter)
}

function escapeCharacter(character: string): string {
  return `\\U${Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(8, '0')}`
}
