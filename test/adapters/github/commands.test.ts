import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { command, inputOf, print, setForRunner } from '../../../src/adapters/github/commands.ts'

const AWKWARD = ['', 'plain', '100 % of it\r\nand: more, with commas', '::error::not a command', 'ünïcode 上传']

/** @returns what an action writes to its log meanwhile. */
function logOf(act: () => void): string {
  let text = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += String(piece)
    return true
  })
  try {
    act()
  } finally {
    spy.mockRestore()
  }
  return text
}

describe('commands are the same as those of the toolkit', () => {
  afterEach(() => vi.unstubAllEnvs())

  test.each(AWKWARD)('in the log: %j', (text) => {
    const own = logOf(() => {
      print(text)
      command('debug', text)
      command('notice', text, text || 'title')
      command('warning', text)
      command('error', text, text || 'title')
      command('group', text)
      command('endgroup')
      command('add-mask', text)
    })
    const theirs = logOf(() => {
      core.info(text)
      core.debug(text)
      core.notice(text, { title: text || 'title' })
      core.warning(text)
      core.error(text, { title: text || 'title' })
      core.startGroup(text)
      core.endGroup()
      core.setSecret(text)
    })
    expect(own).toBe(theirs)
  })

  test.each(AWKWARD)('in files or, without files, in the log: %j', (text) => {
    const folder = mkdtempSync(join(tmpdir(), 'commands-'))
    const fileOf = (act: () => void) => {
      const path = join(folder, 'file')
      writeFileSync(path, 'before\n')
      vi.stubEnv('GITHUB_OUTPUT', path)
      vi.stubEnv('GITHUB_STATE', path)
      act()
      return readFileSync(path, 'utf8').replaceAll(/ghadelimiter_[\w-]+/g, 'END')
    }
    const own = () => {
      setForRunner('OUTPUT', 'name', text)
      setForRunner('STATE', 'name', text)
    }
    const theirs = () => {
      core.setOutput('name', text)
      core.saveState('name', text)
    }
    try {
      expect(fileOf(own)).toBe(fileOf(theirs))
    } finally {
      rmSync(folder, { recursive: true })
    }
    vi.stubEnv('GITHUB_OUTPUT', '')
    vi.stubEnv('GITHUB_STATE', undefined)
    expect(logOf(own)).toBe(logOf(theirs))
  })

  test('a missing file that the runner named is an error', () => {
    vi.stubEnv('GITHUB_OUTPUT', join(tmpdir(), 'no-such-folder', 'file'))
    expect(() => setForRunner('OUTPUT', 'name', 'value')).toThrow('Missing file')
    expect(() => core.setOutput('name', 'value')).toThrow('Missing file')
  })

  test('an input is found by its name and trimmed', () => {
    vi.stubEnv('INPUT_ACCESS-KEY_ID', '  id \n')
    expect(inputOf('access-key id', process.env)).toBe(core.getInput('access-key id'))
    expect(inputOf('access-key id', process.env)).toBe('id')
    expect(inputOf('not set', process.env)).toBe('')
  })
})
