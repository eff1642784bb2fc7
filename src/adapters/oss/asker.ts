/**
 * Sends one request to OSS and interprets its answer. Most requests are signed here and sent directly; ali-oss, which takes long to load, makes those that few
 *  steps need.
 */
import type { OssRequest } from '../../core/errors/causes/cause.ts'
import { explainOss } from '../../core/errors/causes/explain.ts'
import { ActionError, asActionError } from '../../core/errors/errors.ts'
import type { Credentials } from '../../core/service/credentials.ts'
import { bucketUrl, type Endpoint } from '../../core/service/endpoint.ts'
import type { HttpProxy } from '../../core/service/proxy.ts'
import type { PolicyNeeds } from '../../core/service/ram-policy.ts'
import type { Headers } from '../../ports.ts'
import type { CredentialProvider } from '../credentials/credentials.ts'
import { ConnectionError } from '../http/connection-error.ts'
import type { AliOssClient, AliOssResult } from './ali-oss-client.ts'
import { hasErrorBody, ossFactsOf } from './oss-answers.ts'
import { createRequestSigner, type RequestToSign } from './signature.ts'
import type { Answer, CallContext, Transport } from './transport.ts'

export interface OssOptions {
  readonly bucket: string
  readonly region: string
  readonly endpoint: Endpoint
  readonly transport: Transport
  /** Called before every request, and told which credentials OSS refused. */
  readonly credentials: Pick<CredentialProvider, 'identity' | 'current' | 'discard'>
  /** What the step does, for the policy that a denial shows. */
  readonly policy: PolicyNeeds
  /** Sent with every request: `x-oss-request-payer`, if that is wanted. */
  readonly requestHeaders?: Headers
  /** The proxy in use, for messages. */
  readonly proxy?: Pick<HttpProxy, 'host' | 'variable'> | undefined
  readonly overwrite?: 'always' | 'never' | 'if-changed'
}

type Operation = Pick<OssRequest, 'operation' | 'key' | 'ramAction'>

/** A request that ali-oss makes. */
interface AliOssCall<R extends AliOssResult, T> {
  readonly ctx: CallContext
  readonly send: (client: AliOssClient, ctx: () => CallContext) => Promise<R>
  readonly read: (answer: Answer, result: R) => T | undefined
}

/** A request that is signed here. Its body is sent while it is read, or is `content`. */
interface DirectCall<T> extends Pick<RequestToSign, 'method' | 'key' | 'query' | 'headers'> {
  readonly operation:
    | 'PutObject'
    | 'UploadPart'
    | 'InitiateMultipartUpload'
    | 'CompleteMultipartUpload'
    | 'GetObject'
    | 'HeadObject'
    | 'UploadPartCopy'
  /** `oss:PutObject` unless given. */
  readonly ramAction?: OssRequest['ramAction']
  readonly content?: string
  readonly ctx: CallContext
  readonly read: (answer: Answer) => T | undefined
}

const NO_ANSWER: Answer = { status: 0, headers: {}, data: Buffer.alloc(0) }

interface Asker {
  /** Sends a request that is signed here. @returns what `read` found. Throws an ActionError if OSS refused it, or did not answer */
  direct<T>(call: DirectCall<T>): Promise<T>
  /** The same through ali-oss. */
  viaAliOss<R extends AliOssResult, T>(operation: Operation, call: AliOssCall<R, T>): Promise<T>
  /** Uses the service's clock for signatures from now on. */
  correctClock(serverTimeMs: number): void
  /** @returns now by the service's clock if that is known, in milliseconds since the epoch. */
  nowMs(): number
}

