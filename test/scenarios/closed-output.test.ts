import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { BUCKET, bytesOf, MIB, openStage, writeFiles } from './stage.ts'

const ENTRY = fileURLToPath(new URL('../../dist/main/index.js', import.meta.url))

test('publishes to the end, and ends, when nobody reads its log any more', async () => {
  const stage = await openStage()
  const folder = mkdtempSync(join(tmpdir(), 'closed-output-'))
  writeFiles(folder, { 'app.bin': bytesOf(3 * MIB) })
  const inputs = stage.inputs({ path: 'app.bin', 'part-size': '100KB', concurrency: '2' })
  const named = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const env = { ...Object.fromEntries(named), RUNNER_TEMP: folder, GITHUB_WORKSPACE: folder, RUNNER_DEBUG: '1' }
  const child = spawn(process.execPath, [ENTRY], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.once('data', () => {
    child.stdout.destroy()
    child.stderr.destroy()
  })
  const exitCode = await new Promise((resolve) => child.once('exit', resolve))
  expect(exitCode).toBe(0)
  expect(stage.oss.objects(BUCKET)).toHaveLength(1)
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})
