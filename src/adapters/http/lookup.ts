/** Resolves names. */
import { lookup as dnsLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** Names below `localhost` are this machine, whatever the resolver says (RFC 6761). */
export const lookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(/(^|\.)localhost\.?$/i.test(hostname) ? 'localhost' : hostname, options, callback)
}
