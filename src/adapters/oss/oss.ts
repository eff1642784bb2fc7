/** The ObjectStore over ali-oss: its signing, XML and URLs, our transport. Low-level calls only. */
import { MAX_PARTS } from '../../core/bytes/parts.ts'
import type { OssRequest } from '../../core/errors/causes/cause.ts'
import { explainOss } from '../../core/errors/causes/explain.ts'
import { ActionError, asActionError } from '../../core/errors/errors.ts'
import type { ListedPart } from '../../core/plan/reconcile.ts'
import { bucketUrl, type Endpoint } from '../../core/service/endpoint.ts'
import type { HttpProxy } from '../../core/service/proxy.ts'
import type { PolicyNeeds } from '../../core/service/ram-policy.ts'
import type { Headers, ObjectStore } from '../../ports.ts'
import type { CredentialProvider } from '../credentials/credentials.ts'
import { ConnectionError } from '../http/connection-error.ts'
import { type AliOssResult, createAliOssClient, get, type ListResult, put } from './ali-oss.ts'
import {
  factsOf,
  grantOf,
  hasErrorBody,
  hasMark,
  listedParts,
  objectFacts,
  storedObject,
  storedPart,
  tagsOf,
  textOf,
  uploadIdOf,
} from './oss-answers.ts'
import type { Answer, CallContext, Transport } from './transport.ts'

export interface OssOptions {
  readonly bucket: string
  readonly region: string
  readonly endpoint: Endpoint
  readonly transport: Transport
  /** Asked before every request, and told which credentials OSS refused. */
  readonly credentials: Pick<CredentialProvider, 'identity' | 'current' | 'discard'>
  /** What the step does, for the policy that a denial shows. */
  readonly policy: PolicyNeeds
  /** Sent with every request: `x-oss-request-payer`, where that is wanted. */
  readonly requestHeaders?: Headers
  /** The proxy on the way, for people. */
  readonly proxy?: Pick<HttpProxy, 'host' | 'variable'> | undefined
  readonly overwrite?: 'always' | 'never' | 'if-changed'
}

export interface OssStore extends ObjectStore {
  /** Signs from now on with the service's clock. */
  correctClock(serverTimeMs: number): void
  /** @returns now by the service's clock, as far as that is known, in milliseconds since the epoch. */
  serviceNowMs(): number
}

interface Call<R extends AliOssResult, T> {
  readonly ctx: CallContext
  readonly send: (ctx: () => CallContext) => Promise<R>
  readonly read: (answer: Answer, result: R) => T | undefined
}

const NO_ANSWER: Answer = { status: 0, headers: {}, data: Buffer.alloc(0) }
/** Complete may take OSS minutes for objects of many parts. */
const COMPLETE_PATIENCE_MS = 150_000

