/** What files offer each other: nothing is exported that nobody imports, and no name stands for two things. */
import { expect, test } from 'vitest'
import { codeOf, readSources } from './source-files.ts'

const sources = readSources('src').map((source) => ({ ...source, code: codeOf(source.text) }))
const scripts = readSources('scripts')
const tests = [...readSources('test'), ...readSources('packages')]

const EXPORT = /^export (?:async )?(?:class|const|function\*?|interface|type) (\w+)/gm

/** @returns each export with the file that it is in. */
function exportsOf(): readonly { readonly name: string; readonly path: string; readonly code: string }[] {
  return sources.flatMap(({ path, code }) => [...code.matchAll(EXPORT)].map(([, name = '']) => ({ name, path, code })))
}

/** @returns how often a name stands in a text as a word. */
function mentions(text: string, name: string): number {
  return text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0
}

test('everything that is exported is imported by another file, and used by more than tests', () => {
  const importersOf = new Map<string, string[]>()
  for (const { text, imports } of [...sources, ...scripts, ...tests])
    for (const { target } of imports) importersOf.set(target, [...(importersOf.get(target) ?? []), text])
  const worthwhile = new Set([...sources, ...scripts].map(({ text }) => text))
  const unused = exportsOf().filter(({ name, path, code }) => {
    const importers = (importersOf.get(path) ?? []).filter((text) => mentions(text, name) > 0)
    return importers.length === 0 || !(importers.some((text) => worthwhile.has(text)) || mentions(code, name) > 1)
  })
  expect(unused.map(({ name, path }) => `${path}: ${name}`)).toEqual([])
})

test('no two files export the same name', () => {
  const pathsOf = new Map<string, string[]>()
  for (const { name, path } of exportsOf()) pathsOf.set(name, [...(pathsOf.get(name) ?? []), path])
  expect([...pathsOf].filter(([, paths]) => paths.length > 1)).toEqual([])
})
