/** The ObjectStore of the action, over a server of the tests' choice. */

import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import type { OssOptions } from '../../src/adapters/oss/asker.ts'
import { createOssStore, type OssStore } from '../../src/adapters/oss/oss.ts'
import { createTransport } from '../../src/adapters/oss/transport.ts'
import { bucketUrl, parseEndpoint } from '../../src/core/service/endpoint.ts'
import { proxyFor } from '../../src/core/service/proxy.ts'
import type { Body } from '../../src/ports.ts'

export const BUCKET = 'release-bucket'
/** A signal that never comes. */
export const NEVER = new AbortController().signal

export interface StoreOptions {
  /** As the inputs `endpoint` and `cname` have them. */
  readonly endpoint: string
  readonly cname?: boolean
  readonly bucket?: string
  readonly region?: string
  readonly credentials?: OssOptions['credentials']
  readonly policy?: Partial<OssOptions['policy']>
  readonly requestHeaders?: OssOptions['requestHeaders']
  readonly overwrite?: OssOptions['overwrite']
  readonly env?: NodeJS.ProcessEnv
  readonly stallTimeoutMs?: number
}

/** @returns credentials that never change */
export function givenCredentials(
  keys: { readonly accessKeyId: string; readonly accessKeySecret: string; readonly securityToken?: string },
  from = 'the inputs access-key-id and access-key-secret',
): OssOptions['credentials'] {
  const { accessKeyId, accessKeySecret, securityToken } = keys
  const credentials = { accessKeyId, accessKeySecret, securityToken, expiresAtMs: undefined }
  return {
    identity: { kind: 'keys', from },
    current: async () => credentials,
    discard() {},
  }
}

/** @returns a store as main.ts builds it, and what ends its connections */
export function openStore(options: StoreOptions): OssStore & { close(): void } {
  const { endpoint: text, cname = false, bucket = BUCKET, region = 'cn-hangzhou', env = {} } = options
  const parsed = parseEndpoint({ text, bucket, region, cname })
  if (parsed.kind === 'problem') throw new Error(parsed.problem)
  const { endpoint } = parsed
  const transport = createTransport({
    baseUrl: bucketUrl(endpoint, bucket),
    stallTimeoutMs: options.stallTimeoutMs ?? 5000,
    env,
  })
  const policy = { keyPrefix: '', tags: false, acl: false, kms: false, reads: false, ...options.policy }
  const credentials = options.credentials ?? givenCredentials(SANDBOX_CREDENTIAL)
  const proxy = proxyFor(new URL(bucketUrl(endpoint, bucket)), env)
  const { requestHeaders = {}, overwrite = 'never' } = options
  const asked = { proxy, requestHeaders, overwrite }
  const store = createOssStore({ bucket, region, endpoint, transport, credentials, policy, ...asked })
  return { ...store, close: () => transport.close() }
}

/** @returns bytes in memory as a body */
export function bodyOf(content: Uint8Array | string): Body {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  let position = 0
  return {
    sizeBytes: bytes.length,
    async read(into) {
      const slice = bytes.subarray(position, position + into.length)
      into.set(slice)
      position += slice.length
      return slice.length
    },
    async close() {},
  }
}
