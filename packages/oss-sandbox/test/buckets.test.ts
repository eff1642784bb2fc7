import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AliOssClient, createAliOss } from '../src/ali-oss-client.ts'
import { type OssServer, startOss } from '../src/server.ts'

let oss: OssServer
let client: AliOssClient

beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: 'demo' }] })
  client = createAliOss(oss.endpoint)
})

afterEach(() => oss.close())

const KEYS = ['a/1', 'a/2', 'a/b/3', 'c', 'd/4', '\u00e9', '\u{1f680}', '\uff5e']

async function putAll(): Promise<void> {
  for (const key of KEYS) await oss.putObject({ bucket: 'demo', key }, key)
}

async function listAll(list: (marker: unknown) => Promise<readonly [unknown, unknown]>): Promise<unknown> {
  const pages: unknown[] = []
  for (let marker: unknown = ''; marker !== null && marker !== undefined; ) {
    const [page, next] = await list(marker)
    pages.push(page)
    marker = next
  }
  return pages
}

const names = (list: unknown) =>
  (list as readonly { readonly name: string }[] | undefined)?.map(({ name }) => name) ?? []

describe('a list of objects', () => {
  test('comes in pages, in the order of the bytes of the keys', async () => {
    await putAll()
    const pages = await listAll(async (marker) => {
      const page = await client.list({ marker, 'max-keys': 3 })
      return [names(page.objects), page.nextMarker]
    })
    expect(pages).toEqual([
      ['a/1', 'a/2', 'a/b/3'],
      ['c', 'd/4', '\u00e9'],
      ['\uff5e', '\u{1f680}'],
    ])
  })

  test('folds keys at the delimiter', async () => {
    await putAll()
    const list = await client.list({ delimiter: '/', prefix: 'a/' })
    expect([names(list.objects), list.prefixes]).toEqual([['a/1', 'a/2'], ['a/b/']])
    expect((await client.list({ delimiter: '/', 'max-keys': 2 })).nextMarker).toBe('c')
  })

  test('of the second version continues with its token', async () => {
    await putAll()
    const first = await client.listV2({ 'max-keys': 5, delimiter: '/' })
    expect(first).toMatchObject({ keyCount: 5, isTruncated: true, prefixes: ['a/', 'd/'] })
    const rest = await client.listV2({ 'continuation-token': first.nextContinuationToken })
    expect(names(rest.objects)).toEqual(['\u{1f680}'])
    expect(names((await client.listV2({ 'start-after': 'd', 'encoding-type': 'url' })).objects)[1]).toBe('%C3%A9')
  })
})

describe('a list of uploads', () => {
  test('continues after a key and an upload ID', async () => {
    const ids: string[] = []
    for (const key of ['b', 'a', 'b', 'c']) ids.push(String((await client.initMultipartUpload(key)).uploadId))
    const expected = [ids[1], ...[ids[0], ids[2]].sort(), ids[3]]
    const found: unknown[] = []
    let markers: Record<string, unknown> = {}
    for (let isTruncated: unknown = true; isTruncated; ) {
      const page = await client.listUploads({ 'max-uploads': 1, ...markers })
      found.push(...(page.uploads as readonly { readonly uploadId: string }[]).map(({ uploadId }) => uploadId))
      markers = { 'key-marker': page.nextKeyMarker, 'upload-id-marker': page.nextUploadIdMarker }
      isTruncated = page.isTruncated
    }
    expect(found).toEqual(expected)
    const ignored = await client.listUploads({ 'max-uploads': 10, 'upload-id-marker': ids[3] })
    expect(ignored.uploads).toHaveLength(4)
  })
})

describe('a bucket', () => {
  test('is made, described and deleted', async () => {
    const path = createAliOss(oss.ipEndpoint, { cname: false, bucket: undefined })
    await path.putBucket('second', { acl: 'public-read', StorageClass: 'IA' })
    expect((await path.getBucketInfo('second')).bucket).toMatchObject({
      Location: 'oss-cn-hangzhou',
      StorageClass: 'IA',
      ExtranetEndpoint: 'oss-cn-hangzhou.aliyuncs.com',
      AccessControlList: { Grant: 'public-read' },
    })
    expect((await path.getBucketLocation('second')).location).toBe('oss-cn-hangzhou')
    expect(names((await path.listBuckets({ prefix: 'sec' })).buckets)).toEqual(['second'])
    await oss.putObject({ bucket: 'second', key: 'k' }, 'x')
    await expect(path.deleteBucket('second')).rejects.toMatchObject({ status: 409, code: 'BucketNotEmpty' })
    oss.removeObject('second', 'k')
    await path.deleteBucket('second')
    await expect(path.getBucketInfo('second')).rejects.toMatchObject({ status: 404, code: 'NoSuchBucket' })
  })

  test('has an ACL and versioning', async () => {
    await client.putBucketACL('demo', 'public-read')
    expect((await client.getBucketACL('demo')).acl).toBe('public-read')
    expect((await client.getBucketVersioning('demo')).versionStatus).toBeUndefined()
    await client.putBucketVersioning('demo', 'Enabled')
    expect((await client.getBucketVersioning('demo')).versionStatus).toBe('Enabled')
  })
})
