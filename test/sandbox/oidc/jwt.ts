import {
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  type JsonWebKey,
} from 'node:crypto'

/** The claims of a token; times are in seconds since 1970. */
export interface Claims {
  readonly iss: string
  readonly sub: string
  readonly aud: string
  readonly iat: number
  readonly nbf: number
  readonly exp: number
  readonly [name: string]: string | number
}

/** A key that signs RS256, with its public half as a JWK. */
export interface SigningKey {
  readonly id: string
  readonly jwk: JsonWebKey & { readonly kid: string }
  sign(claims: Claims): string
}

/** A fresh RSA key. */
export function createSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const id = crypto.randomUUID()
  const jwk = { ...createPublicKey(publicKey).export({ format: 'jwk' }), kid: id, alg: 'RS256', use: 'sig' }
  return {
    id,
    jwk,
    sign(claims) {
      const text = `${encode({ typ: 'JWT', alg: 'RS256', kid: id })}.${encode(claims)}`
      return `${text}.${createSign('RSA-SHA256').update(text).sign(createPrivateKey(privateKey), 'base64url')}`
    },
  }
}

/** The parts of a token; undefined if it is not one. Nothing in it has been verified. */
export function parseToken(
  token: string,
):
  | { readonly keyId: string; readonly claims: Claims; readonly signed: string; readonly signature: string }
  | undefined {
  const [header = '', payload = '', signature = '', ...more] = token.split('.')
  const head = decode(header)
  const claims = decode(payload)
  if (more.length > 0 || head?.alg !== 'RS256' || typeof head.kid !== 'string' || !isClaims(claims)) return undefined
  return { keyId: head.kid, claims, signed: `${header}.${payload}`, signature }
}

/** Whether the signature was made with the key whose public half this is. */
export function verifyToken(token: { readonly signed: string; readonly signature: string }, jwk: JsonWebKey): boolean {
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return createVerify('RSA-SHA256').update(token.signed).verify(key, token.signature, 'base64url')
}

function isClaims(value: Record<string, unknown> | undefined): value is Claims {
  return (
    value !== undefined &&
    ['iss', 'sub', 'aud'].every((name) => typeof value[name] === 'string') &&
    ['iat', 'nbf', 'exp'].every((name) => typeof value[name] === 'number')
  )
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
