import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { connectOss } from '../src/connect.ts'

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
let child: ChildProcess | undefined

afterEach(() => child?.kill())

test('the command starts a server with the given buckets and region, and ends on request', async () => {
  const flags = ['--bucket', 'one', '--bucket', 'two', '--region', 'cn-shanghai', '--options', '{"storage":"discard"}']
  const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...flags])
  child = started
  const [line] = (await once(createInterface(started.stdout), 'line')) as [string]
  const place = JSON.parse(line) as { readonly ipEndpoint: string; readonly control: string }
  expect(place.ipEndpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const control = connectOss(place.control)
  expect(await control.objects('one')).toEqual([])
  expect(await control.objects('two')).toEqual([])
  const wrong = await fetch(`${place.ipEndpoint}/one/k`)
  expect([wrong.status, wrong.headers.get('server')]).toEqual([403, 'AliyunOSS'])
  const ended = once(started, 'exit')
  await control.close()
  expect((await ended)[0]).toBe(0)
})

test('the command explains itself', () => {
  const help = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, '--help']).toString()
  expect(help).toContain('--control-port')
})
