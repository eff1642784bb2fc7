import {
  type Answer,
  bucketOf,
  type Exchange,
  keyOf,
  readXmlBody,
  versionIdOf,
  xmlAnswer,
} from '../exchange/exchange.ts'
import { authorizeAction } from '../exchange/policy.ts'
import { checkKey } from '../identity/addressing.ts'
import { checkVersionId, encodeKey, readEncodingType } from '../lists/listing.ts'
import { type Bucket, deleteCurrent, deleteVersion } from '../store/buckets.ts'
import { malformedXml } from '../wire/errors.ts'
import { childrenNamed, childText, type XmlElement } from '../wire/xml.ts'
import { checkRetention } from './overwriting.ts'

const MAX_KEYS = 1000

/** What a deletion did: the version removed, or the marker that was put on top. */
interface Deletion {
  readonly versionId: string | undefined
  readonly marker: { readonly versionId: string } | undefined
}

function deleteOne(bucket: Bucket, name: NamedObject, nowMs: number): Deletion {
  if (name.versionId === undefined) return { versionId: undefined, marker: deleteCurrent(bucket, name.key, nowMs) }
  const removed = deleteVersion(bucket, name.key, name.versionId)
  return { versionId: name.versionId, marker: removed?.kind === 'delete-marker' ? removed : undefined }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/deleteobject */
export async function deleteObject(exchange: Exchange): Promise<Answer> {
  const name = { key: keyOf(exchange), versionId: versionIdOf(exchange) }
  if (name.versionId !== undefined) checkVersionId('versionId', name.versionId)
  checkRetention(exchange, bucketOf(exchange), name.key, name.versionId)
  const { versionId, marker } = deleteOne(bucketOf(exchange), name, exchange.nowMs)
  const shown = marker?.versionId ?? versionId
  return {
    status: 204,
    headers: {
      ...(shown === undefined ? {} : { 'x-oss-version-id': shown }),
      ...(marker === undefined ? {} : { 'x-oss-delete-marker': 'true' }),
    },
  }
}

interface NamedObject {
  readonly key: string
  readonly versionId: string | undefined
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/deletemultipleobjects */
export async function deleteMultipleObjects(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const encodingType = readEncodingType(exchange.head)
  const document = await readXmlBody(exchange)
  if (document?.name !== 'Delete') throw malformedXml()
  const names = childrenNamed(document, 'Object').map(readName)
  if (names.length === 0 || names.length > MAX_KEYS) throw malformedXml()
  const { credential } = exchange.identity
  if (credential !== undefined) for (const { key } of names) authorizeAction(credential, 'oss:DeleteObject', key)
  for (const { key, versionId } of names) checkRetention(exchange, bucket, key, versionId)
  const deleted = names.map((name) => ({ name, deletion: deleteOne(bucket, name, exchange.nowMs) }))
  if (childText(document, 'Quiet')?.trim() === 'true') return { status: 200 }
  return xmlAnswer('DeleteResult', {
    EncodingType: encodingType,
    Deleted: deleted.map(({ name, deletion }) => ({
      Key: encodeKey(name.key, encodingType),
      VersionId: name.versionId,
      DeleteMarker: deletion.marker === undefined ? undefined : true,
      DeleteMarkerVersionId: deletion.marker?.versionId,
    })),
  })
}

function readName(element: XmlElement): NamedObject {
  const key = childText(element, 'Key')
  if (key === undefined) throw malformedXml()
  checkKey(key)
  const versionId = childText(element, 'VersionId')?.trim()
  if (versionId === undefined || versionId === '') return { key, versionId: undefined }
  checkVersionId('VersionId', versionId)
  return { key, versionId }
}
