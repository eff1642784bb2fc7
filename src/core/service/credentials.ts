/** Who signs: access keys from inputs, from OSS's environment variables or from those that Alibaba Cloud's credentials action exports; or a role. */

/** What a request is signed with. Replaced as a whole. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | undefined
  /** When they end, in milliseconds since the epoch by this machine's clock; undefined: never, or not known. */
  readonly expiresAtMs: number | undefined
}

/** A RAM role that a job assumes by GitHub's word for it, without a secret. */
export interface RoleToAssume {
  /** `acs:ram::<account>:role/<name>` */
  readonly roleArn: string
  /** `acs:ram::<account>:oidc-provider/<name>` */
  readonly providerArn: string
  readonly sessionName: string
  readonly sessionSeconds: number
  readonly audience: string
  /** URL of the Security Token Service. */
  readonly stsUrl: string
}

export type CredentialSource =
  | { readonly kind: 'keys'; readonly credentials: Credentials; readonly from: string }
  | { readonly kind: 'role'; readonly role: RoleToAssume }

export type FoundKeys =
  | { readonly kind: 'found'; readonly credentials: Credentials; readonly from: string }
  | { readonly kind: 'half'; readonly present: string; readonly missing: string }
  | { readonly kind: 'none' }

interface Names {
  readonly id: string
  readonly secret: string
  readonly token: string
}

const INPUTS: Names = { id: 'access-key-id', secret: 'access-key-secret', token: 'security-token' }

const ENVIRONMENT: readonly Names[] = [
  { id: 'OSS_ACCESS_KEY_ID', secret: 'OSS_ACCESS_KEY_SECRET', token: 'OSS_SESSION_TOKEN' },
  {
    id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
  },
]

/** Where secrets can come from: all of it is masked before anything can log. */
export const SECRET_INPUTS: readonly string[] = [INPUTS.secret, INPUTS.token]
export const SECRET_VARIABLES: readonly string[] = [
  ...ENVIRONMENT.flatMap(({ secret, token }) => [secret, token]),
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
]

/**
 * @param input reads an input, empty where it is not set
 * @param environment reads an environment variable
 * @returns the first pair in the chain. Half a pair ends the search: going on would use other keys than were meant.
 */
export function findAccessKeys(input: (name: string) => string, environment: (name: string) => string): FoundKeys {
  const candidates = [
    { names: INPUTS, read: input, kind: 'inputs' },
    ...ENVIRONMENT.map((names) => ({ names, read: environment, kind: 'environment variables' })),
  ]
  for (const { names, read, kind } of candidates) {
    const accessKeyId = read(names.id).trim()
    const accessKeySecret = read(names.secret).trim()
    if (accessKeyId === '' && accessKeySecret === '') continue
    if (accessKeyId === '') return { kind: 'half', present: names.secret, missing: names.id }
    if (accessKeySecret === '') return { kind: 'half', present: names.id, missing: names.secret }
    const securityToken = read(names.token).trim() || undefined
    const used = securityToken === undefined ? [names.id, names.secret] : [names.id, names.secret, names.token]
    return {
      kind: 'found',
      credentials: { accessKeyId, accessKeySecret, securityToken, expiresAtMs: undefined },
      from: `the ${kind} ${used.slice(0, -1).join(', ')} and ${used.at(-1)}`,
    }
  }
  return { kind: 'none' }
}

/** @returns where the credentials come from, for the log; never a value. */
export function describeSource(source: CredentialSource): string {
  switch (source.kind) {
    case 'keys':
      return source.from
    case 'role':
      return `${source.role.roleArn}, assumed by GitHub's OIDC token (sessions of ${source.role.sessionSeconds} s, minted again in time)`
  }
}
