import {
  deleteBucket,
  getBucketAcl,
  getBucketInfo,
  getBucketLocation,
  getBucketPublicAccessBlock,
  getBucketStat,
  getBucketVersioning,
  listBuckets,
  listLiveChannel,
  putBucket,
  putBucketAcl,
  putBucketPublicAccessBlock,
  putBucketVersioning,
} from '../bucket/bucket-operations.ts'
import type { Handler } from '../exchange/exchange.ts'
import type { Operation } from '../exchange/operation.ts'
import { listObjects, listObjectsV2, listObjectVersions } from '../lists/list-objects.ts'
import { listMultipartUploads } from '../lists/list-uploads.ts'
import { completeMultipartUpload } from '../multipart/complete.ts'
import { listParts } from '../multipart/list-parts.ts'
import { uploadPart } from '../multipart/upload-part.ts'
import { uploadPartCopy } from '../multipart/upload-part-copy.ts'
import { abortMultipartUpload, initiateMultipartUpload } from '../multipart/uploads.ts'
import { copyObject } from '../object/copy-object.ts'
import { deleteMultipleObjects, deleteObject } from '../object/delete-objects.ts'
import {
  deleteObjectTagging,
  getObjectAcl,
  getObjectTagging,
  putObjectAcl,
  putObjectTagging,
} from '../object/object-settings.ts'
import { getObject, getObjectMeta, headObject } from '../object/read-object.ts'
import { appendObject, putObject } from '../object/write-object.ts'

/** The handler of each operation. */
export const HANDLERS: Readonly<Record<Operation, Handler>> = {
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
  ListLiveChannel: listLiveChannel,
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
}
