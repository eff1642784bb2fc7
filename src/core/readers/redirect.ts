/** Which redirects a reader may follow. Pure. */

/** Why a redirect is not followed. */
export type RedirectRefusal = 'too-many' | 'to-http' | 'to-private' | 'unreadable'

/** A redirect that may be followed, or why it may not. */
type Redirect =
  | { readonly kind: 'follow'; readonly url: string }
  | { readonly kind: 'refuse'; readonly host: string; readonly reason: Exclude<RedirectRefusal, 'too-many'> }

/**
 * @param from URL that answered
 * @param location the answer's header; may be relative
 * @param mayBePrivate whether the public address itself is a private one
 * @returns whether the redirect is followed: never from https to http, nor into a network that readers cannot reach
 */
export function judgeRedirect(
  from: string,
  location: string,
  { mayBePrivate }: { readonly mayBePrivate: boolean },
): Redirect {
  const url = URL.parse(location, from)
  if (url === null || !/^https?:$/.test(url.protocol)) return { kind: 'refuse', host: '', reason: 'unreadable' }
  if (url.protocol === 'http:' && from.startsWith('https:'))
    return { kind: 'refuse', host: url.host, reason: 'to-http' }
  if (!mayBePrivate && isPrivateHost(url.hostname)) return { kind: 'refuse', host: url.host, reason: 'to-private' }
  url.username = ''
  url.password = ''
  return { kind: 'follow', url: url.href }
}

/** @returns whether a host name or address is one that readers elsewhere cannot reach: loopback, link-local or private. */
export function isPrivateHost(hostname: string): boolean {
  const name = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(name)
  const address =
    mapped === null ? name : dotted(Number.parseInt(`${mapped[1]}`, 16), Number.parseInt(`${mapped[2]}`, 16))
  if (address.includes(':')) return /^(::1?$|fe[89ab]|f[cd])/.test(address)
  const [first = -1, second = -1] = /^\d+\.\d+\.\d+\.\d+$/.test(address) ? address.split('.').map(Number) : []
  return (
    [0, 10, 127].includes(first) ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168)
  )
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