/** @returns the sender of requests for a bucket's objects. V4 signatures only, always with the bucket's own region. */
export function createAsker(options: OssOptions): Asker {
  const { bucket, region, endpoint, transport, credentials, policy, requestHeaders: every = {} } = options
  const sign = createRequestSigner({ bucket, region })
  const hasOwn = Object.keys(every).length > 0
  let loading: Promise<AliOssClient> | undefined
  const aliOss = () => {
    loading ??= import('./ali-oss.ts').then(({ createAliOssClient }) =>
      createAliOssClient({ bucket, region, transport }),
    )
    return loading
  }
  const { host } = new URL(bucketUrl(endpoint, bucket))
  let clockOffsetMs = 0
  const nowMs = () => Date.now() + clockOffsetMs
  const common = {
    bucket,
    region,
    host,
    cname: endpoint.cname,
    identity: credentials.identity,
    policy,
    ...whereKnown(options),
  }

  /** Sends one request; `read` returns the result in the answer, or undefined if the answer cannot be from OSS. */
  async function ask<R, T>(
    context: Operation,
    {
      ctx,
      send,
      read,
    }: {
      readonly ctx: CallContext
      readonly send: (credentials: Credentials) => Promise<R>
      readonly read: (answer: Answer, result: R) => T | undefined
    },
  ): Promise<T> {
    const signer = await credentials.current(ctx.signal)
    const requestOf = (): OssRequest => ({ ...common, ...context })
    try {
      const result = await send(signer)
      const { answer = NO_ANSWER } = ctx
      const found = hasErrorBody(answer) ? undefined : read(answer, result)
      if (found === undefined) throw explainOss({ request: requestOf(), facts: ossFactsOf(answer) })
      return found
    } catch (error) {
      const explained = explain(error, ctx, requestOf())
      if (asActionError(explained)?.fault === 'credentials') credentials.discard(signer)
      throw explained
    }
  }

  function viaAliOss<R extends AliOssResult, T>(context: Operation, { send, ...rest }: AliOssCall<R, T>): Promise<T> {
    return ask(context, {
      ...rest,
      async send({ accessKeyId, accessKeySecret, securityToken }) {
        const client = await aliOss()
        const signing = { accessKeyId, accessKeySecret, stsToken: securityToken, amendTimeSkewed: clockOffsetMs }
        // ali-oss signs before its first await.
        Object.assign(client.options, signing)
        return send(client, () => rest.ctx)
      },
    })
  }

  function direct<T>({
    operation,
    ramAction = 'oss:PutObject',
    content,
    ctx,
    read,
    ...asked
  }: DirectCall<T>): Promise<T> {
    const { method, key } = asked
    const headers = hasOwn ? { ...asked.headers, ...every } : asked.headers
    return ask(
      { operation, key, ramAction },
      {
        ctx,
        send: (credentials) =>
          transport.send({
            ...sign({ ...asked, headers, credentials, nowMs: nowMs() }),
            ...{ method, content, ctx },
          }),
        read: (answer) => (isSuccess(operation, answer) ? read(answer) : undefined),
      },
    )
  }

  return {
    direct,
    viaAliOss,
    nowMs,
    correctClock(serverTimeMs) {
      clockOffsetMs = serverTimeMs - Date.now()
    },
  }
}

/** An object may also be the one that is known. */
function isSuccess(operation: DirectCall<unknown>['operation'], { status }: Answer): boolean {
  return status === 200 || (operation === 'GetObject' && status === 304)
}

function whereKnown({ proxy, overwrite }: OssOptions): Pick<OssRequest, 'proxy' | 'mayOverwrite'> {
  const mayOverwrite = overwrite !== undefined && overwrite !== 'never'
  return proxy === undefined ? { mayOverwrite } : { mayOverwrite, proxy }
}

/** @returns the cause of a failure, the most specific first: this action, the local file, the answer, the connection. */
function explain(error: unknown, { answer, failure, signal }: CallContext, request: OssRequest): unknown {
  if (asActionError(error) !== undefined) return error
  if (asActionError(failure) !== undefined) return failure
  if (signal.aborted) {
    const message = `${request.operation} was ended`
    return new ActionError({ code: 'aborted', fault: 'aborted', message, cause: error })
  }
  if (answer !== undefined) return explainOss({ request, facts: ossFactsOf(answer) })
  if (failure instanceof ConnectionError) return explainOss({ request, facts: {}, connection: failure })
  return error
}
