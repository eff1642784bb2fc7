import { createHash } from 'node:crypto'
import type { Identity } from '../identity/authenticate.ts'
import type { Credential } from '../options.ts'
import type { BodyStore, ByteRange, StoredBody } from '../store/bodies.ts'
import type { Bucket } from '../store/buckets.ts'
import { malformedXml, noSuchBucket, OssError } from '../wire/errors.ts'
import type { IncomingBody } from '../wire/incoming-body.ts'
import { queryValue, type RequestHead } from '../wire/request.ts'
import { formatXml, parseXml, type XmlElement, type XmlValue } from '../wire/xml.ts'
import type { Operation } from './operation.ts'

/** Everything that the server keeps. */
export interface OssState {
  readonly region: string
  readonly buckets: Map<string, Bucket>
  readonly credentials: Map<string, Credential>
  readonly bodies: BodyStore
  readonly digests: boolean
  readonly maxCopyBytes: number
}

/** One request while an operation handles it. */
export interface Exchange {
  readonly head: RequestHead
  readonly operation: Operation
  readonly identity: Identity
  readonly body: IncomingBody
  readonly state: OssState
  readonly nowMs: number
}

/** What an operation answers. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** The head has no mark of OSS. */
  readonly isForeign?: boolean
  readonly body?: string | { readonly stored: StoredBody; readonly range: ByteRange }
}

export type Handler = (exchange: Exchange) => Promise<Answer>

/** 200 with an XML document. */
export function xmlAnswer(root: string, value: XmlValue, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: formatXml(root, value) }
}

/** The bucket that the request is about; throws NoSuchBucket. */
export function bucketOf({ identity, state }: Exchange): Bucket {
  return findBucket(state, identity.target.bucket ?? '')
}

/** The bucket of that name; throws NoSuchBucket. */
export function findBucket(state: OssState, name: string): Bucket {
  const bucket = state.buckets.get(name)
  if (bucket === undefined) throw noSuchBucket(name)
  return bucket
}

/** The key that the request is about, decoded. */
export function keyOf({ identity }: Exchange): string {
  return identity.target.key ?? ''
}

/** The `versionId` that the request names. */
export function versionIdOf(exchange: Exchange): string | undefined {
  return queryValue(exchange.head, 'versionId')
}

const XML_LIMIT_BYTES = 5 * 1024 * 1024

/** The request's body as XML; undefined where it is empty; throws MalformedXML. */
export async function readXmlBody(exchange: Exchange): Promise<XmlElement | undefined> {
  const bytes = await exchange.body.read(XML_LIMIT_BYTES)
  if (bytes === undefined) {
    throw new OssError({ status: 400, code: 'MalformedXML', message: 'The XML is too large.', ec: '0042-00000206' })
  }
  checkContentMd5(exchange, createHash('md5').update(bytes).digest('base64'))
  if (bytes.length === 0) return undefined
  const root = parseXml(bytes.toString('utf8'))
  if (root === undefined) throw malformedXml()
  return root
}

/** Throws InvalidDigest unless the request has no Content-MD5 or the one given (base64). */
export function checkContentMd5({ head }: Exchange, md5Base64: string): void {
  const given = head.headers['content-md5']
  if (given === undefined || given === md5Base64) return
  throw invalidDigest(given, md5Base64)
}

/** Throws InvalidDigest if a Content-MD5 does not have the form of one. */
export function checkContentMd5Form({ head }: Exchange): void {
  const given = head.headers['content-md5']
  if (given === undefined || /^[A-Za-z0-9+/]{22}==$/.test(given)) return
  throw invalidDigest(given, undefined)
}

function invalidDigest(given: string, computed: string | undefined): OssError {
  return new OssError({
    status: 400,
    code: 'InvalidDigest',
    message: 'The Content-MD5 you specified was invalid.',
    ec: computed === undefined ? '0017-00000502' : '0017-00000503',
    details: { 'Content-MD5': given, 'Calculated-MD5': computed },
  })
}
