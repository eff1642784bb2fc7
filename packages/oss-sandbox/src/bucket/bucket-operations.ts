import { type Answer, bucketOf, type Exchange, readXmlBody, xmlAnswer } from '../exchange/exchange.ts'
import { compareKeys, readLimit } from '../lists/listing.ts'
import type { BucketAcl } from '../options.ts'
import { type Bucket, createBucket, type ObjectVersion, OWNER } from '../store/buckets.ts'
import { accessDenied, malformedXml, notImplemented, OssError } from '../wire/errors.ts'
import { hasQuery, queryValue } from '../wire/request.ts'
import { childText, formatTime } from '../wire/xml.ts'

const ACLS = ['private', 'public-read', 'public-read-write']

/** https://www.alibabacloud.com/help/en/oss/developer-reference/listbuckets */
export async function listBuckets({ head, state }: Exchange): Promise<Answer> {
  const prefix = queryValue(head, 'prefix') ?? ''
  const marker = queryValue(head, 'marker') ?? ''
  const maxKeys = readLimit(head, 'max-keys', { default: 100, max: 1000 })
  const all = [...state.buckets.values()]
    .filter(({ name }) => name.startsWith(prefix) && (marker === '' || name > marker))
    .sort((a, b) => compareKeys(a.name, b.name))
  const page = all.slice(0, maxKeys)
  const isTruncated = all.length > page.length
  const paging = {
    Prefix: prefix,
    Marker: marker,
    MaxKeys: maxKeys,
    IsTruncated: isTruncated,
    NextMarker: isTruncated ? page.at(-1)?.name : undefined,
  }
  const isPaged = ['prefix', 'marker', 'max-keys'].some((name) => hasQuery(head, name))
  return xmlAnswer('ListAllMyBucketsResult', {
    ...(isPaged ? paging : {}),
    Owner: OWNER,
    Buckets: { Bucket: page.map((bucket) => ({ ...describeBucket(bucket), Region: bucket.region })) },
  })
}

