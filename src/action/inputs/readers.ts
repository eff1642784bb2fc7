/** The inputs that say what is done for readers of what is published. */
import { isPrivateHost } from '../../core/readers/redirect.ts'
import { type CdnKind, type CdnService, cdnOrigin } from '../../core/service/cdn.ts'
import { withoutLogin } from '../../core/text/clean.ts'
import { parseDuration } from '../../core/text/quantities.ts'
import { proposeBoolean } from './near-misses.ts'
import type { InputReader } from './reader.ts'

/** Whether the step requests its objects as a reader. */
type CheckPublic =
  /** One look at one object, which writes a notice at most. */
  | { readonly kind: 'note' }
  | { readonly kind: 'off' }
  /** Pointer files wait until readers get everything else right. */
  | { readonly kind: 'wait'; readonly durationMs: number }

export interface ReadersInputs {
  readonly checkPublic: CheckPublic
  /** The cache in front of the bucket; undefined where none is refreshed. */
  readonly cdn: CdnService | undefined
}

const DEFAULT_WAIT_MS = 600_000
const MIN_WAIT_MS = 1000
const MAX_WAIT_MS = 86_400_000

/** @returns the inputs; what is wrong with them is in the reader's problems. */
export function readReadersInputs(reader: InputReader): ReadersInputs {
  return { checkPublic: readCheckPublic(reader), cdn: readCdn(reader) }
}

function readCdn(reader: InputReader): CdnService | undefined {
  const value = reader.input('cdn-refresh').toLowerCase()
  const endpoint = reader.input('cdn-endpoint')
  if (value === '') {
    const problem = 'does nothing without `cdn-refresh`'
    if (endpoint !== '')
      reader.problems.push({ input: 'cdn-endpoint', value: endpoint, problem, write: 'cdn-refresh: cdn' })
    return undefined
  }
  const [, kind = 'cdn', siteId] = /^(cdn|dcdn|esa)(?::(\d{1,20}))?$/.exec(value) ?? []
  const isKnown = /^(cdn|dcdn|esa|esa:\d{1,20})$/.test(value)
  if (!isKnown) {
    const problem = 'is not one of `cdn`, `dcdn`, `esa` and `esa:<site ID>`'
    reader.problems.push({ input: 'cdn-refresh', value, problem, write: 'cdn-refresh: cdn' })
  }
  if (reader.input('public-url') === '' && reader.input('cname').toLowerCase() !== 'true') {
    const problem = 'needs the domain that is refreshed: OSS itself has no cache'
    const write = 'public-url: https://download.example.com'
    reader.problems.push({ input: 'cdn-refresh', value, problem, write })
  }
  return { kind: kind as CdnKind, siteId, origin: readCdnOrigin(reader, { endpoint, kind: kind as CdnKind }) }
}

/** Calls are signed, but their content must stay private: only https is allowed, except for a server on this machine. */
function readCdnOrigin(
  reader: InputReader,
  { endpoint, kind }: { readonly endpoint: string; readonly kind: CdnKind },
): string {
  const standard = cdnOrigin(kind)
  if (endpoint === '') return standard
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`)
  const isBare = url !== null && url.username + url.password + url.search + url.hash === '' && url.pathname === '/'
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname))
  if (isBare && isSafe) return url.origin
  const problem = isBare
    ? 'is not https: only a server on this machine may be http'
    : 'is not a host, without user, password, path and query'
  const write = `cdn-endpoint: ${new URL(standard).host}`
  reader.problems.push({ input: 'cdn-endpoint', value: withoutLogin(endpoint), problem, write })
  return standard
}

function isThisMachine(hostname: string): boolean {
  return isPrivateHost(hostname) && /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname)
}

function readCheckPublic(reader: InputReader): CheckPublic {
  const value = reader.input('check-public').toLowerCase()
  if (value === '' || value === 'note') return { kind: 'note' }
  if (value === 'false') return { kind: 'off' }
  if (value === 'true') return { kind: 'wait', durationMs: DEFAULT_WAIT_MS }
  const durationMs = parseDuration(value)
  const name = { input: 'check-public', value }
  if (durationMs === undefined || durationMs === 0) {
    const problem = 'is not `note`, `true`, `false` or a duration such as `10m`'
    const write = `check-public: ${proposeBoolean('check-public', value, true)}`
    reader.problems.push({ ...name, problem, write })
  } else if (durationMs < MIN_WAIT_MS || durationMs > MAX_WAIT_MS) {
    const nearest = durationMs < MIN_WAIT_MS ? '1s' : '24h'
    reader.problems.push({ ...name, problem: 'is outside 1s to 24h', write: `check-public: ${nearest}` })
  }
  return { kind: 'wait', durationMs: durationMs ?? DEFAULT_WAIT_MS }
}