/** @returns the bucket as an ObjectStore. V4 signatures only, always with the bucket's own region. */
export function createOssStore(options: OssOptions): OssStore {
  const { bucket, region, endpoint, transport, credentials, policy, requestHeaders: every = {} } = options
  const client = createAliOssClient({ bucket, region, transport })
  const { host } = new URL(bucketUrl(endpoint, bucket))
  let clockOffsetMs = 0
  const common = {
    bucket,
    region,
    host,
    cname: endpoint.cname,
    identity: credentials.identity,
    policy,
    ...whereKnown(options),
  }

  /** Sends one request; `read` finds in the answer what is wanted of it, or undefined where OSS cannot have answered so. */
  async function call<R extends AliOssResult, T>(
    context: Pick<OssRequest, 'operation' | 'key' | 'ramAction'>,
    { ctx, send, read }: Call<R, T>,
  ): Promise<T> {
    const signer = await credentials.current(ctx.signal)
    const { accessKeyId, accessKeySecret, securityToken } = signer
    Object.assign(client.options, { accessKeyId, accessKeySecret, stsToken: securityToken })
    const request: OssRequest = { ...common, ...context }
    try {
      const result = await send(() => ctx)
      const { answer = NO_ANSWER } = ctx
      const found = hasErrorBody(answer) ? undefined : read(answer, result)
      if (found === undefined) throw explainOss({ request, facts: factsOf(answer) })
      return found
    } catch (error) {
      const explained = explain(error, ctx, request)
      if (asActionError(explained)?.fault === 'credentials') credentials.discard(signer)
      throw explained
    }
  }

  return {
    putObject({ key, body, headers, signal, sending }) {
      const all = { ...headers, ...every, 'content-length': String(body.sizeBytes) }
      return call(
        { operation: 'PutObject', key, ramAction: 'oss:PutObject' },
        {
          ctx: { signal, body, ...(sending === undefined ? {} : { sending }) },
          send: (ctx) => client.request(put({ bucket, object: key, headers: all, ctx })),
          read: (answer) => storedObject(answer),
        },
      )
    },
    initiateUpload({ key, headers, signal, sending }) {
      return call(
        { operation: 'InitiateMultipartUpload', key, ramAction: 'oss:PutObject' },
        {
          ctx: { signal, ...(sending === undefined ? {} : { sending }) },
          send: (ctx) => client.initMultipartUpload(key, { ctx, headers: { ...headers, ...every } }),
          read: (answer, { uploadId }) => uploadIdOf(answer, uploadId),
        },
      )
    },
    uploadPart({ key, uploadId, number, body, signal, sending }) {
      const headers = { ...every, 'content-length': String(body.sizeBytes) }
      const subres = { partNumber: number, uploadId }
      return call(
        { operation: 'UploadPart', key, ramAction: 'oss:PutObject' },
        {
          ctx: { signal, body, ...(sending === undefined ? {} : { sending }) },
          send: (ctx) => client.request(put({ bucket, object: key, headers, subres, ctx })),
          read: (answer) => storedPart(answer),
        },
      )
    },
    copyPart({ key, uploadId, number, from, signal }) {
      const headers = {
        ...every,
        'x-oss-copy-source': copySource(bucket, from.fromKey),
        'x-oss-copy-source-range': `bytes=${from.startBytes}-${from.endBytes - 1}`,
      }
      const subres = { partNumber: number, uploadId }
      return call(
        { operation: 'UploadPartCopy', key, ramAction: 'oss:GetObject' },
        {
          ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS },
          send: (ctx) => client.request(put({ bucket, object: key, headers, subres, ctx })),
          read: (answer) => storedPart(answer, 'CopyPartResult'),
        },
      )
    },
    async listParts({ key, uploadId, signal }) {
      const parts: ListedPart[] = []
      for (let marker: string | undefined = '0'; marker !== undefined; ) {
        const query = { 'max-parts': '1000', 'part-number-marker': marker }
        const page: ListPage = await call(
          { operation: 'ListParts', key, ramAction: 'oss:ListParts' },
          {
            ctx: { signal },
            send: (ctx) => client.listParts(key, uploadId, query, { ctx, headers: { ...every } }),
            read: readListPage,
          },
        )
        parts.push(...page.parts)
        const next = Number(page.next)
        marker = next > Number(marker) && next < MAX_PARTS ? page.next : undefined
      }
      return parts
    },
    completeUpload({ key, uploadId, parts, headers, signal }) {
      const quoted = parts.map(({ number, etag }) => ({ number, etag: `"${etag}"` }))
      return call(
        { operation: 'CompleteMultipartUpload', key, ramAction: 'oss:PutObject' },
        {
          ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS },
          send: (ctx) =>
            client.completeMultipartUpload(key, uploadId, quoted, { ctx, headers: { ...headers, ...every } }),
          read: (answer) => storedObject(answer, 'CompleteMultipartUploadResult'),
        },
      )
    },
    async abortUpload({ key, uploadId, signal }) {
      await call(
        { operation: 'AbortMultipartUpload', key, ramAction: 'oss:AbortMultipartUpload' },
        {
          ctx: { signal },
          send: (ctx) => client.abortMultipartUpload(key, uploadId, { ctx, headers: { ...every } }),
          read: (answer) => hasMark(answer) || undefined,
        },
      )
    },
    async headObject({ key, signal }) {
      try {
        return await call(
          { operation: 'HeadObject', key, ramAction: 'oss:GetObject' },
          { ctx: { signal }, send: (ctx) => client.head(key, { ctx, headers: { ...every } }), read: objectFacts },
        )
      } catch (error) {
        if (asActionError(error)?.fault === 'missing') return undefined
        throw error
      }
    },
    copyObject({ key, fromKey, headers, signal }) {
      const all = {
        ...headers,
        ...every,
        'x-oss-copy-source': copySource(bucket, fromKey),
        'x-oss-metadata-directive': 'REPLACE',
        // Else the copy would take the tags of its source, and need the right to read them.
        'x-oss-tagging-directive': 'Replace',
      }
      return call(
        { operation: 'CopyObject', key, ramAction: 'oss:GetObject' },
        {
          ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS },
          send: (ctx) => client.request(put({ bucket, object: key, headers: all, ctx })),
          read: (answer) => storedObject(answer, 'CopyObjectResult'),
        },
      )
    },
    getObjectAcl({ key, signal }) {
      return call(
        { operation: 'GetObjectAcl', key, ramAction: 'oss:GetObjectAcl' },
        {
          ctx: { signal },
          send: (ctx) => client.request(get({ bucket, object: key, headers: { ...every }, subres: 'acl', ctx })),
          read: grantOf,
        },
      )
    },
    getObjectTagging({ key, signal }) {
      return call(
        { operation: 'GetObjectTagging', key, ramAction: 'oss:GetObjectTagging' },
        {
          ctx: { signal },
          send: (ctx) => client.request(get({ bucket, object: key, headers: { ...every }, subres: 'tagging', ctx })),
          read: tagsOf,
        },
      )
    },
    correctClock(serverTimeMs) {
      clockOffsetMs = serverTimeMs - Date.now()
      client.options.amendTimeSkewed = clockOffsetMs
    },
    serviceNowMs: () => Date.now() + clockOffsetMs,
  }
}

