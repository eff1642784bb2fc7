/** The APIs of CDN, DCDN and ESA that refresh URLs: signatures, limits, quotas and error JSON as documented. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, startLoopbackServer } from '../net/loopback-server.ts'
import { verifyV3 } from './signature-v3.ts'

export interface CdnApiOptions {
  readonly credential: {
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly securityToken?: string
  }
  /** Hosts of this account's domains, with their ports. */
  readonly domains: readonly string[]
  /** Called for each URL once its task is done. */
  onRefreshed(url: URL): void
  readonly nowMs?: () => number
}

export interface CdnApiCall {
  readonly action: string
  readonly urls: readonly string[]
  readonly status: number
}

export interface CdnApi {
  readonly url: string
  readonly calls: readonly CdnApiCall[]
  /** URLs that may still be refreshed today. */
  remaining: number
  /** Actions that the credentials may not call. */
  denied: string[]
  /** Error codes with which the next refresh calls are refused. */
  readonly refusals: { readonly status: number; readonly code: string }[]
  /** Limit of URLs per minute; not counted unless set. */
  perMinute: number
  /** Whether tasks wait until `runTasks`. */
  delaysTasks: boolean
  /** Runs the waiting tasks. */
  runTasks(): void
  close(): Promise<void>
}

const SITE = { SiteId: 123456789, SiteName: 'localhost' }
const VERSIONS: Readonly<Record<string, string>> = {
  ...{ RefreshObjectCaches: '2018-05-10', DescribeRefreshQuota: '2018-05-10' },
  ...{ DescribeRefreshTaskById: '2018-05-10', DescribeRefreshTasks: '2018-05-10' },
  ...{ RefreshDcdnObjectCaches: '2018-01-15', DescribeDcdnRefreshQuota: '2018-01-15' },
  ...{ DescribeDcdnRefreshTaskById: '2018-01-15', DescribeDcdnRefreshTasks: '2018-01-15' },
  ...{ PurgeCaches: '2024-09-10', GetPurgeQuota: '2024-09-10', ListSites: '2024-09-10' },
  DescribePurgeTasks: '2024-09-10',
}
const REFRESHES = ['RefreshObjectCaches', 'RefreshDcdnObjectCaches', 'PurgeCaches']

interface Task {
  readonly id: string
  readonly url: URL
  isDone: boolean
}

interface Refusal {
  readonly status: number
  readonly code: string
}

