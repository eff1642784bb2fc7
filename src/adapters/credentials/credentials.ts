/** The credentials of requests: keys as they were given, or sessions of a role that are minted again before they expire. */

import type { Identity } from '../../core/errors/causes/cause.ts'
import { ActionError, asActionError, formatFacts } from '../../core/errors/errors.ts'
import { decideRetry } from '../../core/link/retry.ts'
import type { CredentialSource, Credentials, RoleToAssume } from '../../core/service/credentials.ts'
import { ageOfSession } from '../../core/service/session-age.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Clock, Reporter } from '../../ports.ts'
import { createHttpCaller } from '../http/http-call.ts'
import { unlessAborted } from '../process/race.ts'
import { readEcsSession } from './ecs.ts'
import { requestIdToken } from './oidc.ts'
import { assumeRole, stsRequest } from './sts.ts'

/** Provides the credentials to sign with. */
export interface CredentialProvider {
  readonly identity: Identity
  /** Whether refused credentials can be replaced. */
  readonly canMint: boolean
  /**
   * @returns the current credentials. Sessions are replaced in the background while they age; a new one is waited for only if none is left.
   *     Throws an ActionError if there are none.
   */
  current(signal: AbortSignal): Promise<Credentials>
  /** Drops these credentials, since the service refused them. If they were replaced meanwhile, nothing changes. */
  discard(refused: Credentials): void
  /**
   * @returns a new session of full length for signed URLs in outputs; without a role, the given keys.
   *     Its token is part of these URLs and therefore not masked, since GitHub drops outputs that contain a masked value; its secret is masked.
   */
  mintForUrls(signal: AbortSignal): Promise<Credentials>
  /** Ends what is under way. */
  close(): void
}

interface CredentialOptions {
  readonly source: CredentialSource
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly reporter: Reporter
  /** Hides a value in every log line that follows. */
  readonly mask: (values: readonly string[]) => void
  /** How long one call to GitHub or STS may take. */
  readonly deadlineMs?: number
}

/** How long calls to GitHub and STS are retried before the request fails. */
const PATIENCE_MS = 60_000
const DEADLINE_MS = 30_000
/** Pause after a failed renewal of a session that is still valid. */
const RENEWAL_PAUSE_MS = 20_000

/** @returns the provider for the credentials that the inputs name. */
export function createCredentialProvider(options: CredentialOptions): CredentialProvider {
  const { source } = options
  switch (source.kind) {
    case 'keys':
      return givenKeys(source.credentials, source.from)
    case 'role':
      return mintedSessions(
        { name: source.role.roleArn, isShared: false, minter: (more) => createOidcMinter(source.role, more) },
        options,
      )
    case 'ecs':
      return mintedSessions({ name: 'of this ECS instance', isShared: true, minter: createEcsMinter }, options)
  }
}

function givenKeys(credentials: Credentials, from: string): CredentialProvider {
  return {
    identity: { kind: 'keys', from },
    canMint: false,
    current: async () => credentials,
    discard() {},
    mintForUrls: async () => credentials,
    close() {},
  }
}

interface Session {
  readonly credentials: Credentials
  readonly mintedAtMs: number
  readonly expiresAtMs: number
}

/** Where sessions come from. */
interface SessionSource {
  /** Name of the role, for messages. */
  readonly name: string
  /** Whether every call returns the same session: then its token has to stay masked, also in URLs. */
  readonly isShared: boolean
  minter(options: MinterOptions): Minter
}

function mintedSessions({ name, isShared, minter }: SessionSource, options: CredentialOptions): CredentialProvider {
  const { clock, reporter } = options
  const closing = new AbortController()
  const mint = createMint(minter, { ...options, signal: closing.signal })
  let session: Session | undefined
  let flight: Promise<Session> | undefined
  let quietUntilMs = 0

  /** One call, whose result all waiting callers get. */
  function renew(): Promise<Session> {
    flight ??= mint({ maskToken: true })
      .then((minted) => {
        session = minted
        return minted
      })
      .finally(() => {
        flight = undefined
      })
    return flight
  }

  return {
    identity: { kind: 'role', roleArn: name },
    canMint: true,
    async current(signal) {
      const age = session === undefined ? 'spent' : ageOfSession(session, clock.epochMs())
      if (session === undefined || age === 'spent') return (await unlessAborted(renew(), signal)).credentials
      if (age === 'ageing' && flight === undefined && clock.nowMs() >= quietUntilMs) {
        renew().catch((error: unknown) => {
          quietUntilMs = clock.nowMs() + RENEWAL_PAUSE_MS
          reporter.debug(`The session could not be renewed yet: ${describe(error)}`)
        })
      }
      return session.credentials
    },
    discard(refused) {
      if (session?.credentials === refused) session = undefined
    },
    mintForUrls: async (signal) => (await unlessAborted(mint({ maskToken: isShared }), signal)).credentials,
    close: () => closing.abort(new ActionError({ code: 'aborted', fault: 'aborted', message: 'The step has ended' })),
  }
}

