/** A step loads what it needs, and the bundles have what is reached. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bytesOf, KIB, openStage, writeFiles } from './stage.ts'

const MAIN = resolve('dist/main')

/** @returns files of dist/ that a program loaded which wrote its coverage there. */
function loadedIn(folder: string): readonly string[] {
  const urls = readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] }
    return result.map(({ url }) => url)
  })
  return [...new Set(urls.flatMap((url) => url.split('/dist/')[1] ?? []))].sort()
}

test.skipIf(process.env.NODE_V8_COVERAGE !== undefined)(
  'a new upload loads neither ali-oss nor what a single input needs',
  async () => {
    const stage = await openStage()
    const coverage = mkdtempSync(join(tmpdir(), 'light-start-'))
    onTestFinished(async () => {
      rmSync(coverage, { recursive: true })
      await stage.close()
    })
    const runner = await stage.runner()
    writeFiles(runner.workspace, { 'app.bin': bytesOf(300 * KIB), 'latest.yml': 'version: 1' })
    const step = await runner.run({
      with: stage.inputs({ path: '*', 'part-size': '100KB', resume: 'local' }),
      env: { NODE_V8_COVERAGE: coverage },
    })
    expect(step.conclusion).toBe('success')
    expect(loadedIn(coverage)).toEqual(['left-out/undici.js', 'main/index.js'])
  },
)

test.for([
  ['ali-oss', 'require accessKeyId, accessKeySecret'],
  ['yaml', 'YAMLParseError'],
  ['octokit', 'octokit-core.js'],
] as const)('%s is in a chunk of its own', ([, text]) => {
  const files = readdirSync(MAIN).filter((name) => readFileSync(join(MAIN, name), 'latin1').includes(text))
  expect(files).toHaveLength(1)
  expect(files).not.toContain('index.js')
})

test('a call of what is left out of the bundles is an error that says so', async () => {
  const folder = resolve('dist/left-out')
  const undici = await import(join(folder, 'undici.js'))
  expect(() => undici.fetch()).toThrow('The fetch of undici is left out')
  const never = createRequire(import.meta.url)(join(folder, 'never-called.cjs'))
  expect(() => never.request).toThrow('request is of a package that is left out')
})
