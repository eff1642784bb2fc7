/** Where access keys come from: inputs, then OSS's environment variables, then those that Alibaba Cloud's credentials action exports. */

export interface AccessKeys {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | undefined
  /** For the log; never a value. */
  readonly source: string
}

export type FoundKeys =
  | { readonly kind: 'found'; readonly keys: AccessKeys }
  | { readonly kind: 'half'; readonly present: string; readonly missing: string }
  | { readonly kind: 'none' }

interface Names {
  readonly id: string
  readonly secret: string
  readonly token: string
  readonly source: string
}

const INPUTS: Names = {
  id: 'access-key-id',
  secret: 'access-key-secret',
  token: 'security-token',
  source: 'the inputs access-key-id and access-key-secret',
}

const ENVIRONMENT: readonly Names[] = [
  {
    id: 'OSS_ACCESS_KEY_ID',
    secret: 'OSS_ACCESS_KEY_SECRET',
    token: 'OSS_SESSION_TOKEN',
    source: 'the environment variables OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET',
  },
  {
    id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
    source: 'the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  },
]

/**
 * @param input reads an input, empty where it is not set
 * @param environment reads an environment variable
 * @returns the first pair in the chain. Half a pair ends the search: going on would use other keys than were meant.
 */
export function findAccessKeys(input: (name: string) => string, environment: (name: string) => string): FoundKeys {
  const candidates = [{ names: INPUTS, read: input }, ...ENVIRONMENT.map((names) => ({ names, read: environment }))]
  for (const { names, read } of candidates) {
    const id = read(names.id).trim()
    const secret = read(names.secret).trim()
    if (id === '' && secret === '') continue
    if (id === '') return { kind: 'half', present: names.secret, missing: names.id }
    if (secret === '') return { kind: 'half', present: names.id, missing: names.secret }
    const token = read(names.token).trim()
    return {
      kind: 'found',
      keys: {
        accessKeyId: id,
        accessKeySecret: secret,
        securityToken: token === '' ? undefined : token,
        source: names.source,
      },
    }
  }
  return { kind: 'none' }
}
