/** The ObjectStore over ali-oss: its signing, XML and URLs, our transport. Low-level calls only. */
import OSS from 'ali-oss'
import { parseCrc64 } from '../core/crc64.ts'
import { bucketUrl, type Endpoint } from '../core/endpoint.ts'
import { ActionError, asActionError, type ServiceFacts } from '../core/errors.ts'
import { explainAnswer, explainConnection, type RequestContext } from '../core/oss-errors.ts'
import type { ListedPart } from '../core/reconcile.ts'
import type { ObjectStore, StoredObject, StoredPart } from '../ports.ts'
import { type Answer, type CallContext, ConnectionError, type Transport } from './transport.ts'

/** Secrets in use; replaced as a whole when temporary ones are minted again. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | undefined
}

export interface OssOptions {
  readonly bucket: string
  readonly region: string
  readonly endpoint: Endpoint
  readonly transport: Transport
  /** Asked before every request. */
  readonly credentials: () => Promise<Credentials> | Credentials
}

export interface OssStore extends ObjectStore {
  /** Signs from now on with the service's clock. */
  correctClock(serverTimeMs: number): void
}

interface Result {
  readonly res: Answer
  readonly data?: unknown
}

interface RequestParameters {
  readonly method: string
  readonly bucket: string
  readonly object: string
  readonly headers: Record<string, string>
  readonly successStatuses: readonly number[]
  readonly ctx: () => CallContext
  readonly subres?: Record<string, string | number>
}

interface CallOptions {
  /** A function, since ali-oss copies options deeply, and a copied AbortSignal is none. */
  readonly ctx: () => CallContext
  readonly headers?: Record<string, string>
}

/** What is used of ali-oss. Its published types lack most of it. */
interface Client {
  readonly options: Record<string, unknown>
  request(parameters: RequestParameters): Promise<Result>
  initMultipartUpload(
    key: string,
    options: CallOptions & { readonly mime?: string },
  ): Promise<Result & { readonly uploadId: string }>
  listParts(
    key: string,
    uploadId: string,
    query: Record<string, string>,
    options: CallOptions,
  ): Promise<
    Result & { readonly parts: unknown; readonly isTruncated: unknown; readonly nextPartNumberMarker: unknown }
  >
  completeMultipartUpload(
    key: string,
    uploadId: string,
    parts: readonly { readonly number: number; readonly etag: string }[],
    options: CallOptions,
  ): Promise<Result>
  abortMultipartUpload(key: string, uploadId: string, options: CallOptions): Promise<Result>
  head(key: string, options: CallOptions): Promise<Result>
}

/** Complete may take OSS minutes for objects of many parts. */
const COMPLETE_PATIENCE_MS = 150_000