function describeBucket(bucket: Bucket) {
  return {
    CreationDate: formatTime(bucket.createdMs),
    ExtranetEndpoint: `oss-${bucket.region}.aliyuncs.com`,
    IntranetEndpoint: `oss-${bucket.region}-internal.aliyuncs.com`,
    Location: `oss-${bucket.region}`,
    Name: bucket.name,
    StorageClass: bucket.storageClass,
  }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putbucket */
export async function putBucket(exchange: Exchange): Promise<Answer> {
  const { identity, state, head, nowMs } = exchange
  const name = identity.target.bucket ?? ''
  const setting = ['x-oss-server-side-encryption', 'x-oss-resource-group-id'].find(
    (header) => head.headers[header] !== undefined,
  )
  if (setting !== undefined) throw notImplemented({ Header: setting })
  const document = await readXmlBody(exchange)
  if (document !== undefined && document.name !== 'CreateBucketConfiguration') throw malformedXml()
  const storageClass = document === undefined ? undefined : childText(document, 'StorageClass')?.trim()
  const acl = readBucketAcl(exchange)
  const region = identity.target.hostRegion ?? state.region
  const existing = state.buckets.get(name)
  if (existing !== undefined && existing.region !== region) throw bucketAlreadyExists(name)
  const options = { name, ...(storageClass === undefined ? {} : { storageClass }) }
  const bucket = existing ?? createBucket(options, { region, nowMs })
  if (head.headers['x-oss-acl'] !== undefined) bucket.acl = acl
  state.buckets.set(name, bucket)
  return { status: 200, headers: { location: `/${name}` } }
}

function bucketAlreadyExists(name: string): OssError {
  return new OssError({
    status: 409,
    code: 'BucketAlreadyExists',
    message:
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    ec: '0015-00000104',
    details: { BucketName: name },
  })
}

function readBucketAcl({ head }: Exchange): BucketAcl {
  const acl = head.headers['x-oss-acl'] ?? 'private'
  if (ACLS.includes(acl)) return acl as BucketAcl
  throw new OssError({
    status: 400,
    code: 'InvalidArgument',
    message: 'no such bucket access control exists',
    ec: '0015-00000204',
    details: { ArgumentName: 'x-oss-acl', ArgumentValue: acl },
  })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/deletebucket */
export async function deleteBucket(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  if (bucket.versions.size > 0 || bucket.uploads.size > 0) {
    throw new OssError({
      status: 409,
      code: 'BucketNotEmpty',
      message: 'The bucket has objects. Please delete them first.',
      ec: '0015-00000301',
      details: { BucketName: bucket.name },
    })
  }
  exchange.state.buckets.delete(bucket.name)
  return { status: 204 }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketinfo */
export async function getBucketInfo(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  return xmlAnswer('BucketInfo', {
    Bucket: {
      ...describeBucket(bucket),
      AccessMonitor: 'Disabled',
      DataRedundancyType: 'LRS',
      BlockPublicAccess: bucket.blockPublicAccess,
      Owner: OWNER,
      AccessControlList: { Grant: bucket.acl },
      Versioning: bucket.versioning,
      TransferAcceleration: 'Disabled',
      CrossRegionReplication: 'Disabled',
      Comment: '',
      ServerSideEncryptionRule: { SSEAlgorithm: 'None' },
      BucketPolicy: { LogBucket: '', LogPrefix: '' },
    },
  })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketstat */
export async function getBucketStat(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const objects = [...bucket.versions.values()].flat().filter((version) => version.kind === 'object')
  return xmlAnswer('BucketStat', {
    Storage: objects.reduce((sum, object) => sum + object.body.sizeBytes, 0),
    ObjectCount: objects.length,
    MultipartUploadCount: bucket.uploads.size,
    LiveChannelCount: 0,
    LastModifiedTime: Math.floor(exchange.nowMs / 1000),
    ...Object.assign({}, ...STORAGE_CLASSES.map((row) => statOfClass(objects, row))),
  })
}

const STORAGE_CLASSES = [
  ['Standard', 'Standard'],
  ['IA', 'InfrequentAccess'],
  ['Archive', 'Archive'],
  ['ColdArchive', 'ColdArchive'],
  ['DeepColdArchive', 'DeepColdArchive'],
] as const

/** Sizes and count of the objects of one storage class; a small object of another class than Standard is billed as 64 KiB. */
function statOfClass(objects: readonly ObjectVersion[], [storageClass, name]: (typeof STORAGE_CLASSES)[number]) {
  const sizes = objects
    .filter(({ properties }) => properties.storageClass === storageClass)
    .map(({ body }) => body.sizeBytes)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  if (storageClass === 'Standard') return { [`${name}Storage`]: sum(sizes), [`${name}ObjectCount`]: sizes.length }
  return {
    [`${name}Storage`]: sum(sizes.map((size) => Math.max(size, 65_536))),
    [`${name}RealStorage`]: sum(sizes),
    [`${name}ObjectCount`]: sizes.length,
  }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketlocation */
export async function getBucketLocation(exchange: Exchange): Promise<Answer> {
  return xmlAnswer('LocationConstraint', `oss-${bucketOf(exchange).region}`)
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketacl */
export async function getBucketAcl(exchange: Exchange): Promise<Answer> {
  return xmlAnswer('AccessControlPolicy', { Owner: OWNER, AccessControlList: { Grant: bucketOf(exchange).acl } })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketacl; a bucket that is not there is created. */
export async function putBucketAcl(exchange: Exchange): Promise<Answer> {
  if (!exchange.state.buckets.has(exchange.identity.target.bucket ?? '')) await putBucket(exchange)
  const bucket = bucketOf(exchange)
  const acl = readBucketAcl(exchange)
  if (bucket.blockPublicAccess && acl !== 'private') throw publicBucketAclBlocked()
  bucket.acl = acl
  return { status: 200 }
}

function publicBucketAclBlocked(): OssError {
  return accessDenied('Put public bucket acl is not allowed', '0015-00000910')
}

/**
 * An empty list, for clients that clean up everything in a bucket: live channels cannot be made here.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/listlivechannel
 */
export async function listLiveChannel(exchange: Exchange): Promise<Answer> {
  bucketOf(exchange)
  const { head } = exchange
  return xmlAnswer('ListLiveChannelResult', {
    Prefix: queryValue(head, 'prefix') ?? '',
    Marker: queryValue(head, 'marker') ?? '',
    MaxKeys: readLimit(head, 'max-keys', { default: 100, max: 1000 }),
    IsTruncated: false,
    NextMarker: '',
  })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketversioning */
export async function getBucketVersioning(exchange: Exchange): Promise<Answer> {
  return xmlAnswer('VersioningConfiguration', { Status: bucketOf(exchange).versioning })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketversioning */
export async function putBucketVersioning(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const document = await readXmlBody(exchange)
  const status = document?.name === 'VersioningConfiguration' ? childText(document, 'Status')?.trim() : undefined
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml()
  bucket.versioning = status
  return { status: 200 }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketpublicaccessblock */
export async function getBucketPublicAccessBlock(exchange: Exchange): Promise<Answer> {
  return xmlAnswer('PublicAccessBlockConfiguration', { BlockPublicAccess: bucketOf(exchange).blockPublicAccess })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketpublicaccessblock */
export async function putBucketPublicAccessBlock(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const document = await readXmlBody(exchange)
  const value =
    document?.name === 'PublicAccessBlockConfiguration' ? childText(document, 'BlockPublicAccess')?.trim() : undefined
  if (value !== 'true' && value !== 'false') throw malformedXml()
  bucket.blockPublicAccess = value === 'true'
  return { status: 200 }
}
