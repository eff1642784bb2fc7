import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readCacheArchive } from '../sandbox/actions-cache/actions-cache.ts'
import { readBody, startLoopbackServer } from '../sandbox/net/loopback-server.ts'
import type { Runner, StepResult } from '../sandbox/runner/runner.ts'
import { bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

const CREDENTIAL = {
  accessKeyId: 'LTAIlogtest',
  accessKeySecret: 'obviously-no-secret-key',
  securityToken: 'obviously-no-security-token',
}
const SECRETS = { OSS_SECRET: CREDENTIAL.accessKeySecret, OSS_TOKEN: CREDENTIAL.securityToken }
const EVIL = '::error title=owned::owned'
const NAMES = [
  `${EVIL}.txt`,
  `##[error]owned.txt`,
  `a\n${EVIL}.txt`,
  `a\r${EVIL}.txt`,
  `a%0A${EVIL}.txt`,
  `\u2028${EVIL}.txt`,
  `]]> ${'`'}$(touch owned)${'`'} | pipe.txt`,
]

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ credentials: [CREDENTIAL] })
})
afterEach(() => stage.close())

function inputs(more: Readonly<Record<string, string>>): Record<string, string> {
  const keys = {
    'access-key-id': CREDENTIAL.accessKeyId,
    'access-key-secret': '${{ secrets.OSS_SECRET }}',
    'security-token': '${{ secrets.OSS_TOKEN }}',
  }
  return stage.inputs({ 'part-size': '100KB', ...keys, ...more })
}

