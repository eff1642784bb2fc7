import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readActionManifest } from '../../scripts/action-manifest.ts'
import { readDocument, readDocuments } from './markdown.ts'

const documents = readDocuments()

describe.each(documents)('$path', ({ path, links, headings }) => {
  test('links to files and headings that exist', () => {
    const broken = links.filter((link) => !/^[a-z]+:/.test(link) && !exists(path, link))
    expect(broken).toEqual([])
  })

  test('has one title, and no heading skips a level', () => {
    expect(headings.filter(({ level }) => level === 1)).toHaveLength(1)
    expect(headings[0]?.level).toBe(1)
    const skips = headings.filter(({ level }, index) => level > (headings[index - 1]?.level ?? 0) + 1)
    expect(skips).toEqual([])
  })
})

describe('both READMEs', () => {
  const english = readDocument('README.md')
  const chinese = readDocument('README.zh-CN.md')

  test('have the same headings', () => {
    const levels = (document: typeof english) => document.headings.map(({ level }) => level)
    expect(levels(chinese)).toEqual(levels(english))
  })

  test('have the same code, apart from comments and the words in pictures', () => {
    const code = (document: typeof english) =>
      document.blocks
        .filter(({ language }) => language !== 'mermaid')
        .map((block) => ({ language: block.language, code: block.code.replace(/\s+# .*$/gm, '') }))
    expect(code(chinese)).toEqual(code(english))
    expect(chinese.blocks.map(({ language }) => language)).toEqual(english.blocks.map(({ language }) => language))
  })

  test('have as many rows in each table', () => {
    const rows = (path: string) => readFileSync(path, 'utf8').match(/^\|.*\|$/gm)?.length
    expect(rows('README.zh-CN.md')).toBe(rows('README.md'))
  })

  test('link to the same places', () => {
    const places = (document: typeof english) =>
      document.links
        .filter((link) => !link.startsWith('#') && !link.startsWith('README'))
        .map((link) => link.replace('docs.github.com/zh/', 'docs.github.com/en/'))
    expect(places(chinese)).toEqual(places(english))
  })
})

describe('action.yml', () => {
  const { inputs, outputs } = readActionManifest()
  const chinese = parse(readFileSync('docs/action.zh-CN.yml', 'utf8')) as {
    readonly inputs: Readonly<Record<string, string>>
    readonly outputs: Readonly<Record<string, string>>
  }

  test('has every input in one of the groups, and described', () => {
    expect(inputs.filter(({ group }) => group === undefined)).toEqual([])
    expect([...inputs, ...outputs].filter(({ description }) => description.trim() === '')).toEqual([])
  })

  test('is translated, all of it and nothing else', () => {
    expect(Object.keys(chinese.inputs).sort()).toEqual(inputs.map(({ name }) => name).sort())
    expect(Object.keys(chinese.outputs).sort()).toEqual(outputs.map(({ name }) => name).sort())
  })

  test('says in Chinese of the same words as in English', () => {
    const words = (text = '') => new Set(text.match(/`[a-zA-Z0-9_:-]+`/g))
    for (const { name, description } of inputs) {
      expect({ name, words: [...words(chinese.inputs[name])].sort() }).toEqual({
        name,
        words: [...words(description)].sort(),
      })
    }
  })
})

function exists(from: string, link: string): boolean {
  const [file = '', anchor] = decodeURI(link).split('#')
  const path = file === '' ? from : posix.join(posix.dirname(from), file)
  if (!existsSync(path)) return false
  if (anchor === undefined || !path.endsWith('.md')) return true
  return (
    documents.find((document) => document.path === path)?.headings.some((heading) => heading.anchor === anchor) ?? false
  )
}
