import { createHash, createHmac } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { SANDBOX_CREDENTIAL } from './options.ts'

/** A request as a test composes it; everything may be wrong on purpose. */
export interface RawRequest {
  readonly port: number
  readonly method?: string
  /** With the query, as it is sent. */
  readonly path: string
  readonly host?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
}

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Sends a request exactly as given. */
export function sendRaw({ port, method = 'GET', path, host, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = { ...headers, ...(host === undefined ? {} : { host }) }
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers: sent, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString() })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export interface SigningOptions {
  readonly bucket: string
  readonly key?: string
  readonly method?: string
  /** Signed as they are, one character a byte; the time and `x-oss-content-sha256` are added. */
  readonly headers?: Readonly<Record<string, string>>
  /** Canonical, already encoded and sorted. */
  readonly query?: string
  readonly additionalHeaders?: readonly string[]
  readonly region?: string
  readonly atMs?: number
  /** The header with the time; `x-oss-date` unless set. */
  readonly datedBy?: 'x-oss-date' | 'date'
  readonly secret?: string
}

/** Whether V4 signs the header without it being named. */
function isAlwaysSigned(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5'
}

/** The headers of a request with a V4 signature, made exactly as OSS's documentation says. */
export function signHeaders(options: SigningOptions): Record<string, string> {
  const { bucket, key = '', method = 'GET', query = '', additionalHeaders = [], region = 'cn-hangzhou' } = options
  const timestamp = new Date(options.atMs ?? Date.now()).toISOString().replace(/[-:]|\.\d+/g, '')
  const dated = options.datedBy ?? 'x-oss-date'
  const signedTime = dated === 'date' ? new Date(options.atMs ?? Date.now()).toUTCString() : timestamp
  const headers: Record<string, string> = {
    [dated]: signedTime,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...options.headers,
  }
  const canonicalHeaders = Object.entries(headers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([name]) => isAlwaysSigned(name) || additionalHeaders.includes(name))
    .map(([name, value]) => `${name}:${value}\n`)
  const uri = encodeURIComponent(`/${bucket}/${key}`).replaceAll('%2F', '/')
  const canonical = [
    method,
    uri,
    query,
    canonicalHeaders.join(''),
    additionalHeaders.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n')
  const day = timestamp.slice(0, 8)
  const scope = `${day}/${region}/oss/aliyun_v4_request`
  const stringToSign = `OSS4-HMAC-SHA256\n${signedTime}\n${scope}\n${createHash('sha256').update(canonical, 'latin1').digest('hex')}`
  const signingKey = [day, region, 'oss', 'aliyun_v4_request'].reduce<Buffer | string>(
    (secret, text) => createHmac('sha256', secret).update(text).digest(),
    `aliyun_v4${options.secret ?? SANDBOX_CREDENTIAL.accessKeySecret}`,
  )
  const signature = createHmac('sha256', signingKey).update(stringToSign).digest('hex')
  const additional = additionalHeaders.length === 0 ? '' : `AdditionalHeaders=${additionalHeaders.join(';')}, `
  const credential = `Credential=${SANDBOX_CREDENTIAL.accessKeyId}/${scope}`
  return { ...headers, authorization: `OSS4-HMAC-SHA256 ${credential}, ${additional}Signature=${signature}` }
}
