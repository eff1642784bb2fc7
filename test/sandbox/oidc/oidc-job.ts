/** The endpoint at which a job with `id-token: write` gets its OIDC tokens; see oidc.ts. */
export interface OidcEndpoint {
  requestUrlFor(job: OidcJob): { readonly url: string; readonly token: string }
}

/** What an OIDC token says about a job. */
export interface OidcJob {
  readonly repository: string
  readonly ref: string
  readonly sha: string
  readonly runId: string
  readonly runAttempt: number
  readonly workflow: string
  readonly actor: string
  readonly eventName: string
}
