import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const MODULE = resolve('src/adapters/process/ending.ts')

test.for([0, 1, 130])(
  'a process ends with exit code %i, whatever its threads wait for, after its exit listeners ran',
  (code) => {
    const { NODE_V8_COVERAGE: _, ...env } = process.env
    const script = `
    import { endProcess } from ${JSON.stringify(MODULE)}
    import { Worker } from 'node:worker_threads'
    new Worker('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', { eval: true })
    process.on('exit', (code) => process.stdout.write('heard ' + code))
    console.log('last words')
    await endProcess(${code})`
    const words = ['--input-type=module', '-e', script]
    const { status, stdout } = spawnSync(process.execPath, words, { env, encoding: 'utf8' })
    expect([status, stdout]).toEqual([code, `last words\nheard ${code}`])
  },
)
