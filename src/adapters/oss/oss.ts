/** The ObjectStore over OSS: its requests, and the results in their answers. */
import { createHash } from 'node:crypto'
import { MAX_PARTS } from '../../core/bytes/parts.ts'
import { asActionError } from '../../core/errors/errors.ts'
import type { Headers, ObjectStore } from '../../ports.ts'
import { put, subResource } from './ali-oss-client.ts'
import { createAsker, type OssOptions } from './asker.ts'
import {
  grantOf,
  hasMark,
  objectFacts,
  readListPage,
  readObjectOf,
  storedObject,
  storedPart,
  tagsOf,
  uploadIdOf,
} from './oss-answers.ts'

export interface OssStore extends ObjectStore {
  /** Uses the service's clock for signatures from now on. */
  correctClock(serverTimeMs: number): void
  /** @returns now by the service's clock if that is known, in milliseconds since the epoch. */
  serviceNowMs(): number
}

/** OSS may need minutes for the Complete of objects with many parts. */
const COMPLETE_PATIENCE_MS = 150_000

/** @returns the bucket as an ObjectStore. */
export function createOssStore(options: OssOptions): OssStore {
  const { bucket, requestHeaders: every = {} } = options
  const asker = createAsker(options)
  const { direct, viaAliOss } = asker
  return {
    putObject: ({ key, headers: stored, ...request }) =>
      direct({
        ...{ operation: 'PutObject', method: 'PUT', key, read: storedObject, ctx: request },
        headers: { ...stored, 'content-length': String(request.body.sizeBytes) },
      }),
    initiateUpload({ key, headers, signal, sending }) {
      return direct({
        ...{ operation: 'InitiateMultipartUpload', method: 'POST', key, query: { uploads: '' } },
        headers: { ...headers, 'content-length': '0' },
        ctx: { signal, sending },
        read: uploadIdOf,
      })
    },
    uploadPart: ({ key, uploadId, number, ...request }) =>
      direct({
        ...{ operation: 'UploadPart', method: 'PUT', key, read: storedPart, ctx: request },
        query: { partNumber: number, uploadId },
        headers: { 'content-length': String(request.body.sizeBytes) },
      }),
    copyPart: ({ key, uploadId, number, from, signal }) =>
      direct({
        ...{ operation: 'UploadPartCopy', ramAction: 'oss:GetObject', method: 'PUT', key },
        query: { partNumber: number, uploadId },
        headers: {
          'x-oss-copy-source': copySource(bucket, from.fromKey),
          'x-oss-copy-source-range': `bytes=${from.startBytes}-${from.endBytes - 1}`,
          ...ifMatch(from.etag),
          'content-length': '0',
        },
        ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS },
        read: (answer) => storedPart(answer, 'CopyPartResult'),
      }),
    async listParts({ key, uploadId, signal, after = 0 }) {
      const query = { 'max-parts': '1000', 'part-number-marker': String(after) }
      const { parts, next = 0 } = await viaAliOss(
        { operation: 'ListParts', key, ramAction: 'oss:ListParts' },
        {
          ctx: { signal },
          send: (client, ctx) => client.listParts(key, uploadId, query, { ctx, headers: { ...every } }),
          read: readListPage,
        },
      )
      return { parts, next: next > after && next < MAX_PARTS ? next : undefined }
    },
    completeUpload({ key, uploadId, parts, headers, signal, sending }) {
      const content = completeText(parts)
      return direct({
        ...{ operation: 'CompleteMultipartUpload', method: 'POST', key, query: { uploadId }, content },
        headers: {
          ...headers,
          'content-type': 'application/xml',
          'content-length': String(Buffer.byteLength(content)),
          'content-md5': createHash('md5').update(content).digest('base64'),
        },
        ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS, ...(sending === undefined ? {} : { sending }) },
        read: (answer) => storedObject(answer, 'CompleteMultipartUploadResult'),
      })
    },
    async abortUpload({ key, uploadId, signal }) {
      await viaAliOss(
        { operation: 'AbortMultipartUpload', key, ramAction: 'oss:AbortMultipartUpload' },
        {
          ctx: { signal },
          send: (client, ctx) => client.abortMultipartUpload(key, uploadId, { ctx, headers: { ...every } }),
          read: (answer) => hasMark(answer) || undefined,
        },
      )
    },
    headObject: ({ key, signal }) =>
      unlessMissing(
        direct({
          ...{ operation: 'HeadObject', ramAction: 'oss:GetObject', method: 'HEAD', key, headers: {} },
          ...{ ctx: { signal }, read: objectFacts },
        }),
      ),
    copyObject({ key, fromKey, etag, headers, signal }) {
      const all = {
        ...headers,
        ...every,
        'x-oss-copy-source': copySource(bucket, fromKey),
        'x-oss-metadata-directive': 'REPLACE',
        // Otherwise the copy would get the tags of its source, and need permission to read them.
        'x-oss-tagging-directive': 'Replace',
        ...ifMatch(etag),
      }
      return viaAliOss(
        { operation: 'CopyObject', key, ramAction: 'oss:GetObject' },
        {
          ctx: { signal, patienceMs: COMPLETE_PATIENCE_MS },
          send: (client, ctx) => client.request(put({ bucket, object: key, headers: all, ctx })),
          read: (answer) => storedObject(answer, 'CopyObjectResult'),
        },
      )
    },
    readObject({ key, maxBytes, knownEtag, signal }) {
      const unlessKnown: Headers = knownEtag === undefined ? {} : { 'if-none-match': `"${knownEtag}"` }
      return unlessMissing(
        direct({
          ...{ operation: 'GetObject', ramAction: 'oss:GetObject', method: 'GET', key },
          // Without it any server or proxy may compress the answer.
          headers: { 'accept-encoding': 'identity', ...unlessKnown },
          ctx: { signal, maxObjectBytes: maxBytes },
          read: readObjectOf,
        }),
      )
    },
    getObjectAcl({ key, signal }) {
      return viaAliOss(
        { operation: 'GetObjectAcl', key, ramAction: 'oss:GetObjectAcl' },
        {
          ctx: { signal },
          send: (client, ctx) =>
            client.request(subResource({ bucket, object: key, headers: { ...every }, subres: 'acl', ctx })),
          read: grantOf,
        },
      )
    },
    getObjectTagging({ key, signal }) {
      return viaAliOss(
        { operation: 'GetObjectTagging', key, ramAction: 'oss:GetObjectTagging' },
        {
          ctx: { signal },
          send: (client, ctx) =>
            client.request(subResource({ bucket, object: key, headers: { ...every }, subres: 'tagging', ctx })),
          read: tagsOf,
        },
      )
    },
    openAhead: (count) => options.transport.openAhead(count),
    correctClock: asker.correctClock,
    serviceNowMs: asker.nowMs,
  }
}

/** @returns what Complete says. Source: https://www.alibabacloud.com/help/en/oss/developer-reference/completemultipartupload */
function completeText(parts: readonly { readonly number: number; readonly etag: string }[]): string {
  const listed = parts
    .toSorted((left, right) => left.number - right.number)
    .map(({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>"${asXml(etag)}"</ETag></Part>`)
  return `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`
}

function asXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** @returns the answer; undefined if there is no such object. */
async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (asActionError(error)?.fault === 'missing') return undefined
    throw error
  }
}

function ifMatch(etag: string | undefined): Headers {
  return etag === undefined ? {} : { 'x-oss-copy-source-if-match': `"${etag}"` }
}

function copySource(bucket: string, key: string): string {
  return `/${bucket}/${encodeURIComponent(key)}`
}
