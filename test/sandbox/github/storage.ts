/** The second host, which has the bytes of assets: a valid signed address is enough to get them. */
import { randomBytes } from 'node:crypto'
import type { Asset } from './state.ts'

export interface SignedAddresses {
  /** @returns a fresh address of the asset, below `base`. */
  sign(asset: Asset, base: string): string
  /** @returns the asset of the address, or why it is refused. */
  open(url: URL): { readonly asset: Asset; spend(bytes: number): boolean } | { readonly refusal: 'expired' | 'unknown' }
  /** Limits, from now on, how long an address is valid and how many bytes it returns in all. */
  set(limits: { readonly lifetimeMs?: number; readonly bytes?: number }): void
  /** All signatures that were issued: secrets that must not be in a log, error or file. */
  readonly signatures: readonly string[]
}

interface Signed {
  readonly asset: Asset
  readonly endsAtMs: number
  leftBytes: number
}

const FIVE_MINUTES_MS = 300_000

export function createSignedAddresses(now: () => number): SignedAddresses {
  const signed = new Map<string, Signed>()
  let lifetimeMs = FIVE_MINUTES_MS
  let bytes = Number.POSITIVE_INFINITY
  return {
    sign(asset, base) {
      const signature = randomBytes(24).toString('base64url')
      signed.set(signature, { asset, endsAtMs: now() + lifetimeMs, leftBytes: bytes })
      const url = new URL(`${base}/release-assets/${asset.id}`)
      url.searchParams.set('se', new Date(now() + lifetimeMs).toISOString())
      url.searchParams.set('sig', signature)
      return url.href
    },
    open(url) {
      const found = signed.get(url.searchParams.get('sig') ?? '')
      if (found === undefined || url.pathname !== `/release-assets/${found.asset.id}`) return { refusal: 'unknown' }
      if (now() >= found.endsAtMs || found.leftBytes <= 0) return { refusal: 'expired' }
      return {
        asset: found.asset,
        spend(spentBytes) {
          found.leftBytes -= spentBytes
          return found.leftBytes > 0
        },
      }
    },
    set(limits) {
      lifetimeMs = limits.lifetimeMs ?? lifetimeMs
      bytes = limits.bytes ?? bytes
    },
    get signatures() {
      return [...signed.keys()]
    },
  }
}
