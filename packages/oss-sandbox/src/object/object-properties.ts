import type { ObjectAcl } from '../options.ts'
import type { Bucket, ObjectProperties, ObjectVersion, Tag } from '../store/buckets.ts'
import { accessDenied, invalidArgument, OssError } from '../wire/errors.ts'
import type { RequestHead } from '../wire/request.ts'

const KEPT = ['content-type', 'content-disposition', 'content-encoding', 'content-language', 'cache-control', 'expires']
const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive']
const ACLS = ['default', 'private', 'public-read', 'public-read-write']
const ENCRYPTIONS = ['AES256', 'KMS', 'SM4']
const MAX_META_BYTES = 8 * 1024

/** The properties in the headers of Put, Append or Copy; throws what OSS answers to unknown values. */
export function readProperties(head: RequestHead, bucket: Bucket): ObjectProperties {
  return { ...readInitiatedProperties(head, bucket), acl: readObjectAcl(head, bucket) ?? 'default' }
}

/** The same for Initiate, which fixes everything but the ACL: OSS reads that at Complete only, so it is not checked here. */
export function readInitiatedProperties(head: RequestHead, bucket: Bucket): ObjectProperties {
  const encryption = readEncryption(head)
  return {
    headers: readKeptHeaders(head),
    acl: 'default',
    storageClass: readStorageClass(head) ?? bucket.storageClass,
    tags: parseTags(head.headers['x-oss-tagging']),
    ...(encryption === undefined ? {} : { encryption }),
  }
}

function readKeptHeaders(head: RequestHead): Readonly<Record<string, string>> {
  const kept = Object.entries(head.headers).filter(([name]) => KEPT.includes(name) || name.startsWith('x-oss-meta-'))
  const misnamed = kept.find(([name]) => !KEPT.includes(name) && !/^x-oss-meta-[a-z0-9-]+$/.test(name))
  if (misnamed !== undefined) throw refusedHeader(head, misnamed[0])
  const metaBytes = kept.reduce((sum, [name, value]) => sum + (KEPT.includes(name) ? 0 : name.length + value.length), 0)
  if (metaBytes > MAX_META_BYTES) {
    throw invalidArgument('User-defined metadata exceeds 8 KB.', { name: 'x-oss-meta', value: `${metaBytes}` })
  }
  return { 'content-type': 'application/octet-stream', ...Object.fromEntries(kept) }
}

/** The ACL that a request sets on an object. */
export function readObjectAcl(head: RequestHead, bucket: Bucket): ObjectAcl | undefined {
  const acl = head.headers['x-oss-object-acl']
  if (acl === undefined) return undefined
  if (!ACLS.includes(acl)) throw refusedHeader(head, 'x-oss-object-acl', '0016-00000504')
  if (bucket.blockPublicAccess && acl.startsWith('public')) throw publicObjectAclBlocked()
  return acl as ObjectAcl
}

/** The answer to an object's public ACL where Block Public Access is on. */
function publicObjectAclBlocked(): OssError {
  return accessDenied('Put public object acl is not allowed', '0016-00000901')
}

function readStorageClass(head: RequestHead): string | undefined {
  const storageClass = head.headers['x-oss-storage-class']
  if (storageClass === undefined || STORAGE_CLASSES.includes(storageClass)) return storageClass
  throw refusedHeader(head, 'x-oss-storage-class', '0016-00000512')
}

function readEncryption(head: RequestHead): ObjectProperties['encryption'] {
  const algorithm = head.headers['x-oss-server-side-encryption']
  const keyId = head.headers['x-oss-server-side-encryption-key-id']
  if (algorithm === undefined) {
    if (keyId !== undefined) throw refusedHeader(head, 'x-oss-server-side-encryption-key-id', '0016-00000516')
    return undefined
  }
  if (!ENCRYPTIONS.includes(algorithm)) {
    throw new OssError({
      status: 400,
      code: 'InvalidEncryptionAlgorithmError',
      message: 'The encryption request you specified is not valid. Supported value: AES256/KMS/SM4.',
      ec: '0016-00000514',
      details: { EncryptionAlgorithm: algorithm },
    })
  }
  if (keyId !== undefined && algorithm !== 'KMS')
    throw refusedHeader(head, 'x-oss-server-side-encryption-key-id', '0016-00000516')
  const dataAlgorithm = head.headers['x-oss-server-side-data-encryption']
  if (dataAlgorithm !== undefined && (algorithm !== 'KMS' || dataAlgorithm !== 'SM4'))
    throw refusedHeader(head, 'x-oss-server-side-data-encryption')
  return {
    algorithm,
    ...(keyId === undefined ? {} : { keyId }),
    ...(dataAlgorithm === undefined ? {} : { dataAlgorithm }),
  }
}

