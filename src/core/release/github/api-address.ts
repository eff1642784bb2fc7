/** The address of GitHub's API, and the meaning of its redirects. The token is sent only to one origin. */
import { GITHUB_HOST } from './from-release.ts'

/**
 * @param host of the release page; undefined: the server that runs this job
 * @returns base of the API, without a slash at the end. Another host than the job's own can only be github.com.
 */
export function apiUrlOf(
  host: string | undefined,
  { serverUrl, apiUrl }: { readonly serverUrl: string; readonly apiUrl: string },
): string {
  const isOwn = host === undefined || host === URL.parse(serverUrl)?.host
  return isOwn ? apiUrl.replace(/\/+$/, '') : `https://api.${GITHUB_HOST}`
}

/**
 * @param url of a request
 * @param apiUrl GITHUB_API_URL
 * @returns whether the token may be sent: only to the origin of GITHUB_API_URL, and over https unless that is this machine.
 */
export function mayCarryToken(url: URL, apiUrl: string): boolean {
  const own = URL.parse(apiUrl)
  return own !== null && url.origin === own.origin && (url.protocol === 'https:' || isThisMachine(url.hostname))
}

function isThisMachine(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname)
}

type RedirectStep =
  /** The API itself has moved the resource, such as a renamed repository: request it there, with the token. */
  | { readonly kind: 'ask'; readonly url: URL }
  /** An address that needs no token, and is a secret itself. */
  | { readonly kind: 'address'; readonly url: URL }
  /** A redirect that must not be followed; `reason` does not contain the address. */
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * @param base of the API
 * @returns what a redirect of the API means. 301, 307 and 308 within the API are about the resource; all others are about its bytes.
 *   Source: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export function redirectStep(answer: {
  readonly status: number
  readonly location: string | undefined
  readonly from: URL
  readonly base: string
}): RedirectStep {
  const { status, location, from, base } = answer
  const url = location === undefined ? null : URL.parse(location, from.href)
  if (url === null) return { kind: 'refused', reason: 'without an address' }
  const isMoved = status === 301 || status === 307 || status === 308
  if (isMoved && url.href.startsWith(`${base}/`)) return { kind: 'ask', url }
  return addressStep(url, from)
}

/** @returns the redirect of an address to another one: never from https to http, and with no name or password in it. */
export function addressStep(url: URL, from: URL): RedirectStep {
  if (!/^https?:$/.test(url.protocol)) return { kind: 'refused', reason: `to ${url.protocol} instead of https` }
  if (from.protocol === 'https:' && url.protocol !== 'https:') return { kind: 'refused', reason: 'from https to http' }
  if (url.username !== '' || url.password !== '') return { kind: 'refused', reason: 'to an address with a password' }
  return { kind: 'address', url }
}
