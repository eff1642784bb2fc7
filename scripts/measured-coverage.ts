/** What V8 counted in many processes, as lines and branches of the sources. */
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { mergeScriptCovs, type ScriptCov } from '@bcoe/v8-coverage'
import { createFileCoverage } from '@vitest/istanbul-lib-coverage'
import { convert } from 'ast-v8-to-istanbul'
import { parseAstAsync } from 'vitest/node'

export interface FileCoverage {
  /** From the project's folder, with `/`. */
  readonly path: string
  readonly lines: Count
  readonly branches: Count
  /** Lines that never ran, then branches that were never taken, as `line:column`. */
  readonly missing: readonly string[]
}

interface Count {
  readonly covered: number
  readonly total: number
}

/** @returns every file of src/, sorted by path; one that no process loaded counts as not covered at all. */
export async function measureCoverage(processesFolder: string): Promise<readonly FileCoverage[]> {
  const counted = readCounts(processesFolder)
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('src', name))
    .sort()
  return await Promise.all(paths.map((path) => measureFile(path, counted.get(pathToFileURL(path).href))))
}

/** @returns what V8 counted, by the URL of the source; of each process only what it ran of src/ is kept. */
function readCounts(folder: string): ReadonlyMap<string, readonly ScriptCov[]> {
  const src = pathToFileURL('src/').href
  const counts = new Map<string, ScriptCov[]>()
  for (const name of readdirSync(folder)) {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { readonly result: readonly ScriptCov[] }
    for (const script of result.filter(({ url }) => url.startsWith(src))) {
      const url = script.url.replace(/\?.*$/, '')
      counts.set(url, [...(counts.get(url) ?? []), { ...script, url }])
    }
  }
  return counts
}

async function measureFile(path: string, scripts: readonly ScriptCov[] = []): Promise<FileCoverage> {
  const code = stripTypeScriptTypes(readFileSync(path, 'utf8'))
  const url = pathToFileURL(path).href
  const merged = mergeScriptCovs([...scripts])
  const nothing = {
    functionName: '',
    isBlockCoverage: true,
    ranges: [{ startOffset: 0, endOffset: code.length, count: 0 }],
  }
  const coverage = { url, functions: merged?.functions ?? [nothing] }
  const [data] = Object.values(await convert({ code, ast: await parseAstAsync(code), coverage: coverage as never }))
  if (data === undefined) throw new Error(`${path} cannot be measured`)
  const file = createFileCoverage(data)
  const { lines, branches } = file.toSummary()
  const { branchMap, b } = file.data
  const branchesMissing = Object.entries(branchMap).flatMap(([id, { locations, loc }]) =>
    locations
      .filter((_, index) => b[id]?.[index] === 0)
      // An implicit `else` has no location.
      .map(({ start }) => (start.line === undefined ? `${loc.start.line}:else` : `${start.line}:${start.column}`)),
  )
  return {
    path: relative('.', fileURLToPath(url)).replaceAll('\\', '/'),
    lines,
    branches,
    missing: [...file.getUncoveredLines(), ...branchesMissing],
  }
}
