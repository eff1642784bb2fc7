import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createTree } from '../../../src/adapters/disk/tree.ts'

test('a folder is read once, and a path is checked once, for all patterns', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tree-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'a'), '')
  let answers = 0
  const onProgress = () => {
    answers += 1
  }
  const tree = createTree({ signal: new AbortController().signal, onProgress })
  for (let time = 0; time < 3; time += 1) {
    expect(await tree.look(join(folder, 'a'), true)).toBe('file')
    expect(await tree.target(join(folder, 'a'))).toBe('file')
    expect(await tree.look(join(folder, 'b'), false)).toBe('nothing')
    expect(await tree.entries(folder)).toEqual([{ name: 'a', kind: 'other' }])
  }
  expect(answers).toBe(3)
})
