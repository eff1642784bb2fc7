import { describe, expect, test } from 'vitest'
import { reportListed } from '../../../src/engine/publish/checksums.ts'

describe('what a SHA256SUMS file lists', () => {
  function noticesOf(objects: Readonly<Record<string, string | undefined>>, sumsKey: string): readonly string[] {
    const notices: string[] = []
    const facts = Object.entries(objects).map(([key, bytes]) => ({ key, bytes }))
    reportListed(facts, sumsKey, { notice: (text) => void notices.push(text) })
    return notices
  }

  test('is not logged if all files are in its folder and below', () => {
    expect(noticesOf({ 'v1/app.exe': 'a', 'v1/win/b.exe': 'b' }, 'v1/SHA256SUMS')).toEqual([])
  })

  test('is not logged for other names of listed files', () => {
    expect(noticesOf({ 'v1/app.exe': 'a', 'latest/app.exe': 'a' }, 'v1/SHA256SUMS')).toEqual([])
  })

  test('is logged with the number of objects of other folders that are left out', () => {
    const [text, ...more] = noticesOf({ 'v1/app.exe': 'a', 'latest.yml': 'b', 'v10/x': undefined }, 'v1/SHA256SUMS')
    expect(text).toContain('2 objects of other folders are left out (latest.yml, v10/x)')
    expect(more).toEqual([])
  })

  test('is never nothing: the error names a key beside the files', () => {
    expect(() => noticesOf({ 'v1/app.exe': 'a' }, 'sums/SHA256SUMS')).toThrow('No object lies in the folder')
    expect(noticesOf({}, 'sums/SHA256SUMS')).toEqual([])
  })
})
