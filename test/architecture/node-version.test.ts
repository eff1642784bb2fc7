import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

test('tests run on the Node on which action.yml runs the action', () => {
  const { runs } = parse(readFileSync('action.yml', 'utf8')) as { readonly runs: { readonly using: string } }
  expect(runs.using).toBe('node24')
  expect(process.version).toMatch(/^v24\./)
})

test('package.json and CONTRIBUTING ask for that Node', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly engines: { readonly node: string }
  }
  expect(engines.node).toBe('>=24')
  expect(readFileSync('CONTRIBUTING.md', 'utf8')).toContain('You need Node 24 and npm')
})

test.skipIf(process.platform === 'win32').for([
  ['v20.20.2', 1],
  ['v24.0.0', 0],
  ['v100.1.0', 0],
] as const)('before npm scripts run on Node %s, unsupported versions are reported', ([version, status]) => {
  const folder = mkdtempSync(join(tmpdir(), 'node-version-'))
  try {
    mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true })
    writeFileSync(join(folder, 'package-lock.json'), '{}')
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '{}')
    const fake = join(folder, 'node_modules', '.bin', 'node')
    writeFileSync(fake, `#!/bin/sh\necho ${version}\n`)
    chmodSync(fake, 0o755)
    const started = spawnSync(process.execPath, [resolve('scripts/install.mjs')], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: ['/usr/bin', '/bin'].join(delimiter) },
    })
    expect(started.status).toBe(status)
    expect(started.stderr).toMatch(status === 0 ? /^$/ : /^Node 24 or later is needed: .*Node v20\.20\.2/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
