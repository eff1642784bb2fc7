import { type Answer, bucketOf, type Exchange, xmlAnswer } from '../exchange/exchange.ts'
import { type Bucket, currentObject, type DeleteMarker, type ObjectVersion, OWNER } from '../store/buckets.ts'
import { invalidArgument } from '../wire/errors.ts'
import { queryValue, type RequestHead } from '../wire/request.ts'
import { formatTime, type XmlValue } from '../wire/xml.ts'
import { checkVersionId, compareKeys, encodeKey, readEncodingType, readLimit } from './listing.ts'

/** Parameters of a list: prefix of the keys, delimiter at which they are folded, and the most entries. */
interface Query {
  readonly prefix: string
  readonly delimiter: string
  readonly maxKeys: number
  readonly encodingType: 'url' | undefined
}

/** An entry of a list: a key, or the common prefix of a folder. */
type Entry = { readonly kind: 'key' | 'prefix'; readonly name: string }

function readQuery(head: RequestHead): Query {
  const prefix = queryValue(head, 'prefix') ?? ''
  const delimiter = queryValue(head, 'delimiter') ?? ''
  if (Buffer.byteLength(prefix) > 1024) {
    throw invalidArgument('The prefix is too long.', { name: 'prefix', value: prefix }, '0017-00000301')
  }
  return {
    prefix,
    delimiter,
    maxKeys: readLimit(head, 'max-keys', { default: 100, max: 1000 }),
    encodingType: readEncodingType(head),
  }
}

/** All entries after the marker in the order of their names, with the keys of a folder folded into one. */
export function listEntries(
  keys: Iterable<string>,
  query: { readonly prefix: string; readonly delimiter: string; readonly after: string },
): readonly Entry[] {
  const { prefix, delimiter, after } = query
  const sorted = [...keys].filter((key) => key.startsWith(prefix)).sort(compareKeys)
  const entries: Entry[] = []
  for (const name of sorted) {
    const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length)
    const entry: Entry =
      end < 0 ? { kind: 'key', name } : { kind: 'prefix', name: name.slice(0, end + delimiter.length) }
    const isFolded = entry.kind === 'prefix' && entries.at(-1)?.name === entry.name
    if (!isFolded && (after === '' || compareKeys(entry.name, after) > 0)) entries.push(entry)
  }
  return entries
}

function currentKeys(bucket: Bucket): readonly string[] {
  return [...bucket.versions.keys()].filter((key) => currentObject(bucket, key) !== undefined)
}

interface Page {
  readonly contents: readonly XmlValue[]
  readonly prefixes: readonly XmlValue[]
  readonly count: number
  readonly next: string | undefined
}

function pageOf(bucket: Bucket, query: Query & { readonly after: string; readonly withOwner: boolean }): Page {
  const entries = listEntries(currentKeys(bucket), query)
  const page = entries.slice(0, query.maxKeys)
  const contents = page.map(({ kind, name }) => {
    const object = kind === 'key' ? currentObject(bucket, name) : undefined
    return object === undefined ? undefined : describe(name, object, query)
  })
  return {
    contents: contents.filter((content) => content !== undefined),
    prefixes: page
      .filter(({ kind }) => kind === 'prefix')
      .map(({ name }) => ({ Prefix: encodeKey(name, query.encodingType) })),
    count: page.length,
    next: entries.length > page.length ? page.at(-1)?.name : undefined,
  }
}

function describe(
  key: string,
  object: ObjectVersion,
  query: { readonly encodingType: 'url' | undefined; readonly withOwner: boolean },
) {
  return {
    Key: encodeKey(key, query.encodingType),
    LastModified: formatTime(object.lastModifiedMs),
    ETag: object.etag,
    Type: object.type,
    Size: object.body.sizeBytes,
    StorageClass: object.properties.storageClass,
    Owner: query.withOwner ? OWNER : undefined,
  }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/listobjects */
export async function listObjects(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const query = readQuery(exchange.head)
  const marker = queryValue(exchange.head, 'marker') ?? ''
  const page = pageOf(bucket, { ...query, after: marker, withOwner: true })
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encodeKey(query.prefix, query.encodingType),
    Marker: encodeKey(marker, query.encodingType),
    MaxKeys: query.maxKeys,
    Delimiter: encodeKey(query.delimiter, query.encodingType),
    EncodingType: query.encodingType,
    IsTruncated: page.next !== undefined,
    NextMarker: encodeKey(page.next, query.encodingType),
    Contents: page.contents,
    CommonPrefixes: page.prefixes,
  })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/listobjectsv2 */
