/** One line of the table of causes, and the failed request that it explains. */

import type { HttpProxy } from '../../service/proxy.ts'
import type { PolicyNeeds } from '../../service/ram-policy.ts'
import type { Fault, ServiceFacts } from '../errors.ts'

/** Who signed the failed request. */
export type Identity =
  | {
      readonly kind: 'keys'
      /** Where the keys come from, as messages name it. */
      readonly from: string
    }
  | { readonly kind: 'role'; readonly roleArn: string }

/** What the failed request was about, for messages and remedies. */
export interface AnyRequest {
  /** As the service names it: `UploadPart`. */
  readonly operation: string
  /** Host that was asked, with its port where one is written. */
  readonly host: string
  /** The proxy in use, if any: a connection that cannot be made is then the one to the proxy. */
  readonly proxy?: Pick<HttpProxy, 'host' | 'variable'> | undefined
}

export interface OssRequest extends AnyRequest {
  readonly key: string | undefined
  readonly bucket: string
  readonly region: string
  /** Whether the host is a custom domain. */
  readonly cname: boolean
  /** RAM action that the operation needs. */
  readonly ramAction: string
  readonly identity: Identity
  readonly policy: PolicyNeeds
  /** Whether the request was sent without `x-oss-forbid-overwrite`. */
  readonly mayOverwrite?: boolean
}

export interface StsRequest extends AnyRequest {
  readonly roleArn: string
  readonly providerArn: string
  readonly audience: string
  readonly sessionSeconds: number
  /** What GitHub's token says about the job; absent until there is one. */
  readonly claims?: IdTokenClaims
}

export interface IdTokenClaims {
  readonly issuer: string
  /** The subject that a trust policy names: `repo:<owner>/<repository>:ref:refs/tags/v1`, in newer repositories with IDs behind both names. */
  readonly subject: string
}

export interface Failure<Request extends AnyRequest> {
  readonly request: Request
  /** What the service answered; empty if there was no answer. */
  readonly facts: ServiceFacts
  /** Why there was no complete answer: Node's error, or the transport's own `STALLED`. */
  readonly connection?: { readonly code: string; readonly message: string }
}

/** One line of the table. The first line whose `when` holds explains a failure. */
export interface Cause<Request extends AnyRequest> {
  /** The product's own code, in kebab case. */
  readonly code: string
  readonly fault: Fault
  readonly when: (failure: Failure<Request>) => boolean
  /** One sentence without a full stop: what happened. */
  readonly message: (failure: Failure<Request>) => string
  /** What to do, with the YAML or the policy to write. */
  readonly remedy: (failure: Failure<Request>) => string
}

/** @returns a condition: the service's own code is one of these. */
export function says(...codes: readonly string[]): (failure: Failure<AnyRequest>) => boolean {
  return ({ facts }) => codes.includes(facts.serviceCode ?? '')
}

/** @returns a condition: the code is one of these, and the service's message matches. */
export function saysWith(message: RegExp, ...codes: readonly string[]): (failure: Failure<AnyRequest>) => boolean {
  return ({ facts }) => codes.includes(facts.serviceCode ?? '') && message.test(facts.serviceMessage ?? '')
}

/** @returns lines of a step's `with`, as they are in a workflow. */
export function withYaml(...lines: readonly string[]): string {
  return `\n  with:\n${lines.map((line) => `    ${line}`).join('\n')}`
}