function refusedHeader(head: RequestHead, name: string, ec?: string): OssError {
  return invalidArgument(`The ${name} header is invalid.`, { name, value: head.headers[name] ?? '' }, ec)
}

/** The tags of an `x-oss-tagging` header: `a=1&b=2`, both sides URL-encoded. */
export function parseTags(text: string | undefined): readonly Tag[] {
  if (text === undefined || text === '') return []
  const tags = text.split('&').map((pair) => {
    const [key = '', value = ''] = pair.split('=').map(decodeTag)
    return { key, value }
  })
  checkTags(tags)
  return tags
}

function decodeTag(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw invalidTag()
  }
}

/** Throws InvalidTag: at most 10, keys of 1 to 128 characters, values of at most 256, no key twice. */
export function checkTags(tags: readonly Tag[]): void {
  const allowed = /^[\p{L}\p{N}+\-=._:/ @]*$/u
  const isValid = tags.every(({ key, value }) => {
    return key !== '' && key.length <= 128 && value.length <= 256 && allowed.test(key) && allowed.test(value)
  })
  if (!isValid || tags.length > 10 || new Set(tags.map(({ key }) => key)).size < tags.length) throw invalidTag()
}

function invalidTag(): OssError {
  return new OssError({
    status: 400,
    code: 'InvalidTag',
    message: 'The tag you provided is invalid.',
    ec: '0030-00000003',
  })
}

/** The headers that describe an object in the answers to GET and HEAD; without length and range. */
export function objectHeaders(object: ObjectVersion, bucket: Bucket): Readonly<Record<string, string>> {
  const { properties, body } = object
  return {
    ...properties.headers,
    etag: object.etag,
    'last-modified': new Date(object.lastModifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
    'x-oss-object-type': object.type,
    ...crc64Header(object),
    'x-oss-storage-class': properties.storageClass,
    ...(object.type !== 'Appendable' && body.md5Hex !== ''
      ? { 'content-md5': Buffer.from(body.md5Hex, 'hex').toString('base64') }
      : {}),
    ...(object.type === 'Appendable' ? { 'x-oss-next-append-position': `${body.sizeBytes}` } : {}),
    ...(properties.tags.length > 0 ? { 'x-oss-tagging-count': `${properties.tags.length}` } : {}),
    ...encryptionHeaders(properties),
    ...versionHeader(bucket, object),
  }
}

/** `x-oss-hash-crc64ecma`; nothing if it is not returned. */
export function crc64Header({ body, isCrc64Unknown }: ObjectVersion): Readonly<Record<string, string>> {
  return isCrc64Unknown === true ? {} : { 'x-oss-hash-crc64ecma': body.crc64.toString() }
}

/** The headers of an object's encryption, in answers to writes and reads. */
export function encryptionHeaders({ encryption }: ObjectProperties): Readonly<Record<string, string>> {
  if (encryption === undefined) return {}
  const { algorithm, keyId, dataAlgorithm } = encryption
  return {
    'x-oss-server-side-encryption': algorithm,
    ...(keyId === undefined ? {} : { 'x-oss-server-side-encryption-key-id': keyId }),
    ...(dataAlgorithm === undefined ? {} : { 'x-oss-server-side-data-encryption': dataAlgorithm }),
  }
}

/** `x-oss-version-id`, in buckets that have or had versioning. */
export function versionHeader(
  bucket: Bucket,
  version: { readonly versionId: string },
): Readonly<Record<string, string>> {
  return bucket.versioning === undefined ? {} : { 'x-oss-version-id': version.versionId }
}
