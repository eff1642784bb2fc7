import type { Target } from '../identity/addressing.ts'
import { hasQuery, type RequestHead } from '../wire/request.ts'

/** Method, what must be in the query (`header:name`: a header), operation, what else may be in the query; the first row that matches is used. */
type Row = readonly [method: string, needed: readonly string[], operation: string, optional?: readonly string[]]

const SERVICE = [['GET', [], 'ListBuckets']] as const satisfies readonly Row[]

const BUCKET = [
  ['GET', ['bucketInfo'], 'GetBucketInfo'],
  ['GET', ['stat'], 'GetBucketStat'],
  ['GET', ['location'], 'GetBucketLocation'],
  ['GET', ['acl'], 'GetBucketAcl'],
  ['GET', ['versioning'], 'GetBucketVersioning'],
  ['GET', ['publicAccessBlock'], 'GetBucketPublicAccessBlock'],
  ['GET', ['live'], 'ListLiveChannel'],
  ['GET', ['uploads'], 'ListMultipartUploads'],
  ['GET', ['versions'], 'ListObjectVersions'],
  ['GET', ['list-type'], 'ListObjectsV2'],
  ['GET', [], 'ListObjects'],
  ['PUT', ['acl'], 'PutBucketAcl'],
  ['PUT', ['versioning'], 'PutBucketVersioning'],
  ['PUT', ['publicAccessBlock'], 'PutBucketPublicAccessBlock'],
  ['PUT', [], 'PutBucket'],
  ['POST', ['delete'], 'DeleteMultipleObjects', ['encoding-type']],
  ['DELETE', [], 'DeleteBucket'],
] as const satisfies readonly Row[]

/** OSS ignores a version when an object is made; some clients name the version of the source with every request of a copy. */
const IGNORED = ['versionId'] as const

const OBJECT = [
  ['PUT', ['partNumber', 'uploadId', 'header:x-oss-copy-source'], 'UploadPartCopy', IGNORED],
  ['PUT', ['partNumber', 'uploadId'], 'UploadPart', IGNORED],
  ['PUT', ['acl'], 'PutObjectAcl', ['versionId']],
  ['PUT', ['tagging'], 'PutObjectTagging', ['versionId']],
  ['PUT', ['header:x-oss-copy-source'], 'CopyObject', IGNORED],
  ['PUT', [], 'PutObject', IGNORED],
  ['POST', ['uploads'], 'InitiateMultipartUpload', ['encoding-type', 'sequential', ...IGNORED]],
  ['POST', ['uploadId'], 'CompleteMultipartUpload', ['encoding-type', ...IGNORED]],
  ['POST', ['append'], 'AppendObject', ['position']],
  ['GET', ['uploadId'], 'ListParts'],
  ['GET', ['acl'], 'GetObjectAcl', ['versionId']],
  ['GET', ['tagging'], 'GetObjectTagging', ['versionId']],
  ['GET', ['objectMeta'], 'GetObjectMeta', ['versionId']],
  ['GET', [], 'GetObject', ['versionId']],
  ['HEAD', ['objectMeta'], 'GetObjectMeta', ['versionId']],
  ['HEAD', [], 'HeadObject', ['versionId']],
  ['DELETE', ['uploadId'], 'AbortMultipartUpload', IGNORED],
  ['DELETE', ['tagging'], 'DeleteObjectTagging', ['versionId']],
  ['DELETE', [], 'DeleteObject', ['versionId']],
] as const satisfies readonly Row[]

/** Every operation that the server has, by OSS's name. */
export type Operation = (typeof SERVICE | typeof BUCKET | typeof OBJECT)[number][2]

/** Sub-resources of OSS. A request that names one which its operation does not have must not be taken for that operation. */
const SUBRESOURCES = new Set([
  ...['accessPoint', 'accessPointPolicy', 'accessmonitor', 'acl', 'append', 'archiveDirectRead', 'asyncFetch'],
  ...['bucketArchiveDirectRead', 'bucketInfo', 'callback', 'callback-var', 'cloudboxes', 'cname', 'comp', 'continuous'],
  ...['cors', 'dataAccelerator', 'delete', 'encryption', 'httpsConfig', 'https', 'img', 'inventory', 'inventoryId'],
  ...['lifecycle', 'live', 'location', 'logging', 'metaQuery', 'mirror', 'objectMeta', 'objectWorm', 'partNumber'],
  ...['policy', 'policyStatus', 'publicAccessBlock', 'qos', 'qosInfo', 'qosRequester', 'qosRequesterInfo', 'referer'],
  ...['regionList', 'replication', 'replicationLocation', 'replicationProgress', 'requestPayment', 'requesterQosInfo'],
  ...[
    'resourceGroup',
    'resourcePool',
    'responseHeader',
    'restore',
    'retention',
    'rtc',
    'seal',
    'stat',
    'status',
    'style',
  ],
  ...['styleName', 'symlink', 'tagging', 'transferAcceleration', 'uploadId', 'uploads', 'userDefinedLogFieldsConfig'],
  ...[
    'versioning',
    'versions',
    'vod',
    'website',
    'worm',
    'wormExtend',
    'wormId',
    'x-oss-async-process',
    'x-oss-process',
  ],
])

/** What any request may have in its query. */
const COMMON =
  /^(?:security-token|x-oss-(?:signature|signature-version|credential|date|expires|additional-headers|security-token|request-payer|traffic-limit|ac-[a-z-]+))$/

function rowsOf(target: Target): readonly Row[] {
  if (target.bucket === undefined) return SERVICE
  return target.key === undefined ? BUCKET : OBJECT
}

/** OSS's name of the requested operation; undefined if there is none here, or if the query names more than it has. */
export function findOperation(head: RequestHead, target: Target): Operation | undefined {
  const isThere = (name: string) =>
    name.startsWith('header:') ? head.headers[name.slice(7)] !== undefined : hasQuery(head, name)
  const row = rowsOf(target).find(([method, needed]) => method === head.method && needed.every(isThere))
  if (row === undefined || namesAnother(head, row)) return undefined
  return row[2] as Operation
}

/** Whether the server has no operation for this because the query names a sub-resource that it does not have. */
export function hasUnknownSubresource(head: RequestHead, target: Target): boolean {
  const rows = rowsOf(target).filter(([method]) => method === head.method)
  if (rows.length === 0) return head.query.some(({ name }) => SUBRESOURCES.has(name))
  return rows.every((row) => namesAnother(head, row))
}

/**
 * Whether the query names something that the operation does not have. OSS ignores parameters that it does not know; here, requests that
 *  change something are carried out only if every parameter is known.
 */
function namesAnother(head: RequestHead, [method, needed, , optional = []]: Row): boolean {
  const isReading = method === 'GET' || method === 'HEAD'
  return head.query.some(({ name }) => {
    if (COMMON.test(name) || needed.includes(name) || optional.includes(name)) return false
    return isReading ? SUBRESOURCES.has(name) : true
  })
}
