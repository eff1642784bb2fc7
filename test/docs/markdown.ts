/** The documents as the tests see them: headings, code blocks, links. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

export interface Document {
  readonly path: string
  readonly headings: readonly Heading[]
  readonly blocks: readonly CodeBlock[]
  readonly links: readonly string[]
}

export interface Heading {
  readonly level: number
  readonly text: string
  /** As GitHub makes it of the text. */
  readonly anchor: string
}

export interface CodeBlock {
  readonly language: string
  readonly code: string
  /** Of its first line of code. */
  readonly line: number
}

/** @returns all Markdown files of the project that people read. */
export function readDocuments(): readonly Document[] {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map(
    (name) => `docs/${name.replaceAll('\\', '/')}`,
  )
  return [...readdirSync('.'), ...inDocs].filter((path) => path.endsWith('.md')).map(readDocument)
}

export function readDocument(path: string): Document {
  const lines = readFileSync(path, 'utf8').split(/\r?\n/)
  const headings: Heading[] = []
  const blocks: CodeBlock[] = []
  const prose: string[] = []
  let open: { language: string; line: number; code: string[] } | undefined
  for (const [index, text] of lines.entries()) {
    const fence = /^ {0,3}```(.*)$/.exec(text)
    if (fence !== null && open === undefined) open = { language: (fence[1] ?? '').trim(), line: index + 2, code: [] }
    else if (fence !== null && open !== undefined) {
      blocks.push({ ...open, code: open.code.join('\n') })
      open = undefined
    } else if (open !== undefined) open.code.push(text)
    else {
      prose.push(text)
      const heading = /^(#+) (.+)$/.exec(text)
      if (heading !== null) headings.push(headingOf(heading[1] ?? '', heading[2] ?? ''))
    }
  }
  const links = [...prose.join('\n').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return { path: posix.normalize(path), headings, blocks, links }
}

function headingOf(marks: string, text: string): Heading {
  const anchor = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-')
  return { level: marks.length, text, anchor }
}
