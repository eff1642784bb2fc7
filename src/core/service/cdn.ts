/**
 * Alibaba Cloud's CDNs, and how each is asked to refresh URLs. Pure.
 * Sources: https://www.alibabacloud.com/help/en/cdn/developer-reference/api-cdn-2018-05-10-refreshobjectcaches,
 * https://www.alibabacloud.com/help/en/dcdn/developer-reference/api-dcdn-2018-01-15-refreshdcdnobjectcaches,
 * https://www.alibabacloud.com/help/en/edge-security-acceleration/esa/api-esa-2024-09-10-purgecaches
 */
import { escapeText } from './urls.ts'

export type CdnKind = 'cdn' | 'dcdn' | 'esa'

export interface CdnService {
  readonly kind: CdnKind
  /** Origin of the API, such as `https://cdn.aliyuncs.com`. */
  readonly origin: string
  /** ESA only; undefined: looked up by the host of the public URLs. */
  readonly siteId: string | undefined
}

/** One call of the service's API. */
export interface CdnCall {
  readonly action: string
  readonly version: string
  readonly query: Readonly<Record<string, string>>
  /** Fields of the form in the body; undefined: no body. */
  readonly form: Readonly<Record<string, string>> | undefined
}

interface Traits {
  readonly host: string
  readonly version: string
  readonly refresh: string
  readonly quota: string
  /** Operation that returns the state of tasks. */
  readonly tasks: string
  /** RAM action of the refresh. */
  readonly ramAction: string
  readonly quotaRamAction: string
  readonly tasksRamAction: string
}

const SERVICES: Readonly<Record<CdnKind, Traits>> = {
  cdn: {
    ...{
      host: 'cdn.aliyuncs.com',
      version: '2018-05-10',
      refresh: 'RefreshObjectCaches',
      quota: 'DescribeRefreshQuota',
      tasks: 'DescribeRefreshTaskById',
    },
    ...{ ramAction: 'cdn:RefreshObjectCaches', quotaRamAction: 'cdn:DescribeRefreshQuota' },
    tasksRamAction: 'cdn:DescribeRefreshTaskById',
  },
  dcdn: {
    ...{
      host: 'dcdn.aliyuncs.com',
      version: '2018-01-15',
      refresh: 'RefreshDcdnObjectCaches',
      quota: 'DescribeDcdnRefreshQuota',
      tasks: 'DescribeDcdnRefreshTaskById',
    },
    ...{ ramAction: 'dcdn:RefreshDcdnObjectCaches', quotaRamAction: 'dcdn:DescribeDcdnRefreshQuota' },
    tasksRamAction: 'dcdn:DescribeDcdnRefreshTaskById',
  },
  esa: {
    ...{ host: 'esa.cn-hangzhou.aliyuncs.com', version: '2024-09-10', refresh: 'PurgeCaches', quota: 'GetPurgeQuota' },
    tasks: 'DescribePurgeTasks',
    ...{ ramAction: 'esa:PurgeCaches', quotaRamAction: 'esa:GetPurgeQuota' },
    tasksRamAction: 'esa:DescribePurgeTasks',
  },
}

/** Limit of URLs per call. */
const MAX_URLS = 1000
/** If the URLs are in the query, a gateway's limit of its length is reached first. */
const MAX_QUERY_CHARACTERS = 6000

/** @returns the origin of the service's API. */
export function cdnOrigin(kind: CdnKind): string {
  return `https://${SERVICES[kind].host}`
}

/** @returns the RAM action that a refresh needs. */
export function refreshRamAction(kind: CdnKind): string {
  return SERVICES[kind].ramAction
}

/** @returns the policy that allows the refresh, and reading the quota and the state of tasks. */
export function refreshPolicy(kind: CdnKind): string {
  const { ramAction, quotaRamAction, tasksRamAction } = SERVICES[kind]
  const Action = [ramAction, quotaRamAction, tasksRamAction, ...(kind === 'esa' ? ['esa:ListSites'] : [])]
  return JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }, null, 2)
}

/** @returns the URLs in as many groups as calls are needed, in their order. */
export function refreshBatches(kind: CdnKind, urls: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = []
  let characters = 0
  for (const url of urls) {
    const last = batches.at(-1)
    const length = kind === 'cdn' ? 0 : escapeText(url).length + 9
    if (last === undefined || last.length >= MAX_URLS || characters + length > MAX_QUERY_CHARACTERS) {
      batches.push([url])
      characters = length
    } else {
      last.push(url)
      characters += length
    }
  }
  return batches
}

