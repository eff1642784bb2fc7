import type { Target } from './addressing.ts'
import {
  deleteBucket,
  getBucketAcl,
  getBucketInfo,
  getBucketLocation,
  getBucketPublicAccessBlock,
  getBucketStat,
  getBucketVersioning,
  listBuckets,
  putBucket,
  putBucketAcl,
  putBucketPublicAccessBlock,
  putBucketVersioning,
} from './bucket-operations.ts'
import { copyObject, uploadPartCopy } from './copy-object.ts'
import { deleteMultipleObjects, deleteObject } from './delete-objects.ts'
import type { Handler } from './exchange.ts'
import { listObjects, listObjectsV2, listObjectVersions } from './list-objects.ts'
import { listMultipartUploads } from './list-uploads.ts'
import {
  abortMultipartUpload,
  completeMultipartUpload,
  initiateMultipartUpload,
  listParts,
  uploadPart,
} from './multipart.ts'
import {
  deleteObjectTagging,
  getObjectAcl,
  getObjectTagging,
  putObjectAcl,
  putObjectTagging,
} from './object-settings.ts'
import { getObject, getObjectMeta, headObject } from './read-object.ts'
import { hasQuery, type RequestHead } from './request.ts'
import { appendObject, putObject } from './write-object.ts'

/** Every operation that the server has, by OSS's name. */
export const HANDLERS = {
  ListBuckets: listBuckets,
  PutBucket: putBucket,
  DeleteBucket: deleteBucket,
  GetBucketInfo: getBucketInfo,
  GetBucketStat: getBucketStat,
  GetBucketLocation: getBucketLocation,
  GetBucketAcl: getBucketAcl,
  PutBucketAcl: putBucketAcl,
  GetBucketVersioning: getBucketVersioning,
  PutBucketVersioning: putBucketVersioning,
  GetBucketPublicAccessBlock: getBucketPublicAccessBlock,
  PutBucketPublicAccessBlock: putBucketPublicAccessBlock,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  ListMultipartUploads: listMultipartUploads,
  DeleteMultipleObjects: deleteMultipleObjects,
  PutObject: putObject,
  AppendObject: appendObject,
  CopyObject: copyObject,
  GetObject: getObject,
  HeadObject: headObject,
  GetObjectMeta: getObjectMeta,
  DeleteObject: deleteObject,
  GetObjectAcl: getObjectAcl,
  PutObjectAcl: putObjectAcl,
  GetObjectTagging: getObjectTagging,
  PutObjectTagging: putObjectTagging,
  DeleteObjectTagging: deleteObjectTagging,
  InitiateMultipartUpload: initiateMultipartUpload,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  ListParts: listParts,
} as const satisfies Readonly<Record<string, Handler>>

export type Operation = keyof typeof HANDLERS

/** Method and what must be in the query (`header:name`: a header) → operation; the first row that fits. */
type Row = readonly [method: string, needed: readonly string[], operation: Operation]

const SERVICE: readonly Row[] = [['GET', [], 'ListBuckets']]

const BUCKET: readonly Row[] = [
  ['GET', ['bucketInfo'], 'GetBucketInfo'],
  ['GET', ['stat'], 'GetBucketStat'],
  ['GET', ['location'], 'GetBucketLocation'],
  ['GET', ['acl'], 'GetBucketAcl'],
  ['GET', ['versioning'], 'GetBucketVersioning'],
  ['GET', ['publicAccessBlock'], 'GetBucketPublicAccessBlock'],
  ['GET', ['uploads'], 'ListMultipartUploads'],
  ['GET', ['versions'], 'ListObjectVersions'],
  ['GET', ['list-type'], 'ListObjectsV2'],
  ['GET', [], 'ListObjects'],
  ['PUT', ['acl'], 'PutBucketAcl'],
  ['PUT', ['versioning'], 'PutBucketVersioning'],
  ['PUT', ['publicAccessBlock'], 'PutBucketPublicAccessBlock'],
  ['PUT', [], 'PutBucket'],
  ['POST', ['delete'], 'DeleteMultipleObjects'],
  ['DELETE', [], 'DeleteBucket'],
]

const OBJECT: readonly Row[] = [
  ['PUT', ['partNumber', 'uploadId', 'header:x-oss-copy-source'], 'UploadPartCopy'],
  ['PUT', ['partNumber', 'uploadId'], 'UploadPart'],
  ['PUT', ['acl'], 'PutObjectAcl'],
  ['PUT', ['tagging'], 'PutObjectTagging'],
  ['PUT', ['header:x-oss-copy-source'], 'CopyObject'],
  ['PUT', [], 'PutObject'],
  ['POST', ['uploads'], 'InitiateMultipartUpload'],
  ['POST', ['uploadId'], 'CompleteMultipartUpload'],
  ['POST', ['append'], 'AppendObject'],
  ['GET', ['uploadId'], 'ListParts'],
  ['GET', ['acl'], 'GetObjectAcl'],
  ['GET', ['tagging'], 'GetObjectTagging'],
  ['GET', ['objectMeta'], 'GetObjectMeta'],
  ['GET', [], 'GetObject'],
  ['HEAD', ['objectMeta'], 'GetObjectMeta'],
  ['HEAD', [], 'HeadObject'],
  ['DELETE', ['uploadId'], 'AbortMultipartUpload'],
  ['DELETE', ['tagging'], 'DeleteObjectTagging'],
  ['DELETE', [], 'DeleteObject'],
]

/** Sub-resources of OSS that the server does not have: a request for one must not be taken for another operation. */
const UNKNOWN_SUBRESOURCES = [
  'accessmonitor',
  'asyncFetch',
  'callback',
  'cloudboxes',
  'cname',
  'comp',
  'cors',
  'encryption',
  'https',
  'img',
  'inventory',
  'lifecycle',
  'live',
  'logging',
  'metaQuery',
  'mirror',
  'policy',
  'policyStatus',
  'qos',
  'qosInfo',
  'qosRequester',
  'referer',
  'regionList',
  'replication',
  'replicationLocation',
  'replicationProgress',
  'requestPayment',
  'resourceGroup',
  'restore',
  'rtc',
  'style',
  'symlink',
  'transferAcceleration',
  'userDefinedLogFieldsConfig',
  'vod',
  'website',
  'worm',
  'wormExtend',
  'wormId',
  'x-oss-process',
  'x-oss-async-process',
  'accessPoint',
  'accessPointPolicy',
]

/** Whether a request is for a sub-resource of OSS that the server does not have. */
export function hasUnknownSubresource(head: RequestHead): boolean {
  return UNKNOWN_SUBRESOURCES.some((name) => hasQuery(head, name))
}

/** OSS's name of what a request asks for; undefined where it has none here. */
export function findOperation(head: RequestHead, target: Target): Operation | undefined {
  if (hasUnknownSubresource(head)) return undefined
  const rows = target.bucket === undefined ? SERVICE : target.key === undefined ? BUCKET : OBJECT
  const isThere = (name: string) =>
    name.startsWith('header:') ? head.headers[name.slice(7)] !== undefined : hasQuery(head, name)
  return rows.find(([method, needed]) => method === head.method && needed.every(isThere))?.[2]
}
