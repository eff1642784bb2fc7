import { type Answer, bucketOf, type Exchange, keyOf, readXmlBody, xmlAnswer } from '../exchange/exchange.ts'
import { type ObjectProperties, OWNER, replaceVersion, type Tag } from '../store/buckets.ts'
import { invalidArgument, malformedXml } from '../wire/errors.ts'
import { childrenNamed, childText, type XmlElement } from '../wire/xml.ts'
import { checkTags, readObjectAcl, versionHeader } from './object-properties.ts'
import { objectOf } from './read-object.ts'

function changeProperties(exchange: Exchange, changes: Partial<ObjectProperties>): Readonly<Record<string, string>> {
  const bucket = bucketOf(exchange)
  const object = objectOf(exchange)
  replaceVersion(bucket, keyOf(exchange), { ...object, properties: { ...object.properties, ...changes } })
  return versionHeader(bucket, object)
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getobjectacl */
export async function getObjectAcl(exchange: Exchange): Promise<Answer> {
  const object = objectOf(exchange)
  const document = { Owner: OWNER, AccessControlList: { Grant: object.properties.acl } }
  return xmlAnswer('AccessControlPolicy', document, versionHeader(bucketOf(exchange), object))
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putobjectacl */
export async function putObjectAcl(exchange: Exchange): Promise<Answer> {
  const acl = readObjectAcl(exchange.head, bucketOf(exchange))
  if (acl === undefined)
    throw invalidArgument('The ACL is missing.', { name: 'x-oss-object-acl', value: '' }, '0016-00000504')
  return { status: 200, headers: changeProperties(exchange, { acl }) }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getobjecttagging */
export async function getObjectTagging(exchange: Exchange): Promise<Answer> {
  const object = objectOf(exchange)
  const tags = object.properties.tags.map(({ key, value }) => ({ Key: key, Value: value }))
  return xmlAnswer('Tagging', { TagSet: { Tag: tags } }, versionHeader(bucketOf(exchange), object))
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putobjecttagging */
export async function putObjectTagging(exchange: Exchange): Promise<Answer> {
  const document = await readXmlBody(exchange)
  const set = document?.name === 'Tagging' ? childrenNamed(document, 'TagSet')[0] : undefined
  if (set === undefined) throw malformedXml()
  const tags = childrenNamed(set, 'Tag').map(readTag)
  checkTags(tags)
  return { status: 200, headers: changeProperties(exchange, { tags }) }
}

function readTag(element: XmlElement): Tag {
  const key = childText(element, 'Key')
  if (key === undefined) throw malformedXml()
  return { key, value: childText(element, 'Value') ?? '' }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/deleteobjecttagging */
export async function deleteObjectTagging(exchange: Exchange): Promise<Answer> {
  return { status: 204, headers: changeProperties(exchange, { tags: [] }) }
}
