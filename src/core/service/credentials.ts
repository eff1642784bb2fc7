/** Sources of credentials: access keys from inputs, from OSS's environment variables or from those that Alibaba Cloud's credentials action exports; or a role. */

/** What a request is signed with. Replaced as a whole. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | undefined
  /** When they expire, in milliseconds since the epoch by this machine's clock; undefined: never, or unknown. */
  readonly expiresAtMs: number | undefined
}

/** A RAM role that a job assumes with GitHub's OIDC token, without a secret. */
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
  /** The RAM role of the ECS instance on which the runner is. */
  | { readonly kind: 'ecs' }

type FoundKeys =
  | { readonly kind: 'found'; readonly credentials: Credentials; readonly from: string; readonly names: KeyNames }
  | { readonly kind: 'half'; readonly present: string; readonly missing: string }
  | { readonly kind: 'none' }

/** Inputs or environment variables that hold a pair of keys. */
interface KeyNames {
  readonly id: string
  readonly secret: string
  readonly token: string
}

const INPUTS: KeyNames = { id: 'access-key-id', secret: 'access-key-secret', token: 'security-token' }

const ENVIRONMENT: readonly KeyNames[] = [
  { id: 'OSS_ACCESS_KEY_ID', secret: 'OSS_ACCESS_KEY_SECRET', token: 'OSS_SESSION_TOKEN' },
  {
    id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
  },
]

/** Inputs with secrets: all are masked before anything can log. */
export const SECRET_INPUTS: readonly string[] = [INPUTS.secret, INPUTS.token]
export const SECRET_VARIABLES: readonly string[] = [
  ...ENVIRONMENT.flatMap(({ secret, token }) => [secret, token]),
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
]

/**
 * @param input reads an input, empty where it is not set
 * @param environment reads an environment variable
 * @returns the first pair in the chain. Half a pair ends the search: later ones are not the keys that were meant.
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
      names,
      credentials: { accessKeyId, accessKeySecret, securityToken, expiresAtMs: undefined },
      from: `the ${kind} ${used.slice(0, -1).join(', ')} and ${used.at(-1)}`,
    }
  }
  return { kind: 'none' }
}

/** Prefixes of Alibaba Cloud's access key IDs: of users, of sessions, and of temporary keys of the console. Compatible clouds have others. */
const ID = /^(LTAI|STS\.|TMP\.)/

/** @returns problems that prevent signing with the keys, by the name of the input or variable; never a value. */
export function keyProblems({
  credentials,
  names,
}: Pick<Extract<FoundKeys, { readonly kind: 'found' }>, 'credentials' | 'names'>): readonly {
  readonly name: string
  readonly problem: string
}[] {
  const { accessKeyId, accessKeySecret, securityToken = '' } = credentials
  const values = [
    { name: names.id, value: accessKeyId },
    { name: names.secret, value: accessKeySecret },
    { name: names.token, value: securityToken },
  ]
  const problems = values.flatMap(({ name, value }) => {
    const character = /[^\x21-\x7e]/u.exec(value)?.[0]
    const problem = `has ${nameOf(character ?? '')} inside: store the value again, whole, on one line and without anything around it`
    if (character !== undefined) return [{ name, problem }]
    return /^(["'`]).*\1$/.test(value) ? [{ name, problem: 'is in quotes: store the value again, without them' }] : []
  })
  if (ID.test(accessKeyId) && accessKeyId === accessKeySecret)
    return [...problems, { name: names.secret, problem: `is the same as \`${names.id}\`` }]
  if (ID.test(accessKeyId) || !ID.test(accessKeySecret)) return problems
  const problem = `does not look like an access key ID, and \`${names.secret}\` does: are the two swapped?`
  return [...problems, { name: names.id, problem }]
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '\n': 'a line end',
  '\r': 'a line end',
  '\t': 'a tab',
  ' ': 'a space',
  '\u00A0': 'a no-break space',
  '\u200B': 'a zero-width space',
  '\uFEFF': 'a byte order mark',
  '\u3000': 'an ideographic space',
}

/** @returns a character's name, with its code point. */
function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const name = Object.hasOwn(CHARACTERS, character) ? CHARACTERS[character] : 'a character outside printable ASCII'
  return `${name} (U+${code})`
}

/** @returns where the credentials come from, for the log; never a value. */
export function describeSource(source: CredentialSource): string {
  switch (source.kind) {
    case 'keys':
      return source.from
    case 'ecs':
      return 'the RAM role of this ECS instance, from its metadata service (renewed in time)'
    case 'role':
      return `${source.role.roleArn}, assumed by GitHub's OIDC token (sessions of ${source.role.sessionSeconds} s, minted again in time)`
  }
}
