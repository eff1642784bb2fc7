/** Opening files: a locked one is waited for. */
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fileError } from '../../../src/adapters/disk/file-errors.ts'
import { createOpenFiles } from '../../../src/adapters/disk/open-files.ts'

function locked(): Error {
  return Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' })
}

test('a file that another process has locked is tried again until it is free', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'app.exe')
  writeFileSync(path, 'bytes')
  let tries = 0
  const open = createOpenFiles(async () => {
    tries += 1
    if (tries < 4) throw locked()
    return openSync(path, 'r')
  }, 0)
  const file = await open(path)
  const into = new Uint8Array(5)
  expect(await file.read(into, 5, 0)).toBe(5)
  expect(tries).toBe(4)
  file.close()
})

test('a file that stays locked is an error that says so', async () => {
  let tries = 0
  const open = createOpenFiles(async () => {
    tries += 1
    throw locked()
  }, 0)
  const error = await open('app.exe').catch((failure: unknown) => fileError(failure, 'app.exe'))
  expect(error).toMatchObject({ code: 'file-locked', message: expect.stringMatching(/another process has it open/) })
  expect(tries).toBe(40)
})

test('any other failure is reported at once', async () => {
  let tries = 0
  const open = createOpenFiles(async () => {
    tries += 1
    throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
  }, 0)
  await expect(open('app.exe')).rejects.toMatchObject({ code: 'EACCES' })
  expect(tries).toBe(1)
})