/** Commands that no name and no message may give. */
function expectNoCommands({ commands, annotations, log }: StepResult): void {
  const known = ['add-mask', 'debug', 'error', 'warning', 'notice', 'group', 'endgroup', 'set-output', 'save-state']
  expect(commands.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([])
  expect(annotations.filter(({ title, message }) => title === 'owned' || message === 'owned')).toEqual([])
  // What the runner would read as a command of the old kind, beside those that the runner itself writes.
  expect(log).not.toMatch(/##\[(error|warning)\]owned/)
}

test('names of files and keys cannot become workflow commands', async () => {
  const runner = await stage.runner({ debug: true, secrets: SECRETS })
  writeFiles(runner.workspace, Object.fromEntries(NAMES.map((name) => [`dist/${name}`, 'x'])))
  const result = await runner.run({ with: inputs({ path: 'dist/**' }) })
  expect(result.conclusion).toBe('success')
  expectNoCommands(result)
  expect(stage.oss.objects('release-bucket')).toHaveLength(NAMES.length)
  expect(JSON.parse(result.outputs.manifest ?? '')).toHaveLength(NAMES.length)
})

test('messages and headers of a server cannot become workflow commands', async () => {
  const runner = await stage.runner({ debug: true, secrets: SECRETS })
  writeFiles(runner.workspace, { [`dist/${NAMES[2]}`]: 'x' })
  const message = `no\n${EVIL}\r${EVIL}\n##[error]owned\n::add-mask::dist\n::stop-commands::x\n::set-output name=url::owned`
  const code = `Bad\n${EVIL}`
  stage.oss.faults.add({
    times: Number.POSITIVE_INFINITY,
    action: {
      kind: 'answer',
      status: 403,
      code,
      message,
      ec: EVIL,
      details: { HostId: message, AccessDeniedDetail: { AuthAction: message } },
    },
  })
  const result = await runner.run({ with: inputs({ path: 'dist/**' }) })
  expect(result.conclusion).toBe('failure')
  expectNoCommands(result)
  expect(result.outputs.url).toBe('')
  expect(result.log).toContain('dist/')
  // Nor does a line of theirs look like one of ours.
  expect(result.log).not.toMatch(/^(no|owned|.?:error title=owned)/m)
})

test('values of inputs cannot become workflow commands', async () => {
  const runner = await stage.runner({ secrets: SECRETS })
  const wrong = {
    path: `a\n  ${EVIL} => \n!${EVIL}`,
    bucket: `b\n${EVIL}`,
    region: `r\n${EVIL}`,
    endpoint: `e\n${EVIL}`,
    headers: `X: y\n${EVIL}`,
  }
  const result = await runner.run({ with: inputs(wrong) })
  expect(result.conclusion).toBe('failure')
  expectNoCommands(result)
})

/** Every text that a run leaves behind, by where. */
async function tracesOf(runner: Runner, results: readonly StepResult[]): Promise<ReadonlyMap<string, string>> {
  const traces = new Map<string, string>()
  for (const [index, result] of results.entries()) {
    const { log, stdout, stderr, summary, outputs, state, annotations } = result
    traces.set(`${index}: log`, log)
    traces.set(`${index}: stdout`, stdout.replace(/^::add-mask::.*$/gm, ''))
    traces.set(`${index}: stderr`, stderr)
    traces.set(`${index}: rest`, JSON.stringify({ summary, outputs, state, annotations }))
  }
  for (const name of readdirSync(runner.machine.root, { recursive: true }).map(String)) {
    const path = join(runner.machine.root, name)
    if (!name.includes('_actions') && statSync(path).isFile()) traces.set(name, readFileSync(path, 'latin1'))
  }
  for (const { archive } of stage.cache.entries()) {
    for (const [name, content] of await readCacheArchive(archive))
      traces.set(`cache: ${name}`, content.toString('latin1'))
  }
  return traces
}

/** What must never be seen: secrets, and signatures of the requests that were made. */
function secrets(): readonly string[] {
  const signatures = stage.oss.requests.flatMap(
    ({ headers }) => /Signature=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? [],
  )
  expect(signatures.length).toBeGreaterThan(5)
  return [CREDENTIAL.accessKeySecret, CREDENTIAL.securityToken, ...signatures]
}

test('a step that is cancelled, one that fails and one that publishes leave no secret and no signature anywhere', async () => {
  const runner = await stage.runner({ debug: true, secrets: SECRETS, env: { DEBUG: '*' } })
  writeFiles(runner.workspace, { 'dist/app.bin': bytesOf(8 * 100 * KIB), 'dist/small.txt': 'hello' })
  const step = { with: inputs({ path: 'dist/**', concurrency: '2' }) }

  stage.oss.faults.add({
    when: { operation: 'UploadPart', nth: 4 },
    times: 9,
    action: { kind: 'stall', at: 'before-body' },
  })
  const cancelled = await runner.start(step)
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 3)
  await cancelled.cancel()
  stage.oss.faults.clear()
  stage.oss.faults.add({
    when: { operation: 'UploadPart' },
    action: { kind: 'answer', status: 403, code: 'SignatureDoesNotMatch' },
  })
  const failed = await runner.run(step)
  stage.oss.faults.clear()
  const published = await runner.run(step)
  const posts = await runner.endJob({ keepTemp: true })
  expect([(await cancelled.done).exitCode, failed.exitCode, published.exitCode]).toEqual([130, 1, 0])

  const results = [await cancelled.done, failed, published, ...posts]
  const wanted = secrets()
  for (const [place, text] of await tracesOf(runner, results)) {
    for (const secret of wanted) expect(text.includes(secret), `${secret} in ${place}`).toBe(false)
  }
})

test('a server that repeats a request in its answer does not reveal the signature', async () => {
  const signatures: string[] = []
  const server = await startLoopbackServer(async (request, response) => {
    await readBody(request)
    const authorization = String(request.headers.authorization)
    signatures.push(/Signature=(\w+)/.exec(authorization)?.[1] ?? '')
    response.writeHead(403, { 'content-type': 'application/xml', 'x-oss-request-id': '0123' })
    response.end(`<Error><Code>AccessDenied</Code><Message>Refused: ${authorization}</Message></Error>`)
  })
  const runner = await stage.runner({ debug: true, secrets: SECRETS })
  writeFiles(runner.workspace, { 'small.txt': 'hello' })
  const result = await runner.run({ with: inputs({ path: 'small.txt', endpoint: server.url }) })
  await server.close()
  expect(result.log).toContain('Refused: ')
  expect(signatures[0]).toHaveLength(64)
  for (const [place, text] of await tracesOf(runner, [result]))
    for (const signature of signatures) expect(text.includes(signature), place).toBe(false)
})
