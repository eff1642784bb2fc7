import { afterEach, expect, test } from 'vitest'
import { createCredentialProvider } from '../../../src/adapters/credentials/credentials.ts'
import { hasEcsMetadata } from '../../../src/adapters/credentials/ecs.ts'
import type { Reporter } from '../../../src/ports.ts'
import { type EcsMetadata, startEcsMetadata } from '../../sandbox/ecs/ecs.ts'
import { startLoopbackServer } from '../../sandbox/net/loopback-server.ts'
import { createMovingClock } from './moving-clock.ts'

const silent: Reporter = { info() {}, debug() {}, notice() {}, warning() {}, error() {}, group() {} }
const never = new AbortController().signal
const HOUR_MS = 3_600_000
const ROLES = '/latest/meta-data/ram/security-credentials/'

let nowMs = Date.now()
let masked: string[] = []
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  masked = []
  nowMs = Date.now()
  for (const close of closers.splice(0)) await close()
})

const clock = createMovingClock(
  () => nowMs,
  (byMs) => {
    nowMs += byMs
  },
)

async function start(role: string | undefined = 'publisher'): Promise<EcsMetadata> {
  const session = (index: number) => ({
    accessKeyId: `STS.fake${index}`,
    accessKeySecret: `fake-secret-${index}`,
    securityToken: `fake-token-${index}`,
    expiresAtMs: Date.now() + HOUR_MS,
  })
  const ecs = await startEcsMetadata({ role, session })
  closers.push(ecs.close)
  return ecs
}

function open(url: string, more: NodeJS.ProcessEnv = {}) {
  const env = { ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: url, ...more }
  const mask = (values: readonly string[]) => void masked.push(...values)
  return createCredentialProvider({ source: { kind: 'ecs' }, env, clock, reporter: silent, mask })
}

test('credentials of the instance’s role come from the metadata service in token mode, and its secrets are masked', async () => {
  const ecs = await start()
  const credentials = await open(ecs.url).current(never)
  expect(credentials).toMatchObject({ accessKeyId: 'STS.fake0', securityToken: 'fake-token-0' })
  expect(ecs.requests).toEqual(['PUT /latest/api/token', `GET ${ROLES}`, `GET ${ROLES}publisher`])
  expect(masked).toEqual(['fake-secret-0', 'fake-token-0'])
})

test('a session is renewed before it expires', async () => {
  const ecs = await start()
  const provider = open(ecs.url)
  await provider.current(never)
  await provider.current(never)
  expect(ecs.requests).toHaveLength(3)
  nowMs += HOUR_MS
  expect(await provider.current(never)).toMatchObject({ accessKeyId: 'STS.fake1' })
})

test('no proxy is used', async () => {
  const ecs = await start()
  const proxy = 'http://127.0.0.1:9'
  const provider = open(ecs.url, { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, http_proxy: proxy })
  expect(await provider.current(never)).toMatchObject({ accessKeyId: 'STS.fake0' })
})

test('an instance without a role, a service without token mode and a machine that is not an instance have different errors', async () => {
  const bare = await startEcsMetadata({ role: undefined, session: () => expect.unreachable() })
  const other = await startLoopbackServer(async (_, response) => void response.writeHead(404).end())
  closers.push(bare.close, other.close)
  await expect(open(bare.url).current(never)).rejects.toMatchObject({ code: 'ecs-without-role' })
  await expect(open(other.url).current(never)).rejects.toMatchObject({ code: 'ecs-metadata-refused' })
  await expect(open('http://127.0.0.1:9').current(never)).rejects.toMatchObject({ code: 'ecs-metadata-unreachable' })
})

test('whether there is a metadata service is known within a second', async () => {
  const ecs = await start()
  expect(await hasEcsMetadata({ ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: ecs.url })).toBe(true)
  expect(await hasEcsMetadata({ ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: 'http://127.0.0.1:9' })).toBe(false)
  const off = { ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: ecs.url, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' }
  expect(await hasEcsMetadata(off)).toBe(false)
})
