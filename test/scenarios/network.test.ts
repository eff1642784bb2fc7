import { afterEach, expect, test } from 'vitest'
import { CA_FILE, localhostCertificate } from '../sandbox/net/certificates.ts'
import { startProxy } from '../sandbox/net/proxy.ts'
import { BUCKET, bytesOf, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
afterEach(() => stage.close())

test("goes through a proxy with credentials, to a server with a company's own certificate", async () => {
  stage = await openStage({ tls: localhostCertificate() })
  const proxy = await startProxy({ port: stage.oss.port, user: 'build@corp', password: 'fake:pass/word' })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(2 * MIB) })
  const result = await runner.run({
    with: stage.inputs({ path: 'app.bin', 'part-size': '256KB', 'signed-url-expires': '1h' }),
    env: { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1', NODE_EXTRA_CA_CERTS: CA_FILE },
  })
  await proxy.close()
  expect(result.conclusion).toBe('success')
  expect(stage.oss.object(BUCKET, 'app.bin')?.sizeBytes).toBe(2 * MIB)
  expect(new Set(proxy.hosts)).toEqual(new Set([`localhost:${stage.oss.port}`]))
  expect(proxy.refused).toBe(0)
  expect(result.stdout).not.toMatch(/fake(:|%3A)pass/)
  expect(result.annotations.filter(({ level }) => level === 'warning')).toEqual([])
})

test('an untrusted certificate fails the step at once', async () => {
  stage = await openStage({ tls: localhostCertificate() })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  const result = await runner.run({ with: stage.inputs({ path: 'app.bin' }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('NODE_EXTRA_CA_CERTS')
  expect(stage.oss.requests).toEqual([])
})

test('a proxy that wants other credentials fails the step at once', async () => {
  stage = await openStage()
  const proxy = await startProxy({ port: stage.oss.port, user: 'user', password: 'right' })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  const result = await runner.run({
    with: stage.inputs({ path: 'app.bin' }),
    env: { HTTP_PROXY: proxy.url.replace('right', 'wrong-fake'), NO_PROXY: '127.0.0.1' },
  })
  await proxy.close()
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('HTTP 407')
  expect(result.stdout).not.toContain('wrong-fake')
  expect(proxy.refused).toBe(1)
})

test('the region alone is enough; plain http is warned of', async () => {
  stage = await openStage()
  const proxy = await startProxy({ port: stage.oss.port })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  const { cname: _, ...inputs } = stage.inputs({ path: 'app.bin', endpoint: 'http://oss-cn-hangzhou.aliyuncs.com' })
  const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
  const result = await runner.run({ with: inputs, env })
  await proxy.close()
  expect(result.conclusion).toBe('success')
  expect(result.outputs.url).toBe(`https://${BUCKET}.oss-cn-hangzhou.aliyuncs.com/app.bin`)
  expect(result.annotations.map(({ message }) => message).join('\n')).toMatch(/plain http/)
  expect(proxy.hosts).toContain(`${BUCKET}.oss-cn-hangzhou.aliyuncs.com`)
})