/** @param siteId of ESA @returns the call that refreshes these URLs */
export function refreshCall(kind: CdnKind, urls: readonly string[], siteId: string | undefined): CdnCall {
  const { refresh: action, version } = SERVICES[kind]
  const paths = { ObjectPath: urls.join('\n'), ObjectType: 'File' }
  switch (kind) {
    case 'cdn':
      return { action, version, query: {}, form: paths }
    case 'dcdn':
      return { action, version, query: paths, form: undefined }
    case 'esa': {
      const query = { SiteId: siteId ?? '', Type: 'file', Content: JSON.stringify({ Files: urls }) }
      return { action, version, query, form: undefined }
    }
  }
}

/** @returns the call that asks how many URLs may still be refreshed today. */
export function quotaCall(kind: CdnKind, siteId: string | undefined): CdnCall {
  const { quota: action, version } = SERVICES[kind]
  const query = kind === 'esa' ? { SiteId: siteId ?? '', Type: 'file' } : {}
  return { action, version, query: query as Readonly<Record<string, string>>, form: undefined }
}

/** Limit of task IDs per call. */
const MAX_TASKS = 10

/** @returns the task IDs in the answer to a refresh. */
export function taskIdsOf(answer: Readonly<Record<string, unknown>>): readonly string[] {
  const ids = String(answer.RefreshTaskId ?? answer.TaskId ?? '').split(',')
  return ids.map((id) => id.trim()).filter((id) => /^[\w-]{1,64}$/.test(id))
}

/** @returns the calls that ask how far tasks are. */
export function taskCalls(kind: CdnKind, taskIds: readonly string[], siteId: string | undefined): readonly CdnCall[] {
  const { tasks: action, version } = SERVICES[kind]
  const atOnce = kind === 'esa' ? 1 : MAX_TASKS
  return Array.from({ length: Math.ceil(taskIds.length / atOnce) }, (_, index) => {
    const TaskId = taskIds.slice(index * atOnce, (index + 1) * atOnce).join(',')
    const query: Readonly<Record<string, string>> =
      kind === 'esa' ? { SiteId: siteId ?? '', Type: 'file', TaskId, PageSize: '50' } : { TaskId }
    return { action, version, query, form: undefined }
  })
}

/** @returns the states of an answer's tasks, as the service writes them, by ID: a task has one line for each of its URLs. */
export function taskStatesOf(answer: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  const { Tasks: tasks } = answer
  const lists: readonly unknown[] =
    Array.isArray(tasks) || typeof tasks !== 'object' ? [tasks] : Object.values(tasks ?? {})
  const lines: readonly unknown[] = lists.flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []))
  return lines.flatMap((line) =>
    typeof line === 'object' && line !== null && 'TaskId' in line && 'Status' in line
      ? [[String(line.TaskId), String(line.Status)] as const]
      : [],
  )
}

/** @returns the remaining quota of URLs, which services return as a number or as digits. Undefined if the answer has none. */
export function remainingUrls(kind: CdnKind, answer: Readonly<Record<string, unknown>>): number | undefined {
  if (kind !== 'esa') return wholeOf(answer.UrlRemain)
  const [quota, usage] = [wholeOf(answer.Quota), wholeOf(answer.Usage)]
  return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage)
}

function wholeOf(value: unknown): number | undefined {
  return /^\d{1,15}$/.test(String(value)) ? Number(value) : undefined
}

/** @returns the calls, to be made one after the other, that find the ESA site of a host: by the host itself, then by each domain above it. */
export function siteCalls(hostname: string): readonly CdnCall[] {
  const labels = hostname.split('.')
  const names = labels.slice(0, Math.max(1, labels.length - 1)).map((_, index) => labels.slice(index).join('.'))
  const { version } = SERVICES.esa
  return names.map((SiteName) => ({
    action: 'ListSites',
    version,
    query: { SiteName, SiteSearchType: 'exact' },
    form: undefined,
  }))
}

/** @returns the ID of the first site of an answer to `ListSites`; undefined if it has none. */
export function siteIdOf(answer: Readonly<Record<string, unknown>>): string | undefined {
  const sites: unknown = answer.Sites
  const first: unknown = Array.isArray(sites) ? sites[0] : undefined
  const id = typeof first === 'object' && first !== null && 'SiteId' in first ? String(first.SiteId) : ''
  return /^\d{1,20}$/.test(id) ? id : undefined
}
