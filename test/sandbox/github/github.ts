/** The part of GitHub from which this project reads releases: the REST API on one port, the bytes of assets on another. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, answerThroughFault, createFaultScript, type FaultScript } from '../net/http-faults.ts'
import { startLoopbackServer } from '../net/loopback-server.ts'
import { errorAnswer, notAccessible, notFound } from './answers.ts'
import { type ByteFaults, createByteFaults } from './byte-faults.ts'
import { createHoldings, type Holdings } from './holdings.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import { type ApiRequest, answerJson, findAsset, findRepository, type GithubOperation, routeOf } from './routes.ts'
import { sendBytes } from './send-bytes.ts'
import { type Asset, accessOf } from './state.ts'
import { createSignedAddresses, type SignedAddresses } from './storage.ts'

export type { GithubOperation } from './routes.ts'

export interface GithubRequest {
  readonly host: 'api' | 'storage'
  readonly operation: GithubOperation | 'bytes'
  readonly method: string
  /** Path and query, as received. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Undefined until it is answered. */
  readonly status: number | undefined
}

export interface GithubOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** GitHub Enterprise Server has its API below `/api/v3`. */
  readonly basePath?: string
  /** Whether `GET …/assets/{id}` redirects to the second host, or returns the bytes itself. */
  readonly delivery?: 'redirect' | 'direct'
  /** How a token without permission for contents is refused. */
  readonly deniedStatus?: 403 | 404
}

export interface Github extends Holdings {
  /** For GITHUB_API_URL. */
  readonly apiUrl: string
  /** For GITHUB_SERVER_URL. */
  readonly serverUrl: string
  readonly storageUrl: string
  readonly requests: readonly GithubRequest[]
  readonly faults: FaultScript<GithubOperation>
  readonly byteFaults: ByteFaults
  readonly rateLimit: RateLimit
  readonly addresses: SignedAddresses
  /** Calls `action` right before the answer to the `count`-th request (from 1) of an operation, such as to add or replace assets. */
  before(operation: GithubOperation | 'bytes', count: number, action: () => void): void
  close(): Promise<void>
}

type RequestRecord = { -readonly [Name in keyof GithubRequest]: GithubRequest[Name] }

/** Starts both hosts, empty. */
export async function startGithub(options: GithubOptions = {}): Promise<Github> {
  const { now = Date.now, basePath = '', delivery = 'redirect', deniedStatus = 403 } = options
  const holdings = createHoldings(now)
  const faults = createFaultScript<GithubOperation>()
  const byteFaults = createByteFaults()
  const rateLimit = createRateLimit(now)
  const addresses = createSignedAddresses(now)
  const requests: RequestRecord[] = []
  const actions: {
    readonly operation: GithubRequest['operation']
    readonly count: number
    readonly run: () => void
  }[] = []

  function arrive(host: GithubRequest['host'], operation: GithubRequest['operation'], request: IncomingMessage) {
    const { method = '', url: path = '', headers } = request
    const record: RequestRecord = { host, operation, method, path, headers, status: undefined }
    requests.push(record)
    const count = requests.filter((one) => one.operation === operation).length
    for (const action of actions) if (action.operation === operation && action.count === count) action.run()
    return record
  }

  async function handleApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', api.url)
    const isBelow = url.pathname.startsWith(`${basePath}/`)
    const route = routeOf(isBelow ? url.pathname.slice(basePath.length) : '')
    const record = arrive('api', route.operation, request)
    const call: ApiRequest = { route, url, headers: request.headers, token: tokenOf(request.headers) }
    const asset = wantsBytes(call) ? readableAsset(call) : undefined
    const fault = faults.next(route.operation)
    if (asset !== undefined && delivery === 'direct' && fault === undefined) {
      record.status = await sendBytes({
        request,
        response,
        asset,
        fault: byteFaults.next(asset.name),
        onBytes: () => true,
      })
      return
    }
    const respond = () => answerApi(call, asset)
    record.status = await answerThroughFault({ request, response, fault, respond })
  }

  function readableAsset({ route, token }: ApiRequest): Asset | undefined {
    const repository = findRepository(holdings.state, route)
    if (repository === undefined || !isKnown(token)) return undefined
    const access = accessOf(holdings.state, repository, token)
    const found = findAsset(repository, route.rest)
    const mayRead = access === 'write' || (access === 'read' && found?.release.draft === false)
    return mayRead && found?.asset.state === 'uploaded' ? found.asset : undefined
  }

  const isKnown = (token: string | undefined) => token === undefined || holdings.state.tokens.has(token)

  function answerApi(call: ApiRequest, asset: Asset | undefined): Answer {
    const common = { 'x-github-request-id': crypto.randomUUID().toUpperCase(), date: new Date(now()).toUTCString() }
    if (call.headers['user-agent'] === undefined)
      return errorAnswer(403, 'Request forbidden by administrative rules.', common)
    if (!isKnown(call.token)) return errorAnswer(401, 'Bad credentials', common)
    const { refusal, headers } = rateLimit.take()
    const answer = refusal ?? answerOperation(call, asset)
    if (answer.status === 304) rateLimit.giveBack()
    return { ...answer, headers: { ...common, ...headers, ...answer.headers } }
  }

  function answerOperation(call: ApiRequest, asset: Asset | undefined): Answer {
    if (asset !== undefined) return { status: 302, headers: { location: addresses.sign(asset, storage.url) } }
    const answer = answerJson(holdings.state, call, { api: `${api.url}${basePath}`, server: api.url })
    if (wantsBytes(call) && answer.status === 200) return notFound()
    return answer.status === 403 && deniedStatus === 404 ? notFound() : answer.status === 403 ? notAccessible() : answer
  }

  async function handleStorage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const record = arrive('storage', 'bytes', request)
    const opened = addresses.open(new URL(request.url ?? '/', storage.url))
    if ('refusal' in opened || request.headers.authorization !== undefined) {
      // Azure and S3 refuse a signed address together with a token.
      const status = 'refusal' in opened ? 403 : 400
      record.status = status
      response.writeHead(status, { 'content-type': 'application/xml' })
      response.end('<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code></Error>')
      return
    }
    const { asset, spend: onBytes } = opened
    record.status = await sendBytes({ request, response, asset, fault: byteFaults.next(asset.name), onBytes })
  }

  const api = await startLoopbackServer(handleApi)
  const storage = await startLoopbackServer(handleStorage)
  return {
    ...holdings,
    apiUrl: `${api.url}${basePath}`,
    serverUrl: api.url,
    storageUrl: storage.url,
    requests,
    ...{ faults, byteFaults, rateLimit, addresses },
    before(operation, count, run) {
      actions.push({ operation, count, run })
    },
    async close() {
      await Promise.all([api.close(), storage.close()])
    },
  }
}

function wantsBytes({ route, headers }: ApiRequest): boolean {
  return route.operation === 'getAsset' && /\bapplication\/octet-stream\b/.test(headers.accept ?? '')
}

function tokenOf({ authorization }: IncomingHttpHeaders): string | undefined {
  if (authorization === undefined) return undefined
  return /^(?:token|bearer) (.+)$/i.exec(authorization)?.[1] ?? ''
}
