import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { provideThreads } from '../../../src/adapters/process/threads.ts'

const [THREADS, ENDING] = ['threads.ts', 'ending.ts'].map((name) => resolve('src/adapters/process', name))

test.skipIf(process.platform === 'win32')(
  'a dozen requests to disks that never answer leave threads for others',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const pipes = Array.from({ length: 12 }, (_, number) => join(folder, `${number}`))
    expect(spawnSync('mkfifo', pipes).status).toBe(0)
    // A pipe that nobody writes to is opened as a dead disk is: never.
    const script = `
    import { provideThreads } from ${JSON.stringify(THREADS)}
    import { endProcess } from ${JSON.stringify(ENDING)}
    import { open, stat } from 'node:fs'
    provideThreads(process.env)
    for (const path of ${JSON.stringify(pipes)}) open(path, 'r', () => console.log('opened'))
    stat('/', () => {
      console.log('answered')
      void endProcess(0)
    })`
    const { NODE_V8_COVERAGE: _, UV_THREADPOOL_SIZE: __, ...env } = process.env
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      ...{ env, encoding: 'utf8', timeout: 60_000 },
    })
    expect([status, stdout]).toEqual([0, 'answered\n'])
  },
)

test('the number that a user has set stays', () => {
  const env = { UV_THREADPOOL_SIZE: '2' }
  provideThreads(env)
  expect(env.UV_THREADPOOL_SIZE).toBe('2')
})
