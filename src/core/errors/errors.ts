import { withoutSecrets } from '../text/clean.ts'
import { singleLine } from '../text/text.ts'

/**
 * What a failure means for the request that met it. Decided once, where the failure enters (the adapters); the retry policy only reads it.
 *
 * - `permanent`: asking again cannot help.
 * - `unreachable`: no connection came about (DNS, refused, no route).
 * - `network`: a connection broke or fell silent.
 * - `busy`: the service is throttling or failing on its side (5xx, 429).
 * - `part`: the answer blames the bytes of this one part (CRC64, digest, read timeout).
 * - `clock`: the request was signed with a wrong time.
 * - `credentials`: the temporary credentials have expired.
 * - `upload-gone`: OSS no longer knows the upload ID.
 * - `invalid-part`: Complete named a part that OSS does not hold, or holds with another ETag.
 * - `exists`: an object that must not be overwritten exists already.
 * - `denied`: the credentials may not do this.
 * - `missing`: the object is not there.
 * - `aborted`: this process itself ended the request.
 */
export type Fault =
  | 'permanent'
  | 'unreachable'
  | 'network'
  | 'busy'
  | 'part'
  | 'clock'
  | 'credentials'
  | 'upload-gone'
  | 'invalid-part'
  | 'exists'
  | 'denied'
  | 'missing'
  | 'aborted'

/** What the service said about a failure; a field is absent if the service did not say it. */
export interface ServiceFacts {
  /** HTTP status; 0 or absent where no answer came. */
  readonly status?: number
  /** OSS's or STS's error code, such as `AccessDenied`. */
  readonly serviceCode?: string
  readonly serviceMessage?: string
  /** OSS's finer error code, such as `0003-00000001`. */
  readonly ec?: string
  readonly requestId?: string
  readonly hostId?: string
  /** The endpoint that OSS says the bucket must be addressed by. */
  readonly rightEndpoint?: string
  /** OSS's own clock, in milliseconds since the epoch. */
  readonly serverTimeMs?: number
  /** Where a redirect leads. */
  readonly location?: string
  /** OSS's page about this error. */
  readonly recommendDoc?: string
  /** The RAM action that was denied, such as `oss:PutObject`. */
  readonly deniedAction?: string
  /** `ImplicitDeny` (nothing allows it) or `ExplicitDeny` (a policy forbids it). */
  readonly noPermissionType?: string
  /** Kind of the policy that decided, such as `AccountLevelIdentityBasedPolicy`. */
  readonly policyType?: string
  /** The header or parameter that the service blames. */
  readonly argumentName?: string
  /** The answer has no mark of the service: something on the way answered in its place. */
  readonly foreign?: boolean
  /** For how long the service asked to wait. */
  readonly retryAfterMs?: number
}

export interface ActionErrorOptions {
  /** The product's own code in kebab case; a cause has one code wherever it is met. */
  readonly code: string
  /** One sentence: what happened, to which object. */
  readonly message: string
  /** One sentence or more: what to do, with the YAML or RAM permission to write. */
  readonly remedy?: string | undefined
  readonly fault?: Fault
  readonly facts?: ServiceFacts
  readonly cause?: unknown
}

/** A failure that is understood: it is shown as its message and remedy, without a stack. */
export class ActionError extends Error {
  override readonly name = 'ActionError'
  readonly code: string
  readonly remedy: string | undefined
  readonly fault: Fault
  readonly facts: ServiceFacts

  constructor({ code, message, remedy, fault = 'permanent', facts = {}, cause }: ActionErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.remedy = remedy
    this.fault = fault
    this.facts = facts
  }
}

/** @returns `error` as an ActionError, or undefined where it is not one (then its stack is worth showing). */
export function asActionError(error: unknown): ActionError | undefined {
  return error instanceof ActionError ? error : undefined
}

/** @returns the fault of any caught value; anything but an ActionError is a bug in this action, hence permanent. */
export function faultOf(error: unknown): Fault {
  return asActionError(error)?.fault ?? 'permanent'
}

/**
 * @returns the error as people read it: what happened, what to do, then OSS's own identifiers, each on its line;
 *   the stack instead where the error is not an ActionError. Passwords and signatures are removed from all URLs in it.
 */
export function formatError(error: unknown): string {
  return withoutSecrets(wholeText(error))
}

function wholeText(error: unknown): string {
  const known = asActionError(error)
  if (known === undefined)
    return withoutFolders(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const lines = [known.message]
  if (known.remedy !== undefined) lines.push(known.remedy)
  const identifiers = formatFacts(known.facts)
  if (identifiers !== '') lines.push(identifiers)
  return lines.join('\n')
}

/** Removes the runner's folders from a stack: it names files of dist/, and their place on the runner does not matter. */
function withoutFolders(stack: string): string {
  return stack.replace(/(?:file:\/\/)?(?:[a-z]:)?[\\/][^\s()]*[\\/](dist[\\/])/gi, '$1')
}

/** @returns OSS's identifiers of a failure in one line, for a support ticket; empty where no answer came. */
export function formatFacts(facts: ServiceFacts): string {
  const pairs: readonly (readonly [string, string | number | undefined])[] = [
    ['HTTP', facts.status === 0 ? undefined : facts.status],
    ['Code', facts.serviceCode],
    ['EC', facts.ec],
    ['RequestId', facts.requestId],
    ['HostId', facts.hostId],
  ]
  const said = pairs
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value}`)
  if (facts.serviceMessage !== undefined && said.length > 0) said.push(`Message: ${facts.serviceMessage}`)
  if (facts.recommendDoc !== undefined) said.push(`See: ${facts.recommendDoc}`)
  return said.length === 0 ? '' : `(${singleLine(said.join(', '), 2000)})`
}