/** @returns the bucket as an ObjectStore. V4 signatures only, always with the bucket's own region. */
export function createOssStore({ bucket, region, endpoint, transport, credentials }: OssOptions): OssStore {
  const client = createClient({ bucket, region, transport })
  const host = new URL(bucketUrl(endpoint, bucket)).host

  async function call<T extends Result>(
    context: Omit<RequestContext, 'bucket' | 'region' | 'host'>,
    ctx: CallContext,
    send: () => Promise<T>,
  ): Promise<T> {
    const { accessKeyId, accessKeySecret, securityToken } = await credentials()
    Object.assign(client.options, { accessKeyId, accessKeySecret, stsToken: securityToken })
    const where: RequestContext = { ...context, bucket, region, host }
    try {
      const result = await send()
      if (ctx.answer !== undefined && hasErrorBody(ctx.answer)) throw explainAnswer(factsOf(ctx.answer), where)
      return result
    } catch (error) {
      throw explain(error, ctx, where)
    }
  }

  return {
    async putObject({ key, body, headers, signal, sending }) {
      const ctx: CallContext = { signal, body, ...(sending === undefined ? {} : { sending }) }
      const all = { ...headers, 'content-length': String(body.sizeBytes) }
      const parameters = { method: 'PUT', bucket, object: key, headers: all, successStatuses: [200], ctx: () => ctx }
      await call({ operation: 'PutObject', key, ramAction: 'oss:PutObject' }, ctx, () => client.request(parameters))
      return storedObject(ctx)
    },
    async initiateUpload({ key, headers, signal }) {
      const ctx: CallContext = { signal }
      const context = { operation: 'InitiateMultipartUpload', key, ramAction: 'oss:PutObject' }
      const { uploadId } = await call(context, ctx, () =>
        client.initMultipartUpload(key, { ctx: () => ctx, headers: { ...headers } }),
      )
      if (typeof uploadId !== 'string' || uploadId === '') throw cutAnswer(host)
      return uploadId
    },
    async uploadPart({ key, uploadId, number, body, signal, sending }) {
      const ctx: CallContext = { signal, body, ...(sending === undefined ? {} : { sending }) }
      const headers = { 'content-length': String(body.sizeBytes) }
      const subres = { partNumber: number, uploadId }
      const parameters = { method: 'PUT', bucket, object: key, headers, subres, successStatuses: [200], ctx: () => ctx }
      await call({ operation: 'UploadPart', key, ramAction: 'oss:PutObject' }, ctx, () => client.request(parameters))
      return storedPart(ctx)
    },
    async copyPart({ key, uploadId, number, from, signal }) {
      const ctx: CallContext = { signal, patienceMs: COMPLETE_PATIENCE_MS }
      const headers = {
        'x-oss-copy-source': copySource(bucket, from.fromKey),
        'x-oss-copy-source-range': `bytes=${from.startBytes}-${from.endBytes - 1}`,
      }
      const subres = { partNumber: number, uploadId }
      const parameters = { method: 'PUT', bucket, object: key, headers, subres, successStatuses: [200], ctx: () => ctx }
      await call({ operation: 'UploadPartCopy', key, ramAction: 'oss:GetObject' }, ctx, () =>
        client.request(parameters),
      )
      return copiedPart(ctx)
    },
    async listParts({ key, uploadId, signal }) {
      const parts: ListedPart[] = []
      const context = { operation: 'ListParts', key, ramAction: 'oss:ListParts' }
      for (let marker = '0'; ; ) {
        const ctx: CallContext = { signal }
        const query = { 'max-parts': '1000', 'part-number-marker': marker }
        const page = await call(context, ctx, () => client.listParts(key, uploadId, query, { ctx: () => ctx }))
        const listed = asList(page.parts).flatMap(parseListedPart)
        parts.push(...listed)
        const next = String(page.nextPartNumberMarker ?? '')
        if (String(page.isTruncated) !== 'true' || !/^\d+$/.test(next) || Number(next) <= Number(marker)) return parts
        marker = next
      }
    },
    async completeUpload({ key, uploadId, parts, headers, signal }) {
      const ctx: CallContext = { signal, patienceMs: COMPLETE_PATIENCE_MS }
      const context = { operation: 'CompleteMultipartUpload', key, ramAction: 'oss:PutObject' }
      const quoted = parts.map(({ number, etag }) => ({ number, etag: `"${etag}"` }))
      await call(context, ctx, () =>
        client.completeMultipartUpload(key, uploadId, quoted, { ctx: () => ctx, headers: { ...headers } }),
      )
      return storedObject(ctx)
    },
    async abortUpload({ key, uploadId, signal }) {
      const ctx: CallContext = { signal }
      const context = { operation: 'AbortMultipartUpload', key, ramAction: 'oss:AbortMultipartUpload' }
      await call(context, ctx, () => client.abortMultipartUpload(key, uploadId, { ctx: () => ctx }))
    },
    async headObject({ key, signal }) {
      const ctx: CallContext = { signal }
      try {
        await call({ operation: 'HeadObject', key, ramAction: 'oss:GetObject' }, ctx, () =>
          client.head(key, { ctx: () => ctx }),
        )
      } catch (error) {
        if (asActionError(error)?.fault === 'missing') return undefined
        throw error
      }
      return { ...storedObject(ctx), sizeBytes: Number(ctx.answer?.headers['content-length'] ?? Number.NaN) }
    },
    async copyObject({ key, fromKey, headers, signal }) {
      const ctx: CallContext = { signal, patienceMs: COMPLETE_PATIENCE_MS }
      const all = {
        ...headers,
        'x-oss-copy-source': copySource(bucket, fromKey),
        'x-oss-metadata-directive': 'REPLACE',
      }
      const parameters = { method: 'PUT', bucket, object: key, headers: all, successStatuses: [200], ctx: () => ctx }
      await call({ operation: 'CopyObject', key, ramAction: 'oss:GetObject' }, ctx, () => client.request(parameters))
      const { versionId } = storedObject(ctx)
      return { ...copiedPart(ctx), versionId }
    },
    correctClock(serverTimeMs) {
      client.options.amendTimeSkewed = serverTimeMs - Date.now()
    },
  }
}

function createClient({ bucket, region, transport }: Pick<OssOptions, 'bucket' | 'region' | 'transport'>): Client {
  const options = {
    bucket,
    region: `oss-${region}`,
    // The transport knows the real host. To ali-oss every bucket is a custom domain, so that it changes neither host nor path.
    endpoint: 'http://bucket.invalid',
    cname: true,
    authorizationV4: true,
    headerEncoding: 'latin1',
    accessKeyId: 'unset',
    accessKeySecret: 'unset',
    urllib: transport,
  }
  // The one cast: the published types lack what is used here.
  return new OSS(options as unknown as OSS.Options) as unknown as Client
}