/** @returns the running API; all three services answer under one address. */
export async function startCdnApi({
  credential,
  domains,
  onRefreshed,
  nowMs = () => Date.now(),
}: CdnApiOptions): Promise<CdnApi> {
  const calls: CdnApiCall[] = []
  const tasks: Task[] = []
  const takenMs: number[] = []

  function refuse(action: string, urls: readonly string[]): Refusal | undefined {
    if (api.denied.includes(action)) return { status: 403, code: 'Forbidden.RAM' }
    if (!REFRESHES.includes(action)) return undefined
    const next = api.refusals.shift()
    if (next !== undefined) return next
    if (urls.length > 1000) return { status: 400, code: 'SingleRequest.OverLimit' }
    if (urls.length === 0 || urls.some((url) => URL.parse(url) === null || /[^\x21-\x7e]/.test(url)))
      return { status: 400, code: 'InvalidObjectPath.Malformed' }
    if (urls.some((url) => !domains.includes(new URL(url).host))) return { status: 403, code: 'IllegalOperation' }
    const isRecent = (atMs: number) => nowMs() - atMs < 60_000
    if (takenMs.filter(isRecent).length + urls.length > api.perMinute)
      return { status: 400, code: 'QuotaPerMinuteExceeded.Refresh' }
    return urls.length > api.remaining ? { status: 400, code: 'QuotaExceeded.Refresh' } : undefined
  }

  function answerOf(action: string, query: URLSearchParams, taskId: string): Readonly<Record<string, unknown>> {
    const asked = query.get('TaskId')?.split(',')
    const found = tasks.filter(({ id }) => asked?.includes(id) ?? true).map(describeTask)
    switch (action) {
      case 'ListSites':
        return { Sites: [SITE], TotalCount: 1 }
      case 'DescribePurgeTasks':
        return { Tasks: found, TotalCount: found.length, PageNumber: 1, PageSize: 50 }
      case 'DescribeRefreshTaskById':
      case 'DescribeDcdnRefreshTaskById':
        return { Tasks: found, TotalCount: found.length }
      case 'DescribeRefreshTasks':
        return { Tasks: { CDNTask: found }, TotalCount: found.length }
      case 'DescribeDcdnRefreshTasks':
        return { Tasks: { Task: found }, TotalCount: found.length }
      case 'GetPurgeQuota':
        return { Quota: '1000', Usage: String(1000 - api.remaining) }
      case 'DescribeRefreshQuota':
      case 'DescribeDcdnRefreshQuota':
        return { UrlQuota: '10000', UrlRemain: String(api.remaining) }
      default:
        return action === 'PurgeCaches' ? { TaskId: taskId } : { RefreshTaskId: taskId }
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const { headers } = request
    const action = String(headers['x-acs-action'])
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    const urls = urlsOf(action, query, new URLSearchParams(body.toString()))
    const isKnown = VERSIONS[action] !== undefined && VERSIONS[action] === headers['x-acs-version']
    const badSignature = verifyV3(request, body, { ...credential, nowMs: nowMs() })
    const refusal: Refusal | undefined =
      badSignature !== undefined
        ? { status: 400, code: badSignature }
        : isKnown
          ? refuse(action, urls)
          : { status: 404, code: 'InvalidAction.NotFound' }
    calls.push({ action, urls, status: refusal?.status ?? 200 })
    response.setHeader('date', new Date(nowMs()).toUTCString())
    response.setHeader('content-type', 'application/json')
    const RequestId = randomUUID().toUpperCase()
    if (refusal !== undefined) {
      const Message = `The request was refused: ${refusal.code}.`
      response
        .writeHead(refusal.status)
        .end(JSON.stringify({ RequestId, HostId: headers.host, Code: refusal.code, Message }))
      return
    }
    if (REFRESHES.includes(action)) {
      api.remaining -= urls.length
      takenMs.push(...urls.map(() => nowMs()))
      tasks.push(...urls.map((url) => ({ id: String(calls.length), url: new URL(url), isDone: false })))
      if (!api.delaysTasks) api.runTasks()
    }
    response.writeHead(200).end(JSON.stringify({ RequestId, ...answerOf(action, query, String(calls.length)) }))
  }

  const server = await startLoopbackServer(handle)
  const api: CdnApi = {
    ...{ url: server.url, calls, remaining: 1000, denied: [], refusals: [], delaysTasks: false },
    perMinute: Number.POSITIVE_INFINITY,
    runTasks: () => {
      for (const task of tasks.filter(({ isDone }) => !isDone)) {
        task.isDone = true
        onRefreshed(task.url)
      }
    },
    close: () => server.close(),
  }
  return api
}

function describeTask({ id, url, isDone }: Task): Readonly<Record<string, string>> {
  const [Status, Process] = isDone ? ['Complete', '100%'] : ['Refreshing', '0%']
  return { TaskId: id, ObjectPath: url.href, ObjectType: 'file', Status, Process }
}

/** Each service has the URLs in another parameter, and ignores those of others. */
function urlsOf(action: string, query: URLSearchParams, form: URLSearchParams): readonly string[] {
  const lines = (text: string | null) => (text ?? '').split('\n').filter((line) => line !== '')
  if (action === 'RefreshObjectCaches') return form.get('ObjectType') === 'File' ? lines(form.get('ObjectPath')) : []
  if (action === 'RefreshDcdnObjectCaches')
    return query.get('ObjectType') === 'File' ? lines(query.get('ObjectPath')) : []
  if (action !== 'PurgeCaches' || query.get('SiteId') !== String(SITE.SiteId) || query.get('Type') !== 'file') return []
  const content = JSON.parse(query.get('Content') ?? '{}') as { readonly Files?: readonly string[] }
  return content.Files ?? []
}
