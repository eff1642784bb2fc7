import type { Target } from './addressing.ts'
import type { Handler } from './exchange.ts'
import {
  abortMultipartUpload,
  completeMultipartUpload,
  initiateMultipartUpload,
  listParts,
  uploadPart,
} from './multipart.ts'
import { getObject, getObjectMeta, headObject } from './read-object.ts'
import { hasQuery, type RequestHead } from './request.ts'
import { appendObject, putObject } from './write-object.ts'

/** Every operation that the server has, by OSS's name. */
export const HANDLERS = {
  PutObject: putObject,
  AppendObject: appendObject,
  GetObject: getObject,
  HeadObject: headObject,
  GetObjectMeta: getObjectMeta,
  InitiateMultipartUpload: initiateMultipartUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
  ListParts: listParts,
} as const satisfies Readonly<Record<string, Handler>>

export type Operation = keyof typeof HANDLERS

/** Method and sub-resources (all must be there) → operation; the first row that fits. */
type Row = readonly [method: string, subresources: readonly string[], operation: Operation]

const OBJECT: readonly Row[] = [
  ['PUT', ['partNumber', 'uploadId'], 'UploadPart'],
  ['PUT', [], 'PutObject'],
  ['POST', ['uploads'], 'InitiateMultipartUpload'],
  ['POST', ['uploadId'], 'CompleteMultipartUpload'],
  ['POST', ['append'], 'AppendObject'],
  ['GET', ['uploadId'], 'ListParts'],
  ['GET', ['objectMeta'], 'GetObjectMeta'],
  ['GET', [], 'GetObject'],
  ['HEAD', ['objectMeta'], 'GetObjectMeta'],
  ['HEAD', [], 'HeadObject'],
  ['DELETE', ['uploadId'], 'AbortMultipartUpload'],
]

/** OSS's name of what a request asks for; undefined where it has none here. */
export function findOperation(head: RequestHead, target: Target): Operation | undefined {
  const rows = target.key === undefined ? [] : OBJECT
  const row = rows.find(([method, names]) => method === head.method && names.every((name) => hasQuery(head, name)))
  return row?.[2]
}
