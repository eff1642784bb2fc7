import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AliOssClient, createAliOss } from '../src/ali-oss-client.ts'
import { type OssServer, startOss } from '../src/server.ts'
import { crc64Of } from '../src/store/crc64.ts'

let oss: OssServer
let client: AliOssClient

beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: 'demo' }] })
  client = createAliOss(oss.endpoint, { headerEncoding: 'latin1' })
})

afterEach(() => oss.close())

const HELLO = Buffer.from('hello world')
const HELLO_MD5 = createHash('md5').update(HELLO).digest('hex').toUpperCase()

describe('an object', () => {
  test('comes back with its bytes, its properties, its ETag and its CRC64', async () => {
    const headers = {
      'Content-Type': 'text/plain; charset=gbk',
      'Content-Disposition': 'attachment; filename="a.txt"',
      'Cache-Control': 'no-cache',
      'Content-Encoding': 'identity',
      Expires: '1000000',
      'x-oss-tagging': 'a=1&b%20c=%2F',
      'x-oss-server-side-encryption': 'KMS',
      'x-oss-server-side-encryption-key-id': 'key-1',
      'x-oss-object-acl': 'public-read',
    }
    const put = await client.put('dir/ä b+c%.txt', HELLO, { headers, meta: { owner: 'née 名' } })
    const crc64 = (await crc64Of(HELLO)).toString()
    expect(put.res.headers).toMatchObject({ etag: `"${HELLO_MD5}"`, 'x-oss-hash-crc64ecma': crc64 })
    const got = await client.get('dir/ä b+c%.txt')
    expect(got.content).toEqual(HELLO)
    expect(got.res.headers).toMatchObject({
      'content-type': 'text/plain; charset=gbk',
      'content-disposition': 'attachment; filename="a.txt"',
      'cache-control': 'no-cache',
      'content-encoding': 'identity',
      expires: '1000000',
      'x-oss-server-side-encryption': 'KMS',
      'x-oss-server-side-encryption-key-id': 'key-1',
      'x-oss-object-type': 'Normal',
      'x-oss-storage-class': 'Standard',
      'x-oss-tagging-count': '2',
      'x-oss-hash-crc64ecma': crc64,
      etag: `"${HELLO_MD5}"`,
    })
    expect(Buffer.from(got.res.headers['x-oss-meta-owner'] ?? '', 'latin1').toString()).toBe('née 名')
    expect(oss.object('demo', 'dir/ä b+c%.txt')).toMatchObject({ acl: 'public-read', tags: { a: '1', 'b c': '/' } })
  })

  test('is read in ranges', async () => {
    await client.put('k', HELLO)
    const part = await client.get('k', { headers: { Range: 'bytes=6-' } })
    expect([part.res.status, part.res.headers['content-range'], String(part.content)]).toEqual([
      206,
      'bytes 6-10/11',
      'world',
    ])
    const beyond = await client.get('k', { headers: { Range: 'bytes=20-30' } })
    expect([beyond.res.status, String(beyond.content)]).toEqual([200, 'hello world'])
    const strict = { Range: 'bytes=20-30', 'x-oss-range-behavior': 'standard' }
    await expect(client.get('k', { headers: strict })).rejects.toMatchObject({ status: 416, code: 'InvalidRange' })
  })

  test('answers conditions', async () => {
    const { res } = await client.put('k', HELLO)
    expect((await client.head('k', { headers: { 'If-None-Match': res.headers.etag } })).status).toBe(304)
    expect((await client.head('k', { headers: { 'If-Modified-Since': res.headers.date } })).status).toBe(304)
    await expect(client.get('k', { headers: { 'If-Match': '"other"' } })).rejects.toMatchObject({
      status: 412,
      code: 'PreconditionFailed',
      message: 'At least one of the pre-conditions you specified did not hold. (condition: If-Match)',
    })
  })

  test('is not overwritten where that is forbidden, unless the bucket has versioning', async () => {
    const headers = { 'x-oss-forbid-overwrite': 'true' }
    await client.put('k', HELLO, { headers })
    await expect(client.put('k', HELLO, { headers })).rejects.toMatchObject({ status: 409, code: 'FileAlreadyExists' })
    await expect(client.initMultipartUpload('k', { headers })).rejects.toMatchObject({ code: 'FileAlreadyExists' })
    await expect(client.copy('k', 'k', { headers })).rejects.toMatchObject({ code: 'FileAlreadyExists' })
    await client.putBucketVersioning('demo', 'Suspended')
    expect((await client.put('k', HELLO, { headers })).res.status).toBe(200)
  })

  test('is refused where Content-MD5 is that of other bytes', async () => {
    const put = client.put('k', HELLO, {
      headers: { 'Content-MD5': createHash('md5').update('other').digest('base64') },
    })
    await expect(put).rejects.toMatchObject({ status: 400, code: 'InvalidDigest' })
    expect(oss.object('demo', 'k')).toBeUndefined()
  })

  test.each([
    ['x-oss-object-acl', 'everybody', 'InvalidArgument'],
    ['x-oss-storage-class', 'Fast', 'InvalidArgument'],
    ['x-oss-server-side-encryption', 'ROT13', 'InvalidEncryptionAlgorithmError'],
    ['x-oss-tagging', 'a=1&a=2', 'InvalidTag'],
  ])('is refused with %s: %s', async (name, value, code) => {
    await expect(client.put('k', HELLO, { headers: { [name]: value } })).rejects.toMatchObject({ status: 400, code })
  })

  test('is copied with its properties, or with others', async () => {
    await client.put('from', HELLO, { headers: { 'Content-Type': 'text/a' }, meta: { a: '1' } })
    const copy = await client.copy('to', 'from')
    expect(copy.res.headers['x-oss-hash-crc64ecma']).toBe((await crc64Of(HELLO)).toString())
    expect(oss.object('demo', 'to')?.headers).toMatchObject({ 'content-type': 'text/a', 'x-oss-meta-a': '1' })
    await client.copy('to', 'from', { meta: { b: '2' } })
    expect(oss.object('demo', 'to')?.headers).not.toHaveProperty('x-oss-meta-a')
    await expect(client.copy('to', 'nothing')).rejects.toMatchObject({ code: 'NoSuchKey' })
  })

  test('is copied in parts', async () => {
    const source = Buffer.alloc(250_000, 'abcdefg')
    await client.put('from', source)
    await client.multipartUploadCopy('to', { sourceKey: 'from', sourceBucketName: 'demo' }, { partSize: 102_400 })
    expect(await oss.objectBytes('demo', 'to')).toEqual(source)
    expect(oss.object('demo', 'to')?.crc64).toBe((await crc64Of(source)).toString())
  })

  test('grows by appending', async () => {
    expect((await client.append('k', HELLO)).nextAppendPosition).toBe('11')
    await client.append('k', Buffer.from('!'), { position: 11 })
    expect(String(await oss.objectBytes('demo', 'k'))).toBe('hello world!')
    await expect(client.append('k', HELLO)).rejects.toMatchObject({ status: 409, code: 'PositionNotEqualToLength' })
    const headers = { 'x-oss-object-acl': 'public-read', 'x-oss-meta-late': '1' }
    await client.append('k', HELLO, { position: 12, headers })
    expect(oss.object('demo', 'k')).toMatchObject({
      acl: 'public-read',
      headers: expect.not.objectContaining({ 'x-oss-meta-late': '1' }),
    })
  })

  test('has its own tags and ACL', async () => {
    await client.put('k', HELLO)
    await client.putObjectTagging('k', { a: '1', b: '2' })
    expect((await client.getObjectTagging('k')).tag).toEqual({ a: '1', b: '2' })
    await client.deleteObjectTagging('k')
    expect((await client.getObjectTagging('k')).tag).toEqual({})
    await client.putACL('k', 'public-read')
    expect((await client.getACL('k')).acl).toBe('public-read')
  })

  test('can be deleted, also if it does not exist', async () => {
    await client.put('k ', HELLO)
    expect((await client.delete('nothing')).res.status).toBe(204)
    const { deleted } = await client.deleteMulti(['k ', 'a<b&c>'])
    expect(deleted).toMatchObject([{ Key: 'k ' }, { Key: 'a<b&c>' }])
    await expect(client.head('k ')).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' })
    await expect(client.get('k ')).rejects.toMatchObject({
      message: 'The specified key does not exist.',
      ecCode: '0026-00000001',
    })
  })

  test('has versions in a bucket with versioning', async () => {
    await client.put('k', Buffer.from('0'))
    await client.putBucketVersioning('demo', 'Enabled')
    const first = (await client.put('k', HELLO)).res.headers['x-oss-version-id']
    await client.put('k', Buffer.from('2'))
    expect((await client.get('k', { versionId: first })).content).toEqual(HELLO)
    const marker = await client.delete('k')
    expect(marker.res.headers['x-oss-delete-marker']).toBe('true')
    await expect(client.get('k')).rejects.toMatchObject({ status: 404 })
    await expect(client.get('k', { versionId: marker.res.headers['x-oss-version-id'] })).rejects.toMatchObject({
      status: 405,
    })
    expect(await client.getBucketVersions({})).toMatchObject({
      objects: [{ name: 'k' }, { name: 'k', versionId: first }, { name: 'k', versionId: 'null' }],
      deleteMarker: [{ name: 'k' }],
    })
    await client.delete('k', { versionId: marker.res.headers['x-oss-version-id'] })
    expect(String((await client.get('k')).content)).toBe('2')
  })
})
