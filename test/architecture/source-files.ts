/** The project's own sources as the architecture tests see them: what each imports, and its code without comments and text. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

export interface SourceFile {
  /** From the project's folder, with `/`: `src/core/plan/plan.ts`. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

export interface Import {
  /** A file of the project, `src/core/bytes/parts.ts`, or what Node and packages are called: `node:fs`, `ali-oss`. */
  readonly target: string
  readonly kind: 'file' | 'node' | 'package'
  /** Only types, which are gone when the code runs. */
  readonly typeOnly: boolean
}

/** @returns all TypeScript files below a folder of the project, sorted by path. */
export function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}

const STATEMENT = /^(?:import|export)\b(?<what>[^'"`;]*?)\bfrom\s*['"](?<from>[^'"]+)['"]/gm
const BARE = /^import\s*['"](?<from>[^'"]+)['"]/gm
const CALL = /\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"](?<from>[^'"]+)['"]\s*\)/g

function importsOf(path: string, text: string): readonly Import[] {
  const found = [STATEMENT, BARE, CALL].flatMap((pattern) => [...text.matchAll(pattern)])
  return found.map(({ groups = {} }) => {
    const { from = '', what = '' } = groups
    const typeOnly = /^\s*type\b/.test(what)
    if (from.startsWith('.')) return { target: posix.join(posix.dirname(path), from), kind: 'file', typeOnly }
    return { target: from, kind: from.startsWith('node:') ? 'node' : 'package', typeOnly }
  })
}

const COMMENT_OR_TEXT = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g

/** @returns the code without comments and text; what is in the `${}` of a template stays. */
export function codeOf(text: string): string {
  return text.replace(COMMENT_OR_TEXT, (match) => {
    if (!match.startsWith('`')) return ' '
    return [...match.matchAll(/\$\{([^}]*)\}/g)].map(([, code = '']) => ` ${codeOf(code)} `).join(';')
  })
}

/** @returns all files that a file reaches when it runs, itself among them, and the names of the packages that they import. */
export function reachedFrom(
  entry: string,
  sources: readonly SourceFile[],
): { readonly files: readonly string[]; readonly packages: readonly string[] } {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const files = new Set([entry])
  const packages = new Set<string>()
  for (const path of files) {
    for (const { target, kind, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (typeOnly) continue
      if (kind === 'file') files.add(target)
      if (kind === 'package') packages.add(target)
    }
  }
  return { files: [...files].sort(), packages: [...packages].sort() }
}

/** @returns one circle of imports, types included, as its files in order; undefined where there is none. */
export function findCircle(sources: readonly SourceFile[]): readonly string[] | undefined {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const cleared = new Set<string>()
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (cleared.has(path)) return undefined
    for (const { target, kind } of byPath.get(path)?.imports ?? []) {
      const circle = kind === 'file' ? visit(target, [...trail, path]) : undefined
      if (circle !== undefined) return circle
    }
    cleared.add(path)
    return undefined
  }
  for (const { path } of sources) {
    const circle = visit(path, [])
    if (circle !== undefined) return circle
  }
  return undefined
}
