import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OSS_TABLE, STS_TABLE } from '../../src/core/errors/causes/explain.ts'

const codes = [...new Set([...OSS_TABLE, ...STS_TABLE].map(({ code }) => code))].sort()

test('every cause has its own code, in kebab-case', () => {
  for (const table of [OSS_TABLE, STS_TABLE]) {
    expect(new Set(table.map(({ code }) => code)).size).toBe(table.length)
  }
  expect(codes.filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([])
})

test('every cause is covered by a test', () => {
  const tests = [
    'test/contract/causes.test.ts',
    'test/contract/network-causes.test.ts',
    'test/adapters/credentials/credentials.test.ts',
  ]
  const text = tests.map((path) => readFileSync(path, 'utf8')).join('\n')
  expect(codes.filter((code) => !text.includes(`'${code}'`))).toEqual([])
  expect(codes.length).toBeGreaterThan(30)
})