type Mint = (options: { readonly maskToken: boolean }) => Promise<Session>

type MinterOptions = CredentialOptions & { readonly signal: AbortSignal }

/** One try to get a session. */
interface Minter {
  once(maskToken: boolean): Promise<Session>
  /** Uses the service's clock for signatures from now on. */
  correctClock(serverTimeMs: number): void
}

function createEcsMinter({ env, clock, mask, signal }: MinterOptions): Minter {
  return {
    async once() {
      const mintedAtMs = clock.epochMs()
      const credentials = await readEcsSession({ env, mintedAtMs, signal })
      mask([credentials.accessKeySecret, credentials.securityToken ?? ''])
      return { credentials, mintedAtMs, expiresAtMs: credentials.expiresAtMs }
    },
    correctClock() {},
  }
}

/** Requests a new OIDC token each time, since GitHub's tokens last only minutes. */
function createOidcMinter(role: RoleToAssume, options: MinterOptions): Minter {
  const { env, clock, reporter, mask, signal, deadlineMs = DEADLINE_MS } = options
  const http = createHttpCaller(env)
  let clockOffsetMs = 0

  async function once(maskToken: boolean): Promise<Session> {
    const idToken = await requestIdToken({ env, http, request: stsRequest(role), deadlineMs, signal })
    mask([idToken])
    const mintedAtMs = clock.epochMs()
    const asking = { role, idToken, mintedAtMs, timestampMs: mintedAtMs + clockOffsetMs }
    const credentials = await assumeRole({ ...asking, http, deadlineMs, signal })
    mask([credentials.accessKeySecret, ...(maskToken ? [credentials.securityToken ?? ''] : [])])
    const { expiresAtMs } = credentials
    reporter.debug(`STS gave a session of ${role.roleArn} until ${new Date(expiresAtMs).toISOString()}.`)
    return { credentials, mintedAtMs, expiresAtMs }
  }

  return {
    once,
    correctClock(serverTimeMs) {
      clockOffsetMs = serverTimeMs - clock.epochMs()
    },
  }
}

/** @returns a function that mints a session, with retries. */
function createMint(minter: SessionSource['minter'], options: MinterOptions): Mint {
  const { clock, reporter, signal } = options
  const { once, correctClock } = minter(options)

  return async ({ maskToken }) => {
    const startedMs = clock.nowMs()
    for (let failures = 1; ; failures += 1) {
      try {
        return await once(maskToken)
      } catch (error) {
        const known = asActionError(error)
        if (known === undefined || signal.aborted) throw error
        const serverTimeMs = known.fault === 'clock' ? known.facts.serverTimeMs : undefined
        if (serverTimeMs !== undefined && failures === 1) correctClock(serverTimeMs)
        else await waitOrThrow(known, { failures, sinceMs: clock.nowMs() - startedMs, clock, signal })
        reporter.debug(`Minting a session again: ${describe(known)}`)
      }
    }
  }
}

/** The same policy as for requests to OSS. */
async function waitOrThrow(
  error: ActionError,
  { failures, sinceMs, clock, signal }: { failures: number; sinceMs: number; clock: Clock; signal: AbortSignal },
): Promise<void> {
  const decision = decideRetry(
    {
      fault: error.fault,
      failures,
      partFailures: 0,
      repairs: failures,
      sinceProgressMs: sinceMs,
      giveUpAfterMs: PATIENCE_MS,
      answeredOnce: true,
      canRefreshCredentials: false,
      retryAfterMs: error.facts.retryAfterMs,
    },
    clock.random(),
  )
  if (decision.kind !== 'retry') throw error
  await clock.sleep(decision.delayMs, signal)
}

function describe(error: unknown): string {
  const known = asActionError(error)
  return singleLine(known === undefined ? String(error) : `${known.message} ${formatFacts(known.facts)}`)
}
