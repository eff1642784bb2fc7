/** Folders that entries of the Actions cache are packed and unpacked in. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeStaging, openStaging, UNPACKING } from '../../../src/adapters/github/staging.ts'
import { tarOf } from '../../sandbox/actions-cache/tar.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'staging-test-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a staging folder is below the folder of this action, accessible only to its owner', () => {
  const staging = openStaging(join(root, 'state'), {})
  expect(staging.startsWith(join(root, 'state', 'staging-'))).toBe(true)
  expect(readdirSync(staging)).toEqual(['checkpoints'])
  if (process.platform !== 'win32') expect(statSync(staging).mode & 0o777).toBe(0o700)
  closeStaging(staging)
  expect(readdirSync(join(root, 'state'))).toEqual([])
})

test('its path has no space, even if the runner is in a home folder with one', () => {
  const staging = openStaging(join(root, 'John Doe', 'state'), process.env)
  expect(staging).not.toMatch(/\s/)
  closeStaging(staging)
  expect(readdirSync(root)).toEqual([])
})

test('a folder that cannot be removed is not an error', () => {
  expect(() => closeStaging(join(root, '\0'))).not.toThrow()
})

// Needs GNU tar. On Windows that is the one of Git, and the one in PATH is another.
test.skipIf(process.platform === 'win32')(
  'members are unpacked into the one folder, whatever separators, drives, streams or devices their names have',
  () => {
    const id = 'a'.repeat(64)
    const hostile = [
      'a/..\\..\\..\\evil',
      'C:\\evil2',
      'C:evil3',
      '../../up',
      '/tmp/absolute',
      'checkpoints/NUL',
      'con.txt',
      'x:y',
      '..',
      'b\\..',
    ]
    const archive = join(root, 'entry.tar')
    const names = [`checkpoints/${id}.jsonl`, ...hostile]
    writeFileSync(archive, tarOf(names.map((name) => ({ name, content: name }))))
    const staging = join(root, 'staging')
    mkdirSync(join(staging, 'checkpoints'), { recursive: true })
    writeFileSync(join(staging, 'checkpoints', '.keep'), '')
    const { status, stderr } = spawnSync('tar', ['-xf', archive, '-P', '-C', staging], {
      env: { ...process.env, ...UNPACKING },
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
    expect(readdirSync(root).sort()).toEqual(['entry.tar', 'staging'])
    expect(readdirSync(staging)).toEqual(['checkpoints'])
    const found = readdirSync(join(staging, 'checkpoints')).filter((name) => name !== '.keep')
    expect(found.sort()).toEqual(
      ['C_evil3', '_..', '_NUL', '_con.txt', `${id}.jsonl`, 'absolute', 'evil', 'evil2', 'up', 'x_y'].sort(),
    )
    expect(readFileSync(join(staging, 'checkpoints', `${id}.jsonl`), 'utf8')).toBe(names[0])
  },
)
