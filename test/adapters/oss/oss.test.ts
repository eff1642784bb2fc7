import { expect, test } from 'vitest'
import { scriptedStore } from './scripted-store.ts'

test('a list of parts that never ends is not requested beyond the last possible part', async () => {
  const store = scriptedStore((url) => {
    const next = Number(new URL(url).searchParams.get('part-number-marker')) + 1000
    const part = `<Part><PartNumber>${next}</PartNumber><ETag>"E"</ETag><Size>1</Size></Part>`
    const page = `<NextPartNumberMarker>${next}</NextPartNumberMarker><IsTruncated>true</IsTruncated>${part}`
    return { body: `<ListPartsResult>${page}</ListPartsResult>` }
  })
  const request = { key: 'a', uploadId: 'U', signal: new AbortController().signal }
  expect(await store.listParts(request)).toMatchObject({ parts: [{ number: 1000 }], next: 1000 })
  expect((await store.listParts({ ...request, after: 8999 })).next).toBe(9999)
  expect((await store.listParts({ ...request, after: 9000 })).next).toBeUndefined()
})

test('a list of parts that does not advance ends', async () => {
  const page = '<NextPartNumberMarker>5</NextPartNumberMarker><IsTruncated>true</IsTruncated>'
  const store = scriptedStore(() => ({ body: `<ListPartsResult>${page}</ListPartsResult>` }))
  const request = { key: 'a', uploadId: 'U', signal: new AbortController().signal }
  expect((await store.listParts({ ...request, after: 4 })).next).toBe(5)
  expect((await store.listParts({ ...request, after: 5 })).next).toBeUndefined()
})
