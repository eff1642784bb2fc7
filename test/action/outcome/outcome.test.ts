/** What a result becomes: outputs first, then log, summary and exit code. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readInputs } from '../../../src/action/inputs/inputs.ts'
import { createOutcome } from '../../../src/action/outcome/outcome.ts'
import { cancelled } from '../../../src/action/outcome/report.ts'
import { ActionError } from '../../../src/core/errors/errors.ts'
import type { RunResult } from '../../../src/engine/publish/run-result.ts'
import { createWorld } from '../../engine/world.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outcome-'))
  writeFileSync(join(folder, 'output'), '')
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'output'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

interface Circumstances {
  readonly inputs?: Readonly<Record<string, string>>
  readonly isCancelled?: boolean
  readonly mint?: Error
}

/** @returns what the step leaves: the outputs as they were set before log and summary were written, and all else. */
async function conclude(more: Partial<RunResult>, { inputs = {}, isCancelled = false, mint }: Circumstances = {}) {
  const log: string[] = []
  const keep = (text: string) => void log.push(text)
  const given: Readonly<Record<string, string>> = {
    ...{ path: '*', bucket: 'my-bucket', region: 'cn-hangzhou', 'access-key-id': 'LTAIfake', 'access-key-secret': 's' },
    ...inputs,
  }
  const cancel = new AbortController()
  if (isCancelled) cancel.abort(cancelled())
  const keys = { accessKeyId: 'LTAIfake', accessKeySecret: 's', securityToken: undefined, expiresAtMs: undefined }
  const summaryFile = join(folder, 'summary')
  writeFileSync(summaryFile, '')
  const outcome = createOutcome({
    inputs: readInputs({ input: (name) => given[name] ?? '', environment: () => '' }),
    credentials: {
      identity: { kind: 'keys', from: 'a test' },
      canMint: false,
      current: async () => keys,
      discard() {},
      async mintForUrls() {
        if (mint !== undefined) throw mint
        return keys
      },
      close() {},
    },
    reporter: { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep },
    ...{ env: { GITHUB_STEP_SUMMARY: summaryFile }, folder, signal: cancel.signal, publicLook: undefined },
    serviceNowMs: () => Date.UTC(2026, 0, 2),
    releaseTag: () => undefined,
  })
  const result = { ...(await createWorld({}).run({ ifNoFilesFound: 'ignore' })), firstKey: 'a', ...more }
  const conclusion = await outcome.setOutputs(result)
  const outputs = Object.fromEntries(
    [...readFileSync(join(folder, 'output'), 'utf8').matchAll(/^([\w-]+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2\r?\n/gm)].map(
      ([, name = '', , value = '']) => [name, value],
    ),
  )
  const exitCode = await conclusion({ kind: 'everywhere' })
  return { exitCode, outputs, summary: readFileSync(summaryFile, 'utf8'), log: log.join('\n') }
}

const fileOf = (key: string) => ({
  ...{ key, displayPath: key, sizeBytes: 5, headers: {}, headersDigest: 'none', objectId: key },
})
const PUBLISHED: Partial<RunResult> = {
  published: [
    {
      ...{ kind: 'published', file: fileOf('a'), status: 'uploaded', bytesSent: 5, bytesResumed: 0 },
      object: { etag: 'E', crc64: 7n, versionId: undefined },
    },
  ],
}
const FAILED: Partial<RunResult> = {
  failed: [{ file: fileOf('b'), error: new ActionError({ code: 'access-denied', message: 'b was refused' }) }],
}
const UNREAD: Partial<RunResult> = {
  readers: { kind: 'wrong', errors: [new ActionError({ code: 'not-readable', message: 'a is not readable' })] },
}
const SIGNED = { 'signed-url-expires': '1h' }

test.for<readonly [string, Partial<RunResult>, Circumstances, number, RegExp]>([
  ['everything is published', PUBLISHED, {}, 0, /^### ✅ Published 1 file/],
  ['there is nothing to publish', {}, {}, 0, /^### There was nothing to publish/],
  ['everything is held', { held: [], waiting: [fileOf('a')] }, {}, 0, /^### ✅ Holds/],
  ['a file failed', { ...PUBLISHED, ...FAILED }, {}, 1, /^### ❌ Upload to .* failed: 1 of 2 files published/],
  [
    'readers do not get what is published',
    { ...PUBLISHED, ...UNREAD },
    {},
    1,
    /^### ❌ Published 1 of 1 .* but readers/,
  ],
  ['it is cancelled', { waiting: [fileOf('a')] }, { isCancelled: true }, 130, /^### ⏹️ .* was cancelled/],
  ['it is cancelled after a failure', FAILED, { isCancelled: true }, 130, /^### ⏹️ .* was cancelled/],
  ['it is cancelled when all is published', PUBLISHED, { isCancelled: true }, 130, /^### ⏹️ .* was cancelled/],
  ['the URLs are signed', PUBLISHED, { inputs: SIGNED }, 0, /^### ✅ Published 1 file/],
  ['the URLs cannot be signed', PUBLISHED, { inputs: SIGNED, mint: new Error('no session') }, 1, /^### ✅ Published/],
  ['it is a dry run', FAILED, { inputs: { 'dry-run': 'true' } }, 0, /^$/],
])('the exit code and the headline of the summary where %s', async ([, result, circumstances, exitCode, headline]) => {
  const concluded = await conclude(result, circumstances)
  expect([concluded.exitCode, concluded.summary]).toEqual([exitCode, expect.stringMatching(headline)])
})

test('outputs name what is published, also after a failure, and are set before log and summary', async () => {
  const { outputs, summary, log } = await conclude({ ...PUBLISHED, ...FAILED })
  const url = 'https://my-bucket.oss-cn-hangzhou.aliyuncs.com/a'
  expect(outputs).toMatchObject({ url, urls: url, 'files-uploaded': '1', 'files-unchanged': '0' })
  expect(JSON.parse(outputs.manifest ?? '')).toMatchObject([{ key: 'a', url, size: 5, crc64: '7', status: 'uploaded' }])
  expect(JSON.parse(readFileSync(outputs['manifest-path'] ?? '', 'utf8'))).toEqual(JSON.parse(outputs.manifest ?? ''))
  expect(outputs.markdown).toContain(url)
  expect(summary).toContain('b was refused')
  expect(log).toContain('b was refused')
})

test('a signed URL is in the outputs alone', async () => {
  const { outputs, summary, log } = await conclude(PUBLISHED, { inputs: SIGNED })
  expect(outputs.url).toMatch(/\/a\?.*x-oss-signature=/)
  expect(outputs.markdown).toBe('')
  expect(summary + log).not.toContain('x-oss-signature')
})

test('without a signature the outputs have the plain URLs, and the log says why', async () => {
  const { outputs, log } = await conclude(PUBLISHED, { inputs: SIGNED, mint: new Error('no session') })
  expect(outputs.url).toBe('https://my-bucket.oss-cn-hangzhou.aliyuncs.com/a')
  expect(log).toMatch(/no session[\s\S]*only the signed URLs are missing/)
})
