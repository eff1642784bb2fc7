/** Which proxy a request goes through, as curl reads the environment. Source: https://curl.se/docs/manpage.html#ENVIRONMENT */
import { ActionError } from '../errors/errors.ts'

/** The proxy through which requests to one URL go. */
export interface HttpProxy {
  /** URL with the scheme http or https, with user and password percent-encoded. A secret. */
  readonly url: string
  /** Host and port, for people. */
  readonly host: string
  /** The variable that names it. */
  readonly variable: string
}

type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/**
 * @returns the proxy that requests to the URL go through; undefined if none is set or `NO_PROXY` excludes the host.
 *   Throws an ActionError, `bad-proxy`, that names the variable and never its value.
 */
export function proxyFor(url: URL, environment: ProxyEnvironment): HttpProxy | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  // The lower-case name comes first, as in curl, Node and the toolkit.
  const variable = [name, name.toUpperCase()].find((one) => (environment[one] ?? '').trim() !== '')
  if (variable === undefined || isExcepted(url, environment.no_proxy || environment.NO_PROXY || '')) return undefined
  return parseProxy(variable, (environment[variable] ?? '').trim())
}

/** @returns the environment for an agent for the URL: only its proxy. Throws like `proxyFor`. */
export function proxyVariables(url: URL, environment: ProxyEnvironment): Readonly<Record<string, string>> {
  const proxy = proxyFor(url, environment)
  return proxy === undefined ? {} : { [url.protocol === 'https:' ? 'https_proxy' : 'http_proxy']: proxy.url }
}

function parseProxy(variable: string, value: string): HttpProxy {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    throw badProxy(variable, `names a proxy of the scheme \`${scheme}\`, which is not supported: http and https are`)
  const parsed = URL.parse(scheme === undefined ? `http://${value}` : value)
  if (parsed === null || parsed.hostname === '' || !/^\/*$/.test(parsed.pathname) || parsed.search + parsed.hash !== '')
    throw badProxy(variable, 'is not a URL of the form `http://user:password@host:port`')
  if (!isEncoded(parsed.username) || !isEncoded(parsed.password))
    throw badProxy(variable, 'has a `%` in user or password that does not begin a percent-encoded character')
  return { url: parsed.href, host: parsed.host, variable }
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function badProxy(variable: string, problem: string): ActionError {
  return new ActionError({
    code: 'bad-proxy',
    message: `The environment variable ${variable} ${problem} (its value is not shown, since it may hold a password)`,
    remedy: `Percent-encode what is in user and password besides letters, digits and \`-._~\`: \`#\` as %23, \`%\` as %25, \`/\` as %2F, \`?\` as %3F, \`@\` as %40, \`:\` as %3A:\n  env:\n    ${variable}: http://user:p%23ss@proxy.example.com:3128\nOr exclude the host: \`NO_PROXY: aliyuncs.com\`.`,
  })
}

/** @returns whether `NO_PROXY` excludes the URL: `*`, a host with all below it, an address, a range such as `10.0.0.0/8`, each with a port or without. */
export function isExcepted(url: URL, noProxy: string): boolean {
  const host = bare(url.hostname)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return noProxy.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true
    const [, name = '', entryPort] = /^(\[[^\]]*\]|[^:]*|[^:]*:[^:]*:.*?)(?::(\d+))?$/.exec(entry) ?? []
    if (entryPort !== undefined && entryPort !== port) return false
    const wanted = bare(name.replace(/^\*?\./, ''))
    if (wanted === '') return false
    return host === wanted || (!isAddress(host) && host.endsWith(`.${wanted}`)) || isInRange(host, wanted)
  })
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
}

function isAddress(host: string): boolean {
  return addressOf(host) !== undefined || host.includes(':')
}

/** A range is written `10.0.0.0/8`, or `10.0.0.1-10.0.0.9` as Node takes it. */
function isInRange(host: string, range: string): boolean {
  const address = addressOf(host)
  if (address === undefined) return false
  const [from = '', bits] = range.split('/')
  const base = addressOf(from)
  if (base !== undefined && bits !== undefined && /^\d+$/.test(bits) && Number(bits) <= 32) {
    const size = 2 ** (32 - Number(bits))
    return Math.floor(address / size) === Math.floor(base / size)
  }
  const [first, last] = range.split('-').map(addressOf)
  return first !== undefined && last !== undefined && first <= address && address <= last
}

/** @returns an IPv4 address as a number; undefined if the text is not one. */
function addressOf(text: string): number | undefined {
  const bytes = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number)
  if (bytes === undefined || bytes.some((byte) => byte > 255)) return undefined
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}
