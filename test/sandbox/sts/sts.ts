import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type Answer,
  answerThroughFault,
  createFaultScript,
  type FaultScript,
  type HttpFault,
} from '../net/http-faults.ts'
import { startLoopbackServer } from '../net/loopback-server.ts'
import {
  type AssumedRole,
  assumeRoleWithOidc,
  type IssuedCredentials,
  type OidcProvider,
  type Role,
} from './assume-role.ts'
import { type StsError, stsErrors } from './errors.ts'

export type { IssuedCredentials, OidcProvider, Role } from './assume-role.ts'
export { type StsError, stsErrors } from './errors.ts'

export interface StsRequest {
  /** Parameters of query and form. */
  readonly parameters: ReadonlyMap<string, string>
  readonly status: number | undefined
}

export interface Sts {
  /** For `sts-endpoint`. */
  readonly url: string
  readonly requests: readonly StsRequest[]
  readonly faults: FaultScript<'AssumeRoleWithOIDC'>
  /** All credentials that were issued, oldest first. */
  readonly issued: readonly IssuedCredentials[]
  /** From now on credentials are valid this long, whatever was requested; undefined: as requested. */
  setLifetime(lifetimeMs: number | undefined): void
  close(): Promise<void>
}

export interface StsOptions {
  readonly providers: readonly OidcProvider[]
  readonly roles: readonly Role[]
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly lifetimeMs?: number
  /** Called before the answer is sent, so that the OSS sandbox knows the credentials. */
  readonly onIssue?: (credentials: IssuedCredentials) => void
}

/** A fault that answers with one of the service's own errors, as JSON. */
export function stsFault(error: StsError): HttpFault {
  const { status, headers = {}, body = '' } = errorAnswer(error, { asJson: true, host: 'sts.aliyuncs.com' })
  return { kind: 'status', status, headers: { ...headers }, body: String(body) }
}

/**
 * The operation AssumeRoleWithOIDC of Alibaba Cloud's Security Token Service: an RPC call without a signature.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerolewithoidc
 */
export async function startSts(options: StsOptions): Promise<Sts> {
  const faults = createFaultScript<'AssumeRoleWithOIDC'>()
  const requests: StsRequest[] = []
  const issued: IssuedCredentials[] = []
  let lifetimeMs = options.lifetimeMs
  const state = { ...options, now: options.now ?? Date.now, lifetimeMs: () => lifetimeMs }

  async function respond(parameters: ReadonlyMap<string, string>, host: string): Promise<Answer> {
    const asJson = parameters.get('Format')?.toUpperCase() === 'JSON'
    const wrongCall = checkCall(parameters)
    const result = wrongCall ?? (await assumeRoleWithOidc(parameters, state))
    if ('code' in result) return errorAnswer(result, { asJson, host })
    issued.push(result.credentials)
    options.onIssue?.(result.credentials)
    return successAnswer(result, asJson)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sts')
    const parameters = new Map(url.searchParams)
    const record: { -readonly [K in keyof StsRequest]: StsRequest[K] } = { parameters, status: undefined }
    requests.push(record)
    record.status = await answerThroughFault({
      request,
      response,
      fault: faults.next('AssumeRoleWithOIDC'),
      received(body) {
        for (const [name, value] of formOf(request, body)) parameters.set(name, value)
      },
      respond: async () => await respond(parameters, request.headers.host ?? ''),
    })
  }

  const server = await startLoopbackServer(handle)
  return {
    url: server.url,
    requests,
    faults,
    issued,
    setLifetime(next) {
      lifetimeMs = next
    },
    close: server.close,
  }
}

function formOf(request: IncomingMessage, body: Buffer): URLSearchParams {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return new URLSearchParams(request.method === 'POST' && isForm ? body.toString('utf8') : '')
}

function checkCall(parameters: ReadonlyMap<string, string>): StsError | undefined {
  if (parameters.get('Action') !== 'AssumeRoleWithOIDC') return stsErrors.noSuchApi
  return parameters.get('Version') === '2015-04-01' ? undefined : stsErrors.wrongVersion
}

function successAnswer({ credentials, claims }: AssumedRole, asJson: boolean): Answer {
  const roleName = credentials.roleArn.replace(':role/', ':assumed-role/')
  const value = {
    RequestId: requestId(),
    OIDCTokenInfo: {
      Subject: claims.sub,
      Issuer: claims.iss,
      ClientIds: claims.aud,
      IssuanceTime: utc(claims.iat * 1000),
      ExpirationTime: utc(claims.exp * 1000),
      VerificationInfo: 'Success',
    },
    AssumedRoleUser: {
      Arn: `${roleName}/${credentials.sessionName}`,
      AssumedRoleId: `300000000000000001:${credentials.sessionName}`,
    },
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      AccessKeySecret: credentials.accessKeySecret,
      SecurityToken: credentials.securityToken,
      Expiration: utc(credentials.expiresAtMs),
    },
  }
  return { status: 200, ...format('AssumeRoleWithOIDCResponse', value, asJson) }
}

function errorAnswer(error: StsError, how: { readonly asJson: boolean; readonly host: string }): Answer {
  const { accessDeniedDetail } = error
  const value = {
    RequestId: requestId(),
    HostId: how.host,
    Code: error.code,
    Message: error.message,
    ...(accessDeniedDetail ? { AccessDeniedDetail: { ...accessDeniedDetail } } : {}),
  }
  return { status: error.status, ...format('Error', value, how.asJson) }
}

type Fields = { readonly [name: string]: string | Fields }

function format(root: string, value: Fields, asJson: boolean): Pick<Answer, 'headers' | 'body'> {
  if (asJson) return { headers: { 'content-type': 'application/json;charset=utf-8' }, body: JSON.stringify(value) }
  const body = `<?xml version="1.0" encoding="UTF-8"?>${xml(root, value)}`
  return { headers: { 'content-type': 'text/xml;charset=utf-8' }, body }
}

function xml(name: string, value: string | Fields): string {
  const content =
    typeof value === 'string'
      ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      : Object.entries(value)
          .map(([child, inner]) => xml(child, inner))
          .join('')
  return `<${name}>${content}</${name}>`
}

function requestId(): string {
  return crypto.randomUUID().toUpperCase()
}

/** The time with seconds, as STS writes it. */
function utc(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z')
}
