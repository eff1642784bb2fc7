/** What must never be read by people: in the log, in annotations, in the job summary, in outputs, in files that are left. */
import { statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { localhostCertificate } from '../sandbox/net/certificates.ts'
import { placesOf } from './secret-places.ts'
import { openStage, type Stage, writeFiles } from './stage.ts'

const SECRET = 'fake5ecret'
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function run(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  const result = await runner.run({
    with: stage.inputs({ path: 'app.bin', ...inputs }),
    env: { RUNNER_DEBUG: '1', ...env },
  })
  expect(placesOf(SECRET, result, [runner.workspace, runner.runnerTemp])).toEqual([])
  return result
}

describe('a password of a proxy', () => {
  test.each([
    ['http_proxy', `http://user:${SECRET}#x@127.0.0.1:3128`],
    ['HTTP_PROXY', `http://user:${SECRET}%@127.0.0.1:3128`],
    ['HTTP_PROXY', `http://user:${SECRET}%zz@127.0.0.1:3128`],
    ['HTTP_PROXY', `http://user:${SECRET}/x@127.0.0.1:3128`],
    ['HTTP_PROXY', `http://user:x?${SECRET}@127.0.0.1:3128`],
    ['HTTP_PROXY', `user:${SECRET}#@127.0.0.1:3128`],
    ['HTTP_PROXY', `socks5://user:${SECRET}@127.0.0.1:1080`],
  ])('that %s cannot contain is reported with only the name of the variable: %s', async (variable, value) => {
    const result = await run({}, { [variable]: value, NO_PROXY: '127.0.0.1' })
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain(variable)
    expect(stage.oss.requests).toEqual([])
  })

  test('whose proxy cannot be reached is not shown with the proxy’s name', async () => {
    const env = { HTTP_PROXY: `user:${SECRET}@127.0.0.1:9`, NO_PROXY: '127.0.0.1' }
    const result = await run({ 'give-up-after': '2s' }, env)
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('The proxy 127.0.0.1:9')
    expect(result.log).toContain('HTTP_PROXY')
    expect(result.log).not.toContain('behind a proxy set HTTPS_PROXY')
  })
})

test.each([
  ['endpoint', `https://user:${SECRET}@localhost:9000`],
  ['endpoint', `user:${SECRET}@localhost:9000`],
  ['public-url', `https://user:${SECRET}@download.example.com/`],
  ['public-url', `https://user:${SECRET}#x@download.example.com/`],
  ['access-key-id', `LTAI\n${SECRET}`],
  ['access-key-secret', `${SECRET}\n${SECRET}`],
  ['security-token', `${SECRET}中`],
])('%s with %j is refused before any request, without the value', async (input, value) => {
  const result = await run({ [input]: value })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain(`\`${input}\``)
  expect(stage.oss.requests).toEqual([])
})

test('a swapped access key ID and secret are reported, and nothing is sent', async () => {
  const result = await run({ 'access-key-id': SECRET, 'access-key-secret': 'LTAI5tFakeFakeFake' })
  expect(result.log).toContain('are the two swapped?')
  expect(stage.oss.requests).toEqual([])
})

test('NODE_DEBUG=net prints nothing of the environment but the proxy', async () => {
  await run({}, { NODE_DEBUG: 'net,http', SOME_PASSWORD: SECRET })
})

test('certificates that are not checked are refused before any request', async () => {
  await stage.close()
  stage = await openStage({ tls: localhostCertificate() })
  const result = await run({}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('NODE_TLS_REJECT_UNAUTHORIZED')
  expect(stage.oss.requests).toEqual([])
})

test('the manifest file, which may contain signed URLs, is readable only by its owner', async () => {
  const result = await run({ 'signed-url-expires': '1h' })
  expect(result.conclusion).toBe('success')
  expect(statSync(result.outputs['manifest-path'] ?? '').mode & 0o777).toBe(0o600)
})
