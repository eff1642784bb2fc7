/** What every ObjectStore does: the fake in memory, ours over the sandbox, ours over a real bucket where the environment names one. */
import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startOss } from '../../packages/oss-sandbox/src/server.ts'
import { combineCrc64, crc64 } from '../../src/core/bytes/crc64.ts'
import { ActionError, faultOf } from '../../src/core/errors/errors.ts'
import type { ObjectStore } from '../../src/ports.ts'
import { createMemoryStore } from '../engine/memory-store.ts'
import { BUCKET, bodyOf, NEVER, openStore } from './open-store.ts'
import { openRealBucket, REAL_BUCKET_IS_SET } from './real-bucket.ts'

interface Opened {
  readonly store: ObjectStore
  readonly prefix?: string
  close(): Promise<void> | void
}

async function openSandbox(cname: boolean): Promise<Opened> {
  const oss = await startOss({ buckets: [{ name: BUCKET }] })
  const store = openStore({ endpoint: cname ? oss.endpoint : oss.ipEndpoint, cname })
  return {
    store,
    async close() {
      store.close()
      await oss.close()
    },
  }
}

contract('in memory', async () => ({ store: createMemoryStore(), close() {} }), { isCheap: true })
contract('over the sandbox, by custom domain', () => openSandbox(true), { isCheap: true })
contract('over the sandbox, by path', () => openSandbox(false), { isCheap: true })
describe.runIf(REAL_BUCKET_IS_SET)('where the environment names it', () => {
  contract('over a real bucket', async () => openRealBucket(), { isCheap: false })
})

function md5(bytes: Uint8Array, encoding: 'hex' | 'base64' = 'hex'): string {
  const digest = createHash('md5').update(bytes).digest(encoding)
  return encoding === 'hex' ? digest.toUpperCase() : digest
}

