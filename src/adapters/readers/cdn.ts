/** Asks a CDN to refresh URLs, signed with the step's own credentials. Why not a package: docs/decisions/0009. */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { explainCdn } from '../../core/errors/causes/explain.ts'
import { ActionError, asActionError, faultOf } from '../../core/errors/errors.ts'
import {
  type CdnCall,
  type CdnService,
  quotaCall,
  refreshBatches,
  refreshCall,
  remainingUrls,
  siteCalls,
  siteIdOf,
  taskCalls,
  taskIdsOf,
  taskStatesOf,
} from '../../core/service/cdn.ts'
import { type SigningHashes, signV3 } from '../../core/service/signature-v3.ts'
import { objectUrl } from '../../core/service/urls.ts'
import type { CdnRefresh, TaskState } from '../../ports/readers.ts'
import type { Clock } from '../../ports.ts'
import type { CredentialProvider } from '../credentials/credentials.ts'
import { ConnectionError } from '../http/connection-error.ts'
import type { HttpCaller } from '../http/http-call.ts'
import { type Fields, fieldsOf, rpcFactsOf } from '../http/rpc-answer.ts'

interface CdnOptions {
  readonly service: CdnService
  /** Base of the public URLs. */
  readonly base: string
  readonly http: HttpCaller
  readonly credentials: Pick<CredentialProvider, 'current' | 'discard'>
  readonly clock: Pick<Clock, 'epochMs'>
}

const DEADLINE_MS = 30_000
/** Deadline of calls that are only informative. */
const AID_DEADLINE_MS = 5000
const FORM = 'application/x-www-form-urlencoded'

const hashes: SigningHashes = {
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  hmacSha256: (key, text) => createHmac('sha256', key).update(text).digest('hex'),
}

/** @returns the CDN port of a release. A wrong clock is corrected by the service's time. */
export function createCdnRefresh({ service, base, http, credentials, clock }: CdnOptions): CdnRefresh {
  const { kind, origin } = service
  const domain = new URL(base).hostname
  let clockOffsetMs = 0
  let site: Promise<string | undefined> | undefined

  async function call(what: CdnCall, signal: AbortSignal, deadlineMs = DEADLINE_MS): Promise<Fields> {
    const url = new URL('/', origin)
    const request = { operation: what.action, host: url.host, proxy: http.proxyOf?.(url), kind, domain }
    const body = what.form === undefined ? '' : String(new URLSearchParams(what.form))
    const signer = await credentials.current(signal)
    const unsigned = {
      ...{ host: url.host, action: what.action, version: what.version, query: what.query, body },
      ...{ contentType: body === '' ? undefined : FORM, epochMs: clock.epochMs() + clockOffsetMs, nonce: randomUUID() },
    }
    const { search, headers } = signV3(unsigned, signer, hashes)
    url.search = search
    try {
      const accept = { accept: 'application/json' }
      const answer = await http.call(
        { method: 'POST', url, headers: { ...headers, ...accept }, body },
        { deadlineMs, signal },
      )
      const fields = fieldsOf(answer.text)
      if (answer.status === 200 && typeof fields?.RequestId === 'string') return fields
      const error = explainCdn({ request, facts: rpcFactsOf(answer, fields) })
      if (error.fault === 'credentials') credentials.discard(signer)
      if (error.fault === 'clock' && error.facts.serverTimeMs !== undefined)
        clockOffsetMs = error.facts.serverTimeMs - clock.epochMs()
      throw error
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error
      throw explainCdn({ request, facts: {}, connection: error })
    }
  }

  /** Looks for the site once; after a temporary failure, again. */
  function siteId(signal: AbortSignal): Promise<string | undefined> {
    if (kind !== 'esa' || service.siteId !== undefined) return Promise.resolve(service.siteId)
    site ??= findSite(signal).catch((error: unknown) => {
      site = undefined
      throw error
    })
    return site
  }

  async function findSite(signal: AbortSignal): Promise<string> {
    for (const one of siteCalls(domain)) {
      const found = siteIdOf(await call(one, signal))
      if (found !== undefined) return found
    }
    throw siteUnknown(domain)
  }

  return {
    batches: (keys) => {
      const byUrl = new Map(keys.map((key) => [objectUrl(base, key), key]))
      return refreshBatches(kind, [...byUrl.keys()]).map((urls) => urls.flatMap((url) => byUrl.get(url) ?? []))
    },
    async refresh(keys, signal) {
      try {
        const urls = keys.map((key) => objectUrl(base, key))
        return taskIdsOf(await call(refreshCall(kind, urls, await siteId(signal)), signal))
      } catch (error) {
        if (signal.aborted) throw signal.reason
        throw error
      }
    },
    remaining: (signal) =>
      unlessFailed(signal, async () =>
        remainingUrls(kind, await call(quotaCall(kind, await siteId(signal)), signal, AID_DEADLINE_MS)),
      ),
    taskStates: (taskIds, signal) =>
      unlessFailed(signal, async () => {
        const states = new Map<string, TaskState>()
        for (const one of taskCalls(kind, taskIds, await siteId(signal)))
          for (const [id, status] of taskStatesOf(await call(one, signal, AID_DEADLINE_MS)))
            states.set(id, furthest(states.get(id), status))
        return states
      }),
  }
}

/** @returns the result of an informative call; undefined if it failed. The clock may be corrected by it, which the refresh needs, too. */
async function unlessFailed<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (asActionError(error) === undefined || faultOf(error) === 'aborted') throw error
    return undefined
  }
}

/** @returns the state of a task of several URLs: done only if all are. */
function furthest(known: TaskState | undefined, status: string): TaskState {
  if (known === 'failed' || /^failed$/i.test(status)) return 'failed'
  return known === 'waiting' || !/^complete/i.test(status) ? 'waiting' : 'done'
}

function siteUnknown(domain: string): ActionError {
  return new ActionError({
    code: 'cdn-domain',
    message: `${domain} does not belong to a site of this account in ESA`,
    remedy: 'Check `public-url`, or name the site:\n  with:\n    cdn-refresh: esa:<site ID>',
  })
}