function whereKnown({ proxy, overwrite }: OssOptions): Pick<OssRequest, 'proxy' | 'mayOverwrite'> {
  const mayOverwrite = overwrite !== undefined && overwrite !== 'never'
  return proxy === undefined ? { mayOverwrite } : { mayOverwrite, proxy }
}

function copySource(bucket: string, key: string): string {
  return `/${bucket}/${encodeURIComponent(key)}`
}

interface ListPage {
  readonly parts: readonly ListedPart[]
  /** Where the next page begins; undefined: this is the last. */
  readonly next: string | undefined
}

function readListPage(answer: Answer, { parts, isTruncated, nextPartNumberMarker }: ListResult): ListPage | undefined {
  const listed = listedParts(answer, parts)
  if (listed === undefined) return undefined
  if (textOf(isTruncated)?.toLowerCase() !== 'true') return { parts: listed, next: undefined }
  const last = Math.max(0, ...listed.map(({ number }) => number))
  const next = textOf(nextPartNumberMarker) ?? ''
  return { parts: listed, next: /^\d+$/.test(next) ? next : String(last) }
}

/** @returns what went wrong, in the order of who knows best: we ourselves, the local file, the answer, the connection. */
function explain(error: unknown, { answer, failure, signal }: CallContext, request: OssRequest): unknown {
  if (asActionError(error) !== undefined) return error
  if (asActionError(failure) !== undefined) return failure
  if (signal.aborted) {
    const message = `${request.operation} was ended`
    return new ActionError({ code: 'aborted', fault: 'aborted', message, cause: error })
  }
  if (answer !== undefined) return explainOss({ request, facts: factsOf(answer) })
  if (failure instanceof ConnectionError) return explainOss({ request, facts: {}, connection: failure })
  return error
}