/** @param isCheap whether a thousand requests are nothing */
function contract(name: string, open: () => Promise<Opened>, { isCheap }: { readonly isCheap: boolean }): void {
  describe(`a bucket ${name}`, () => {
    let opened: Opened
    let store: ObjectStore
    beforeAll(async () => {
      opened = await open()
      store = opened.store
    })
    afterAll(() => opened.close())

    const newKey = (suffix = '') => `${opened.prefix ?? ''}${randomUUID()}${suffix}`
    const bytesOf = (sizeBytes: number, seed = 1) => Buffer.alloc(sizeBytes, `${seed} some bytes `)
    const put = (key: string, bytes: Uint8Array, headers = {}) =>
      store.putObject({ key, body: bodyOf(bytes), headers, signal: NEVER })
    const head = (key: string) => store.headObject({ key, signal: NEVER })
    const initiate = (key: string, headers = {}) => store.initiateUpload({ key, headers, signal: NEVER })
    const fault = (request: Promise<unknown>) => request.then(() => 'none', faultOf)

    async function uploadParts(key: string, parts: readonly Buffer[]) {
      const uploadId = await initiate(key)
      const upload = { key, uploadId, signal: NEVER }
      const sent: { number: number; etag: string }[] = []
      for (const [index, bytes] of [...parts.entries()].reverse()) {
        const { etag } = await store.uploadPart({ ...upload, number: index + 1, body: bodyOf(bytes) })
        sent.unshift({ number: index + 1, etag })
      }
      return { upload, sent }
    }

    test('returns MD5 as ETag, CRC64 and size of an object', async () => {
      const key = newKey()
      const bytes = bytesOf(1000)
      const stored = await put(key, bytes)
      expect(stored).toMatchObject({ etag: md5(bytes), crc64: crc64(bytes) })
      expect(await head(key)).toMatchObject({ sizeBytes: 1000, etag: md5(bytes), crc64: crc64(bytes) })
    })

    test('takes an empty object', async () => {
      const key = newKey()
      expect(await put(key, Buffer.alloc(0))).toMatchObject({ crc64: 0n })
      expect(await head(key)).toMatchObject({ sizeBytes: 0, crc64: 0n })
    })

    test('reports a missing object', async () => {
      expect(await head(newKey())).toBeUndefined()
    })

    test.each([' a b', '+%2F%', '?x=1&y#z', '//double', '名前', "!'()*", ';=@,$', '.dot', '~'])(
      'keeps the key …%s apart from similar ones',
      async (suffix) => {
        const key = newKey(suffix)
        await put(key, Buffer.from(suffix))
        expect(await head(key)).toMatchObject({ crc64: crc64(Buffer.from(suffix)) })
        const { upload, sent } = await uploadParts(key, [Buffer.from('other')])
        expect((await store.listParts(upload)).parts).toHaveLength(1)
        await store.completeUpload({ ...upload, parts: sent, headers: {} })
        expect(await head(key)).toMatchObject({ crc64: crc64(Buffer.from('other')) })
      },
    )

    test('refuses a body whose MD5 differs from the announced one', async () => {
      const key = newKey()
      const headers = { 'content-md5': md5(Buffer.from('announced'), 'base64') }
      expect(await fault(put(key, Buffer.from('sent'), headers))).toBe('part')
      expect(await head(key)).toBeUndefined()
    })

    test('overwrites, unless that is forbidden: by Put, at Initiate, at Complete', async () => {
      const key = newKey()
      const forbid = { 'x-oss-forbid-overwrite': 'true' }
      const { upload, sent } = await uploadParts(key, [Buffer.from('late')])
      await put(key, Buffer.from('first'), forbid)
      await put(key, Buffer.from('second'))
      expect(await fault(put(key, Buffer.from('third'), forbid))).toBe('exists')
      expect(await fault(initiate(key, forbid))).toBe('exists')
      expect(await fault(store.completeUpload({ ...upload, parts: sent, headers: forbid }))).toBe('exists')
      expect(await head(key)).toMatchObject({ crc64: crc64(Buffer.from('second')) })
    })

    test('assembles parts in the order of their numbers, and nothing is visible before', async () => {
      const key = newKey()
      const parts = [bytesOf(100 * 1024, 1), bytesOf(150 * 1024, 2), bytesOf(10, 3)]
      const { upload, sent } = await uploadParts(key, parts)
      expect(await head(key)).toBeUndefined()
      expect(await store.listParts(upload)).toEqual({
        parts: parts.map((bytes, index) => ({
          number: index + 1,
          sizeBytes: bytes.length,
          etag: md5(bytes),
          crc64: crc64(bytes),
        })),
        next: undefined,
      })
      const { crc64: whole } = await store.completeUpload({ ...upload, parts: sent, headers: {} })
      const expected = parts.reduce((crc, bytes) => combineCrc64(crc, crc64(bytes), bytes.length), 0n)
      expect(whole).toBe(expected)
      expect(await head(key)).toMatchObject({ sizeBytes: 250 * 1024 + 10, crc64: expected })
    })

    test('keeps the last of two parts with the same number', async () => {
      const key = newKey()
      const { upload } = await uploadParts(key, [Buffer.from('old')])
      const { etag } = await store.uploadPart({ ...upload, number: 1, body: bodyOf('new') })
      await store.completeUpload({ ...upload, parts: [{ number: 1, etag }], headers: {} })
      expect(await head(key)).toMatchObject({ crc64: crc64(Buffer.from('new')) })
    })

    test('leaves parts out that Complete does not name', async () => {
      const key = newKey()
      const { upload, sent } = await uploadParts(key, [Buffer.from('wanted'), Buffer.from('not wanted')])
      await store.completeUpload({ ...upload, parts: sent.slice(0, 1), headers: {} })
      expect(await head(key)).toMatchObject({ sizeBytes: 6 })
    })

    test('refuses Complete with other ETags than its parts have, and keeps the upload', async () => {
      const key = newKey()
      const { upload, sent } = await uploadParts(key, [Buffer.from('part')])
      const wrong = [{ number: 1, etag: md5(Buffer.from('another')) }]
      expect(await fault(store.completeUpload({ ...upload, parts: wrong, headers: {} }))).toBe('invalid-part')
      await store.completeUpload({ ...upload, parts: sent, headers: {} })
      expect(await head(key)).toMatchObject({ sizeBytes: 4 })
    })

    test('refuses to complete with a part below 100 KB before the last', async () => {
      const { upload, sent } = await uploadParts(newKey(), [bytesOf(1000), bytesOf(1000)])
      await expect(store.completeUpload({ ...upload, parts: sent, headers: {} })).rejects.toMatchObject({
        code: 'part-too-small',
        fault: 'permanent',
      })
      await store.abortUpload(upload)
    })

    test('no longer has an upload that was completed or aborted', async () => {
      const done = await uploadParts(newKey(), [Buffer.from('done')])
      await store.completeUpload({ ...done.upload, parts: done.sent, headers: {} })
      const aborted = await uploadParts(newKey(), [Buffer.from('aborted')])
      await store.abortUpload(aborted.upload)
      for (const { upload, sent } of [done, aborted]) {
        expect(await fault(store.uploadPart({ ...upload, number: 2, body: bodyOf('x') }))).toBe('upload-gone')
        expect(await fault(store.listParts(upload))).toBe('upload-gone')
        expect(await fault(store.completeUpload({ ...upload, parts: sent, headers: {} }))).toBe('upload-gone')
        expect(await fault(store.abortUpload(upload))).toBe('upload-gone')
      }
    })

    test('finds an upload only under its own key', async () => {
      const { upload } = await uploadParts(newKey(), [Buffer.from('mine')])
      expect(await fault(store.listParts({ ...upload, key: newKey() }))).toBe('upload-gone')
      await store.abortUpload(upload)
    })

    test.runIf(isCheap)('lists all parts, 1,000 a page', async () => {
      const parts = Array.from({ length: 1001 }, (_, index) => Buffer.from(`${index}`))
      const { upload } = await uploadParts(newKey(), parts)
      const first = await store.listParts(upload)
      const last = await store.listParts({ ...upload, after: first.next ?? 0 })
      expect([first.next, last.next]).toEqual([1000, undefined])
      const listed = [...first.parts, ...last.parts].map(({ number }) => number)
      expect(listed).toEqual(parts.map((_, index) => index + 1))
    })

    test('copies an object, whole and in parts', async () => {
      const fromKey = newKey(' source+%')
      const bytes = Buffer.concat([bytesOf(100 * 1024, 1), bytesOf(500, 2)])
      await put(fromKey, bytes)
      const whole = newKey()
      await store.copyObject({ key: whole, fromKey, headers: {}, signal: NEVER })
      expect(await head(whole)).toMatchObject({ sizeBytes: bytes.length, crc64: crc64(bytes) })

      const key = newKey()
      const upload = { key, uploadId: await initiate(key), signal: NEVER }
      const cuts = [0, 100 * 1024, bytes.length]
      const parts: { number: number; etag: string }[] = []
      for (const number of [1, 2]) {
        const from = { fromKey, startBytes: cuts[number - 1] ?? 0, endBytes: cuts[number] ?? 0 }
        parts.push({ number, etag: (await store.copyPart({ ...upload, number, from })).etag })
      }
      await store.completeUpload({ ...upload, parts, headers: {} })
      expect(await head(key)).toMatchObject({ sizeBytes: bytes.length, crc64: crc64(bytes) })
    })

    test('copies only while the source has the expected ETag', async () => {
      const fromKey = newKey()
      const bytes = bytesOf(100 * 1024, 1)
      const { etag } = await put(fromKey, bytes)
      const key = newKey()
      const upload = { key, uploadId: await initiate(key), signal: NEVER }
      const from = { fromKey, startBytes: 0, endBytes: bytes.length }
      expect((await store.copyPart({ ...upload, number: 1, from: { ...from, etag } })).etag).toBe(etag)
      const other = '0'.repeat(32)
      expect(await fault(store.copyPart({ ...upload, number: 1, from: { ...from, etag: other } }))).toBe('permanent')
      await store.abortUpload(upload)
      const whole = { key: newKey(), fromKey, headers: {}, signal: NEVER }
      expect(await fault(store.copyObject({ ...whole, etag: other }))).toBe('permanent')
      expect((await store.copyObject({ ...whole, etag })).etag).toBe(etag)
    })

    test('reads a whole object, whatever its bytes, unless it is above the limit or known already', async () => {
      const key = newKey()
      const bytes = Buffer.concat([Buffer.from('<a>'.repeat(200)), bytesOf(2 * 1024 ** 2, 3)])
      await put(key, bytes)
      const read = (maxBytes: number, from = key) => store.readObject({ key: from, maxBytes, signal: NEVER })
      const found = await read(bytes.length)
      expect(found?.kind === 'read' && bytes.equals(found.bytes)).toBe(true)
      expect(await read(bytes.length - 1)).toEqual({ kind: 'too-large' })
      if (found?.kind !== 'read') throw new Error('the object was not read')
      const known = { key, maxBytes: bytes.length, knownEtag: found.etag, signal: NEVER }
      expect(await store.readObject(known)).toEqual({ kind: 'known' })
      expect(await store.readObject({ ...known, knownEtag: '0'.repeat(32) })).toMatchObject({ kind: 'read' })
      expect(await read(10, newKey())).toBeUndefined()
    })

    test('returns the ACL of an object, set by any request that makes it visible, and its tags', async () => {
      const headers = { 'x-oss-object-acl': 'private', 'x-oss-tagging': 'a=1&b=x%20y' }
      const put = newKey()
      await store.putObject({ key: put, body: bodyOf(bytesOf(10)), headers, signal: NEVER })
      expect(await store.getObjectAcl({ key: put, signal: NEVER })).toBe('private')
      expect((await store.getObjectTagging({ key: put, signal: NEVER })).split('&').sort()).toEqual(['a=1', 'b=x%20y'])

      const key = newKey()
      const uploadId = await store.initiateUpload({ key, headers, signal: NEVER })
      const part = await store.uploadPart({ key, uploadId, number: 1, body: bodyOf(bytesOf(10)), signal: NEVER })
      const parts = [{ number: 1, etag: part.etag }]
      await store.completeUpload({ key, uploadId, parts, headers: { 'x-oss-object-acl': 'private' }, signal: NEVER })
      expect(await store.getObjectAcl({ key, signal: NEVER })).toBe('private')

      const copy = newKey()
      await store.copyObject({ key: copy, fromKey: put, headers: {}, signal: NEVER })
      expect(await store.getObjectAcl({ key: copy, signal: NEVER })).toBe('default')
      expect(await store.getObjectTagging({ key: copy, signal: NEVER })).toBe('')
    })

    test('does not copy a missing object', async () => {
      const copy = store.copyObject({ key: newKey(), fromKey: newKey(), headers: {}, signal: NEVER })
      expect(await fault(copy)).toBe('missing')
    })

    test('reports how much of a body was sent, up to all of it', async () => {
      const told: number[] = []
      const sending = { onConnected() {}, onDiskWait() {}, onSent: (sentBytes: number) => told.push(sentBytes) }
      const body = bodyOf(bytesOf(400 * 1024))
      await store.putObject({ key: newKey(), body, headers: {}, signal: NEVER, sending })
      expect(told.at(-1)).toBe(400 * 1024)
      expect([...told].sort((left, right) => left - right)).toEqual(told)
    })

    test('ends an aborted request', async () => {
      const controller = new AbortController()
      controller.abort(new Error('enough'))
      const { signal } = controller
      expect(await fault(store.headObject({ key: newKey(), signal }))).toBe('aborted')
    })

    test('rejects with the error of a body that cannot be read', async () => {
      const failure = new ActionError({ code: 'file-gone', message: 'The file is gone' })
      const body = { ...bodyOf(bytesOf(200 * 1024)), read: () => Promise.reject(failure) }
      const key = newKey()
      await expect(store.putObject({ key, body, headers: {}, signal: NEVER })).rejects.toBe(failure)
      expect(await head(key)).toBeUndefined()
    })
  })
}
