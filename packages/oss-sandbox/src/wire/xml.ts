/** The content of an element: text, child elements by name (an array repeats the element), or nothing (left out). */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | { readonly [name: string]: XmlValue | readonly XmlValue[] }

/** A parsed element; `text` is its own character data, including spaces. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** A whole document with OSS's declaration; children in the order of the object's fields. */
export function formatXml(root: string, value: XmlValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${formatElement(root, value)}\n`
}

function formatElement(name: string, value: XmlValue): string {
  if (value === undefined) return ''
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`
  const children = Object.entries(value).map(([child, content]) => formatChild(child, content))
  return `<${name}>${children.join('')}</${name}>`
}

function formatChild(name: string, content: XmlValue | readonly XmlValue[]): string {
  if (isList(content)) return content.map((item) => formatElement(name, item)).join('')
  return formatElement(name, content)
}

function isList(content: XmlValue | readonly XmlValue[]): content is readonly XmlValue[] {
  return Array.isArray(content)
}

/** A moment as OSS writes it in XML: whole seconds, ending in `.000Z`. */
export function formatTime(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString()
}

/** The text with special characters of XML replaced by entities. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}

const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)[^<>]*?(\/?)>|([^<]+)/gy

interface OpenElement {
  name: string
  text: string
  children: XmlElement[]
}

/** The root element, or undefined where the text is not a well-formed document. Attributes and DTDs are not kept. */
export function parseXml(text: string): XmlElement | undefined {
  const document: OpenElement = { name: '', text: '', children: [] }
  const open: OpenElement[] = [document]
  TOKEN.lastIndex = 0
  let end = 0
  const source = text.replace(/^\uFEFF/, '')
  for (let match = TOKEN.exec(source); match !== null; match = TOKEN.exec(source)) {
    end = TOKEN.lastIndex
    if (!takeToken(open, match)) return undefined
  }
  const [root, ...more] = document.children
  if (end !== source.length || open.length !== 1 || more.length > 0 || document.text.trim() !== '') return undefined
  return root
}

function takeToken(open: OpenElement[], match: RegExpExecArray): boolean {
  const [, cdata, slash, name, selfClosing, text] = match
  const current = open.at(-1)
  if (current === undefined) return false
  if (cdata !== undefined || text !== undefined) {
    current.text += cdata ?? unescapeXml(text ?? '')
    return true
  }
  if (name === undefined) return true
  if (slash === '/') return closeElement(open, name)
  open.push({ name, text: '', children: [] })
  return selfClosing === '/' ? closeElement(open, name) : true
}

function closeElement(open: OpenElement[], name: string): boolean {
  const element = open.pop()
  const parent = open.at(-1)
  if (element === undefined || parent === undefined || element.name !== name) return false
  parent.children.push({ name, text: element.text, children: element.children })
  return true
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);/g, (whole, entity: string) => {
    if (entity.startsWith('#x')) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16))
    if (entity.startsWith('#')) return String.fromCodePoint(Number.parseInt(entity.slice(1), 10))
    return ENTITIES[entity] ?? whole
  })
}

/** The text of the first child of that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text
}

/** All children of that name, in order. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name)
}
