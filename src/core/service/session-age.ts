/** When temporary credentials are minted again. */

/** Fresh sessions are used; ageing ones are used while another is minted; spent ones are no longer used. */
type SessionAge = 'fresh' | 'ageing' | 'spent'

interface Session {
  readonly mintedAtMs: number
  readonly expiresAtMs: number
}

const LEAST_LEFT_MS = 5 * 60_000

/**
 * @returns the age of a session. It is ageing once less than 5 minutes or a quarter of it are left, whichever is more, but never before its
 *     middle; it is spent a tenth of that time before its end: a request has to reach the service in time.
 */
export function ageOfSession({ mintedAtMs, expiresAtMs }: Session, nowMs: number): SessionAge {
  const lifetimeMs = expiresAtMs - mintedAtMs
  const leftMs = expiresAtMs - nowMs
  const ageingMs = Math.min(Math.max(LEAST_LEFT_MS, lifetimeMs / 4), lifetimeMs / 2)
  if (leftMs > ageingMs) return 'fresh'
  return leftMs > ageingMs / 10 ? 'ageing' : 'spent'
}

/**
 * @param answer when the session ends, and the time, both by the service's clock in milliseconds since the epoch
 * @returns when the session ends by this machine's clock, which may be wrong by hours: counted from `mintedAtMs`, never longer than requested
 */
export function sessionEndMs({
  mintedAtMs,
  askedMs,
  answer,
}: {
  readonly mintedAtMs: number
  readonly askedMs: number
  readonly answer: { readonly expirationMs: number; readonly serverTimeMs: number | undefined }
}): number {
  const lifetimeMs = answer.expirationMs - (answer.serverTimeMs ?? mintedAtMs)
  return mintedAtMs + (lifetimeMs > 0 ? Math.min(lifetimeMs, askedMs) : askedMs)
}
