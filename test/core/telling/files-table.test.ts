import { expect, test } from 'vitest'
import { formatFilesTable } from '../../../src/core/telling/files-table.ts'

test('a table has a link and the size of each file', () => {
  const files = [{ key: 'v1/app.exe', size: 2048, url: 'https://example.com/v1/app.exe' }]
  expect(formatFilesTable(files)).toBe(
    '| File | Size |\n| :-- | --: |\n| [<code>app.exe</code>](https://example.com/v1/app.exe) | 2.0 KiB |',
  )
})

test('without published files the table is empty', () => {
  expect(formatFilesTable([])).toBe('')
})

test('names are shown as text, whatever is in them', () => {
  const [, , row] = formatFilesTable([
    { key: 'a|b](x) <img> @octocat', size: 1, url: 'https://example.com/a b' },
  ]).split('\n')
  expect(row?.split(/(?<!\\)\|/)).toHaveLength(4)
  expect(row).not.toMatch(/<img>|@octocat|\]\(x\)/)
  expect(row).toContain('(https://example.com/a%20b)')
})

test('a table above 64 KiB has the first files and the number of others', () => {
  const files = Array.from({ length: 3000 }, (_, index) => ({
    ...{ key: `releases/version/file-${index}.zip`, size: index },
    url: `https://downloads.example.com/releases/version/file-${index}.zip`,
  }))
  const text = formatFilesTable(files)
  const shown = text.split('\n').filter((line) => line.startsWith('| [')).length
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024)
  expect(Buffer.byteLength(text)).toBeGreaterThan(63 * 1024)
  const [, more = ''] = /\n\nand ([\d,]+) more files$/.exec(text) ?? []
  expect(Number(more.replace(',', '')) + shown).toBe(3000)
})