function copySource(bucket: string, key: string): string {
  return `/${bucket}/${encodeURIComponent(key)}`
}

function storedPart({ answer }: CallContext): StoredPart {
  const etag = unquote(String(answer?.headers.etag ?? ''))
  return { etag, crc64: parseCrc64(String(answer?.headers['x-oss-hash-crc64ecma'] ?? '')) }
}

function storedObject(ctx: CallContext): StoredObject {
  const versionId = ctx.answer?.headers['x-oss-version-id']
  return { ...storedPart(ctx), versionId: typeof versionId === 'string' ? versionId : undefined }
}

/** Copies answer with their ETag in the body. */
function copiedPart(ctx: CallContext): StoredPart {
  const stored = storedPart(ctx)
  return stored.etag === ''
    ? { ...stored, etag: unquote(tagOf(ctx.answer?.data.toString() ?? '', 'ETag') ?? '') }
    : stored
}

function unquote(etag: string): string {
  return etag.replace(/^"|"$/g, '')
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}

function parseListedPart(value: unknown): readonly ListedPart[] {
  if (typeof value !== 'object' || value === null) return []
  const { PartNumber, ETag, Size, HashCrc64ecma } = value as Readonly<Record<string, unknown>>
  const number = Number(PartNumber)
  const sizeBytes = Number(Size)
  if (!Number.isSafeInteger(number) || !Number.isSafeInteger(sizeBytes) || typeof ETag !== 'string') return []
  const crc64 = typeof HashCrc64ecma === 'string' ? parseCrc64(HashCrc64ecma) : undefined
  return [{ number, sizeBytes, etag: unquote(ETag), crc64 }]
}

/** Complete may answer 200 and put an error into the body. */
function hasErrorBody({ status, data }: Answer): boolean {
  return status === 200 && data.length < 64 * 1024 && /^\s*(<\?xml[^>]*>\s*)?<Error>/.test(data.toString())
}

function explain(error: unknown, { answer, failure, signal }: CallContext, context: RequestContext): unknown {
  if (asActionError(error) !== undefined) return error
  if (asActionError(failure) !== undefined) return failure
  if (signal.aborted)
    return new ActionError({
      code: 'aborted',
      fault: 'aborted',
      message: `${context.operation} was ended`,
      cause: error,
    })
  if (answer !== undefined && answer.status >= 300) return explainAnswer(factsOf(answer), context)
  if (failure instanceof ConnectionError) return explainConnection(failure.code, failure.message, context)
  if (answer !== undefined) return cutAnswer(context.host, error)
  return error
}

/** A success that cannot be read: a proxy's page, or half an answer. */
function cutAnswer(host: string, cause?: unknown): ActionError {
  return new ActionError({
    code: 'unreadable-answer',
    fault: 'network',
    message: `${host} answered with something that is no answer of OSS`,
    remedy: 'If this repeats, something between the runner and OSS (a proxy, a captive portal) answers in its place.',
    cause,
  })
}

function factsOf({ status, headers, data }: Answer): ServiceFacts {
  const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined)
  const encoded = header('x-oss-err')
  const xml = data.length > 0 || encoded === undefined ? data.toString() : Buffer.from(encoded, 'base64').toString()
  const serverTime = Date.parse(tagOf(xml, 'ServerTime') ?? header('date') ?? '')
  const retryAfter = Number(header('retry-after'))
  return compact({
    status,
    serviceCode: tagOf(xml, 'Code') ?? header('x-oss-error-code'),
    serviceMessage: tagOf(xml, 'Message'),
    ec: tagOf(xml, 'EC') ?? header('x-oss-ec'),
    requestId: tagOf(xml, 'RequestId') ?? header('x-oss-request-id'),
    hostId: tagOf(xml, 'HostId'),
    rightEndpoint: tagOf(xml, 'Endpoint'),
    serverTimeMs: Number.isNaN(serverTime) ? undefined : serverTime,
    recommendDoc: tagOf(xml, 'RecommendDoc'),
    deniedAction: tagOf(xml, 'AuthAction'),
    retryAfterMs: Number.isFinite(retryAfter) && retryAfter > 0 ? Math.min(retryAfter, 60) * 1000 : undefined,
  })
}

function compact(facts: { readonly [Name in keyof ServiceFacts]: ServiceFacts[Name] | undefined }): ServiceFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** @returns the text of the first element of that name, or undefined; OSS's errors are flat. */
function tagOf(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
  return text?.replace(/&(lt|gt|amp|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? '').trim()
}
