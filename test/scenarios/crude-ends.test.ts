/** What machines and services do to a step ends it with a sentence, never with a stack. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUCKET, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test.each(['ENOSPC', 'EROFS'])('a runner that cannot store the checksums file: %s', async (code) => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': 'bytes' })
  const hook = join(runner.runnerTemp, 'full-disk.cjs')
  writeFileSync(
    hook,
    `const fs = require('node:fs')
const write = fs.writeFileSync
fs.writeFileSync = (path, ...more) => {
  if (String(path).includes('made-')) throw Object.assign(new Error('${code}: no'), { code: '${code}' })
  return write(path, ...more)
}
require('node:module').syncBuiltinESMExports()
`,
  )
  const result = await runner.run({
    with: stage.inputs({ path: 'app.bin', checksums: 'SHA256SUMS' }),
    env: { NODE_OPTIONS: `--require "${hook}"` },
  })
  expect([result.exitCode, result.conclusion]).toEqual([1, 'failure'])
  expect(result.log).toContain(`cannot be written to the runner's folder for temporary files (${code})`)
  expect(result.log).not.toMatch(/Unexpected error|\n\s+at /)
  expect(stage.oss.objects(BUCKET)).toEqual([])
})

test('a service whose clock has a year with which requests cannot be signed', async () => {
  stage.oss.faults.add({
    times: Number.POSITIVE_INFINITY,
    action: {
      ...{ kind: 'answer', status: 403, code: 'RequestTimeTooSkewed' },
      details: { ServerTime: '+275760-09-12T00:00:00.000Z' },
    },
  })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': 'bytes' })
  const result = await runner.run({ with: stage.inputs({ path: 'app.bin' }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('RequestTimeTooSkewed')
  expect(result.log).not.toMatch(/Unexpected error|\n\s+at /)
})
