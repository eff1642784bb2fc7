/** Held against js-yaml, with which electron-updater reads. */
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createYamlCodec } from '../../../src/adapters/feeds/yaml.ts'

const { parseUpdateInfo } = createRequire(import.meta.url)('electron-updater/out/providers/Provider.js') as {
  readonly parseUpdateInfo: (text: string, name: string, url: URL) => unknown
}
const { parseYaml, stringifyYaml } = createYamlCodec()

function parsedValue(text: string): unknown {
  const parsed = parseYaml(text)
  if (parsed.kind === 'unreadable') throw new Error(`${parsed.problem}: ${text}`)
  return parsed.value
}

function sourcesOf(text: string): readonly (readonly [string, string, string])[] {
  const parsed = parseYaml(text)
  if (parsed.kind === 'unreadable') throw new Error(`${parsed.problem}: ${text}`)
  return parsed.texts.map(({ value, start, end, quotes }) => [value, text.slice(start, end), quotes])
}

describe('YAML is read', () => {
  test('as YAML 1.2: everything but numbers, booleans and null is text', () => {
    expect(parsedValue('a: 1.2.3\nb: 12\nc: true\nd: null\ne: yes\nf: 2026-01-01\ng: "x"\n1: &b [0x10]\n')).toEqual({
      a: '1.2.3',
      b: 12,
      c: true,
      d: null,
      e: 'yes',
      f: '2026-01-01',
      g: 'x',
      1: [16],
    })
    expect(parsedValue('')).toBeNull()
    expect(parsedValue('"<<": {a: 1}')).toEqual({ '<<': { a: 1 } })
    expect(parsedValue('\uFEFFa: 1')).toEqual({ a: 1 })
  })

  test('with the positions of texts that are values, except blocks of several lines', () => {
    const text = `'k': plain # comment\nfiles:\n  - "dou\\tble"\n  - 'it''s'\n  - &a anchored\n  - >-\n    folded\n    text\n  - 12\nend: |\n  literal\n`
    expect(sourcesOf(text)).toEqual([
      ['plain', 'plain', 'none'],
      ['dou\tble', '"dou\\tble"', 'double'],
      ["it's", "'it''s'", 'single'],
      ['anchored', 'anchored', 'none'],
    ])
    expect(sourcesOf('a: >-\r\n  one line\r\nb: |- # one line\r\n  two\r\nc: "|-"\r\n')).toEqual([
      ['one line', 'one line', 'block'],
      ['two', 'two', 'block'],
      ['|-', '"|-"', 'double'],
    ])
    expect(sourcesOf('alone')).toEqual([['alone', 'alone', 'none']])
  })

  test.each([
    ['a: &x 1\nb: *x', 'has an alias (`*name`), which is not supported'],
    ['a: !custom 1', 'is not valid YAML (Unresolved tag: !custom at line 1, column 4)'],
    ['a: !!binary aGk=', 'has a tag (`!name`), which is not supported'],
    ['a: !!set {b}', 'has a tag (`!name`), which is not supported'],
    ['a: {b: {<<: {c: 1}}}', 'has a merge key (`<<`), which is not supported'],
    ['a: 1\nb: 2\na: 3', 'has the key `a` twice'],
    ['a: {1: b, "1": c}', 'has the key `1` twice'],
    [
      'a: 1\n---\nb: 2',
      'is not valid YAML (Source contains multiple documents; please use YAML.parseAllDocuments() at line 2, column 1)',
    ],
    ['? {a: 1}\n: 2', 'is not valid YAML (With stringKeys, all keys must be strings at line 1, column 3)'],
    ['%YAML 3.0\n---\na: 1', 'is not valid YAML (Unsupported YAML version 3.0 at line 1, column 7)'],
    ['a: "b', 'is not valid YAML (Missing closing "quote at line 1, column 6)'],
  ])('except with features that no feed needs: %j', (text, problem) => {
    expect(parseYaml(text)).toEqual({ kind: 'unreadable', problem })
  })

  test('except above 1 MiB, counted in bytes', () => {
    expect(parseYaml(`a: ${'x'.repeat(1024 * 1024 - 3)}`).kind).toBe('parsed')
    expect(parseYaml(`a: ${'é'.repeat(512 * 1024)}`)).toEqual({ kind: 'unreadable', problem: 'is larger than 1 MiB' })
  })

  test('except if it is nested so deep that it would exhaust the stack', () => {
    expect(parseYaml('['.repeat(100_000) + ']'.repeat(100_000)).kind).toBe('unreadable')
    expect(parseYaml('{a: '.repeat(50_000) + '}'.repeat(50_000)).kind).toBe('unreadable')
  })

  test('fast, also with very many keys', () => {
    const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`)
    expect(Object.keys(parsedValue(keys.join('\n')) as object)).toHaveLength(60_000)
  })
})

describe('YAML is written', () => {
  test('in quotes if another reader would not read a text as a string', () => {
    expect(
      stringifyYaml({
        a: '1.2.3',
        b: '1.10',
        c: 'yes',
        d: '2026-01-01T00:00:00Z',
        e: '0o17',
        f: '1_000',
        '<<': '12:30',
      }),
    ).toBe("a: 1.2.3\nb: '1.10'\nc: 'yes'\nd: '2026-01-01T00:00:00Z'\ne: '0o17'\nf: '1_000'\n'<<': '12:30'\n")
  })

  test('without folding long lines, and without aliases for repeated values', () => {
    const long = { text: `${'word '.repeat(100)}end` }
    expect(stringifyYaml([long, long])).toBe(`- text: ${long.text}\n`.repeat(2))
  })

  test('with invisible characters as escapes', () => {
    expect(stringifyYaml({ '\uFEFF': 'a\u0007b\u2028', b: '\u{E0001}' })).toBe(
      '"\\U0000FEFF": "a\\ab\\U00002028"\nb: "\\U000E0001"\n',
    )
  })

  const odd = fc.constantFrom(
    'no',
    'null',
    '~',
    '0b1',
    '.inf',
    '<<',
    '=',
    '---',
    '...',
    'a: b',
    ' #x',
    ' \n',
    '\n\n',
    '\u0085',
    '\r\n',
  )
  const characters = fc.string({
    unit: fc.constantFrom(...'0123456789_:.-+eEoTZ <>=~*&!|%@#\'"{}[],?\n\t \\'),
    maxLength: 12,
  })
  const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 8 }), characters, odd)
  const scalar = fc.oneof(
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  )
  const value = fc.dictionary(
    text,
    fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }), fc.dictionary(text, scalar, { maxKeys: 4 })),
    {
      minKeys: 1,
      maxKeys: 4,
    },
  )

  test('so that it reads back as it was, here and with js-yaml', () => {
    fc.assert(
      fc.property(value, (written) => {
        const file = stringifyYaml(written)
        expect(JSON.stringify(parsedValue(file))).toBe(JSON.stringify(written))
        expect(JSON.stringify(parseUpdateInfo(file, 'latest.yml', new URL('https://dl.example.com/')))).toBe(
          JSON.stringify(written),
        )
      }),
      { numRuns: 500 },
    )
  })
})
