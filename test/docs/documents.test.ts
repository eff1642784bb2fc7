import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readActionManifest } from '../../scripts/action-manifest.ts'
import { readDocument, readDocuments } from './markdown.ts'

const documents = readDocuments()

test('the documents are found', () => {
  const paths = documents.map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining(['README.md', 'README.zh-CN.md', 'docs/architecture.md', 'docs/resuming.md']),
  )
  expect(paths.length).toBeGreaterThan(20)
})

describe.each(documents)('$path', ({ path, links, headings }) => {
  test('links to files and headings that exist', () => {
    const broken = links.filter((link) => !/^[a-z]+:/.test(link) && !exists(path, link))
    expect(broken).toEqual([])
  })

  test('names files and folders of the code that exist', () => {
    const code = /`((?:src|test|scripts|packages|docs|core|ports|engine|adapters|jobs|action)\/[\w./-]+)`/g
    const named = [...readFileSync(path, 'utf8').matchAll(code)].map(([, name = '']) => name)
    expect(named.filter((name) => !existsSync(name) && !existsSync(`src/${name}`))).toEqual([])
  })

  test('has one title, and no heading skips a level', () => {
    expect(headings.filter(({ level }) => level === 1)).toHaveLength(1)
    expect(headings[0]?.level).toBe(1)
    const skips = headings.filter(({ level }, index) => level > (headings[index - 1]?.level ?? 0) + 1)
    expect(skips).toEqual([])
  })
})

const CHINESE = /\.zh-CN\.md$/
const pairs = documents
  .filter(({ path }) => CHINESE.test(path))
  .map((chinese) => ({ chinese, path: chinese.path.replace(CHINESE, '.md') }))

test('every page for users exists in both languages', () => {
  const forUsers = documents
    .map(({ path }) => path)
    .filter((path) => /^(README|docs\/(recipes\/[^.]+))\.md$/.test(path))
  expect(forUsers.length).toBeGreaterThan(5)
  expect(pairs.map(({ path }) => path)).toEqual(expect.arrayContaining(forUsers))
})

describe.each(pairs)('$path in both languages', ({ path, chinese }) => {
  const english = readDocument(path)

  test('has the same headings', () => {
    const levels = (document: typeof english) => document.headings.map(({ level }) => level)
    expect(levels(chinese)).toEqual(levels(english))
  })

  test('has the same code, apart from comments and the words in pictures', () => {
    const code = (document: typeof english) =>
      document.blocks
        .filter(({ language }) => language !== 'mermaid')
        .map((block) => ({ language: block.language, code: block.code.replace(/\s+# .*$/gm, '') }))
    expect(code(chinese)).toEqual(code(english))
    expect(chinese.blocks.map(({ language }) => language)).toEqual(english.blocks.map(({ language }) => language))
  })

  test('has as many rows in each table', () => {
    const rows = (file: string) => readFileSync(file, 'utf8').match(/^\|.*\|$/gm)?.length
    expect(rows(chinese.path)).toBe(rows(path))
  })

  test('links to the same pages, each language to its own', () => {
    const own = ({ links }: typeof english) => links.filter((link) => !/^(#|https?:)/.test(link))
    const names = (links: readonly string[]) => links.map((link) => link.replace(/(\.zh-CN)?\.md(#.*)?$/, '.md')).sort()
    expect(names(own(chinese))).toEqual(names(own(english)))
  })
})

test('English pages link to no Chinese page except their own translation', () => {
  const strangers = documents
    .filter(({ path }) => !CHINESE.test(path))
    .flatMap(({ path, links }) =>
      links
        .filter((link) => /\/zh\/|help\.aliyun\.com|zh-CN/.test(link))
        .filter((link) => link !== `${path.replace(/^.*\//, '').replace(/\.md$/, '')}.zh-CN.md`)
        .map((link) => `${path}: ${link}`),
    )
  expect(strangers).toEqual([])
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

  test('is completely translated, with nothing else', () => {
    expect(Object.keys(chinese.inputs).sort()).toEqual(inputs.map(({ name }) => name).sort())
    expect(Object.keys(chinese.outputs).sort()).toEqual(outputs.map(({ name }) => name).sort())
  })

  test('has the same code words in Chinese as in English', () => {
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