export async function listObjectsV2(exchange: Exchange): Promise<Answer> {
  const { head } = exchange
  const bucket = bucketOf(exchange)
  const query = readQuery(head)
  const token = queryValue(head, 'continuation-token')
  const startAfter = queryValue(head, 'start-after')
  const after = token === undefined || token === '' ? (startAfter ?? '') : readToken(token)
  const page = pageOf(bucket, { ...query, after, withOwner: queryValue(head, 'fetch-owner') === 'true' })
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encodeKey(query.prefix, query.encodingType),
    StartAfter: encodeKey(startAfter, query.encodingType),
    MaxKeys: query.maxKeys,
    Delimiter: encodeKey(query.delimiter, query.encodingType),
    EncodingType: query.encodingType,
    IsTruncated: page.next !== undefined,
    ContinuationToken: token,
    NextContinuationToken: page.next === undefined ? undefined : formatToken(page.next),
    Contents: page.contents,
    CommonPrefixes: page.prefixes,
    KeyCount: page.count,
  })
}

const TOKEN_PREFIX = 'continue '

function formatToken(after: string): string {
  return Buffer.from(`${TOKEN_PREFIX}${after}`).toString('base64url')
}

/** The key that a page ended with; throws InvalidArgument if the token is not from this server. */
function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString()
  if (text.startsWith(TOKEN_PREFIX)) return text.slice(TOKEN_PREFIX.length)
  const blamed = { name: 'continuation-token', value: token }
  throw invalidArgument('The continuation token is invalid.', blamed)
}

type VersionEntry =
  | Entry
  | {
      readonly kind: 'version'
      readonly name: string
      readonly version: ObjectVersion | DeleteMarker
      readonly isLatest: boolean
    }

/** https://www.alibabacloud.com/help/en/oss/developer-reference/listobjectversions */
export async function listObjectVersions(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const query = readQuery(exchange.head)
  const keyMarker = queryValue(exchange.head, 'key-marker') ?? ''
  const versionIdMarker = queryValue(exchange.head, 'version-id-marker') ?? ''
  if (versionIdMarker !== '') checkVersionId('version-id-marker', versionIdMarker)
  const entries = versionEntries(bucket, { ...query, keyMarker, versionIdMarker })
  const page = entries.slice(0, query.maxKeys)
  const last = entries.length > page.length ? page.at(-1) : undefined
  return xmlAnswer('ListVersionsResult', {
    Name: bucket.name,
    Prefix: encodeKey(query.prefix, query.encodingType),
    KeyMarker: encodeKey(keyMarker, query.encodingType),
    VersionIdMarker: versionIdMarker,
    MaxKeys: query.maxKeys,
    Delimiter: encodeKey(query.delimiter, query.encodingType),
    EncodingType: query.encodingType,
    IsTruncated: last !== undefined,
    NextKeyMarker: encodeKey(last?.name, query.encodingType),
    NextVersionIdMarker: last?.kind === 'version' ? last.version.versionId : undefined,
    Version: page.map((entry) => describeVersion(entry, 'object', query)).filter((value) => value !== undefined),
    DeleteMarker: page
      .map((entry) => describeVersion(entry, 'delete-marker', query))
      .filter((value) => value !== undefined),
    CommonPrefixes: page
      .filter(({ kind }) => kind === 'prefix')
      .map(({ name }) => ({ Prefix: encodeKey(name, query.encodingType) })),
  })
}

function versionEntries(
  bucket: Bucket,
  query: Query & { readonly keyMarker: string; readonly versionIdMarker: string },
): readonly VersionEntry[] {
  const behind = listEntries(bucket.versions.keys(), { ...query, after: query.keyMarker })
  const rest = query.versionIdMarker === '' ? [] : versionsOf(bucket, query.keyMarker)
  const marked = rest.findIndex(
    (entry) => entry.kind === 'version' && entry.version.versionId === query.versionIdMarker,
  )
  const expanded = behind.flatMap((entry): readonly VersionEntry[] =>
    entry.kind === 'key' ? versionsOf(bucket, entry.name) : [entry],
  )
  return [...rest.slice(marked + 1), ...expanded]
}

function versionsOf(bucket: Bucket, name: string): readonly VersionEntry[] {
  const versions = bucket.versions.get(name) ?? []
  return versions.map((version, index) => ({ kind: 'version', name, version, isLatest: index === 0 }))
}

function describeVersion(entry: VersionEntry, kind: 'object' | 'delete-marker', query: Query): XmlValue {
  if (entry.kind !== 'version' || entry.version.kind !== kind) return undefined
  const { name, version, isLatest } = entry
  const common = { Key: encodeKey(name, query.encodingType), VersionId: version.versionId, IsLatest: isLatest }
  if (version.kind === 'delete-marker') {
    return { ...common, LastModified: formatTime(version.lastModifiedMs), Owner: OWNER }
  }
  return { ...common, ...describe(name, version, { encodingType: query.encodingType, withOwner: true }) }
}
