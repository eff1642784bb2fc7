/** How a release moves `v1`: .ci/move-major-tag against a repository on this machine. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const SCRIPT = resolve('.ci/move-major-tag')

let root: string
let remote: string
let clone: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'major-tag-'))
  remote = join(root, 'remote.git')
  clone = join(root, 'clone')
  git(root, 'init', '--quiet', '--bare', remote)
  git(root, 'clone', '--quiet', remote, clone)
})
afterEach(() => rmSync(root, { recursive: true }))

function git(cwd: string, ...options: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'advice.detachedHead=false']
  return execFileSync('git', [...identity, ...options], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

/** Commits and tags, and pushes the tag. */
function tag(name: string): void {
  git(clone, 'commit', '--quiet', '--allow-empty', '--message', name)
  git(clone, 'tag', name)
  git(clone, 'push', '--quiet', 'origin', `refs/tags/${name}`)
}

const commitOf = (name: string) => git(remote, 'rev-parse', `refs/tags/${name}^{}`).trim()

function move(name: string) {
  return spawnSync('bash', [SCRIPT, name], { cwd: clone, encoding: 'utf8' })
}

describe.skipIf(process.platform === 'win32')('the major tag', () => {
  test('moves to a newer release, and stays where an older line gets a fix', () => {
    tag('v1.9.0')
    expect(move('v1.9.0')).toMatchObject({ status: 0, stdout: 'v1 is at v1.9.0.\n' })
    tag('v1.10.0')
    expect(move('v1.10.0')).toMatchObject({ status: 0, stdout: 'v1 is at v1.10.0.\n' })
    expect(commitOf('v1')).toBe(commitOf('v1.10.0'))
    tag('v1.9.1')
    expect(move('v1.9.1')).toMatchObject({ status: 0, stdout: 'v1 stays at v1.10.0.\n' })
    expect(commitOf('v1')).toBe(commitOf('v1.10.0'))
  })

  test('is neither moved nor held back by a pre-release', () => {
    tag('v1.2.0')
    tag('v1.3.0-rc.1')
    expect(move('v1.3.0-rc.1').stdout).toBe('v1.3.0-rc.1 is a pre-release: no tag moves.\n')
    expect(move('v1.2.0').stdout).toBe('v1 is at v1.2.0.\n')
  })

  test('says what to run if the push is refused', () => {
    tag('v2.0.0')
    const hook = join(remote, 'hooks', 'update')
    writeFileSync(hook, '#!/bin/sh\nexit 1\n')
    chmodSync(hook, 0o755)
    const { status, stdout } = move('v2.0.0')
    expect(status).toBe(1)
    expect(stdout).toContain('git tag --force v2 v2.0.0^{} && git push --force origin refs/tags/v2')
  })
})
