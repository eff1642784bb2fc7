import { expect, test } from 'vitest'
import { scriptedStore } from './scripted-store.ts'

test('a list of parts that never ends is not requested beyond the last possible part', async () => {
  let pages = 0
  const store = scriptedStore((url) => {
    pages += 1
    if (pages > 100) throw new Error('asked for ever')
    const next = Number(new URL(url).searchParams.get('part-number-marker')) + 1000
    const part = `<Part><PartNumber>${next}</PartNumber><ETag>"E"</ETag><Size>1</Size></Part>`
    const page = `<NextPartNumberMarker>${next}</NextPartNumberMarker><IsTruncated>true</IsTruncated>${part}`
    return { body: `<ListPartsResult>${page}</ListPartsResult>` }
  })
  const signal = new AbortController().signal
  expect(await store.listParts({ key: 'a', uploadId: 'U', signal })).toHaveLength(10)
})
