/** A bucket of Alibaba Cloud, where the environment names one; everything happens below a prefix of its own, which is emptied at the end. */
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import type { ObjectStore } from '../../src/ports.ts'
import { givenCredentials, openStore } from './open-store.ts'

export interface RealBucket {
  readonly store: ObjectStore
  /** What every key of the suite begins with. */
  readonly prefix: string
  close(): Promise<void>
}

const { env } = process

/** `OSS_TEST_BUCKET` and `OSS_TEST_REGION`, with `OSS_TEST_ENDPOINT` and `OSS_TEST_CNAME` where the region's own endpoint will not do. */
export const REAL_BUCKET_IS_SET = (env.OSS_TEST_BUCKET ?? '') !== '' && (env.OSS_TEST_REGION ?? '') !== ''

/** @returns the bucket. Throws where the access keys are missing. */
export function openRealBucket(): RealBucket {
  const bucket = env.OSS_TEST_BUCKET ?? ''
  const region = env.OSS_TEST_REGION ?? ''
  const endpoint = env.OSS_TEST_ENDPOINT ?? ''
  const cname = env.OSS_TEST_CNAME === 'true'
  const keys = accessKeys()
  const prefix = `upload-aliyun-oss-contract/${randomUUID()}/`
  const credentials = givenCredentials(keys)
  const store = openStore({ endpoint, cname, bucket, region, credentials, stallTimeoutMs: 30_000, env })
  return {
    store,
    prefix,
    async close() {
      store.close()
      await empty(prefix, { ...keys, bucket, region: `oss-${region}`, endpoint, cname })
    },
  }
}

function accessKeys() {
  const {
    OSS_ACCESS_KEY_ID: accessKeyId,
    OSS_ACCESS_KEY_SECRET: accessKeySecret,
    OSS_SESSION_TOKEN: securityToken,
  } = env
  if (!accessKeyId || !accessKeySecret) throw new Error('OSS_TEST_BUCKET is set, but no OSS_ACCESS_KEY_ID and …_SECRET')
  return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) }
}

interface Listed {
  readonly objects?: readonly { readonly name: string }[]
  readonly uploads?: readonly { readonly name: string; readonly uploadId: string }[]
}

/** What is used of ali-oss to clean up. */
interface Client {
  list(query: object, options: object): Promise<Listed>
  delete(key: string): Promise<unknown>
  listUploads(query: object): Promise<Listed>
  abortMultipartUpload(key: string, uploadId: string): Promise<unknown>
}

async function empty(
  prefix: string,
  {
    securityToken,
    endpoint,
    ...place
  }: { readonly securityToken?: string; readonly endpoint: string; readonly [name: string]: unknown },
): Promise<void> {
  const OSS = createRequire(import.meta.url)('ali-oss') as new (options: object) => Client
  const client = new OSS({
    ...place,
    ...{ authorizationV4: true, secure: true, stsToken: securityToken },
    ...(endpoint === '' ? {} : { endpoint }),
  })
  const { objects = [] } = await client.list({ prefix, 'max-keys': 1000 }, {})
  for (const { name } of objects) await client.delete(name)
  const { uploads = [] } = await client.listUploads({ prefix, 'max-uploads': 1000 })
  for (const { name, uploadId } of uploads) await client.abortMultipartUpload(name, uploadId)
}
