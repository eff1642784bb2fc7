import { expect, test } from 'vitest'
import { createOssStore } from '../../../src/adapters/oss/oss.ts'
import type { Transport, TransportResult } from '../../../src/adapters/oss/transport.ts'

test('a list of parts that never ends is not requested beyond the last possible part', async () => {
  let pages = 0
  const transport: Transport = {
    async request(url, args) {
      pages += 1
      if (pages > 100) throw new Error('asked for ever')
      const next = Number(new URL(url).searchParams.get('part-number-marker')) + 1000
      const part = `<Part><PartNumber>${next}</PartNumber><ETag>"E"</ETag><Size>1</Size></Part>`
      const page = `<NextPartNumberMarker>${next}</NextPartNumberMarker><IsTruncated>true</IsTruncated>${part}`
      const answer = { status: 200, headers: {}, data: Buffer.from(`<ListPartsResult>${page}</ListPartsResult>`) }
      args.ctx().answer = answer
      const result = { ...answer, statusCode: 200 }
      return Object.assign(result, { res: result }) as TransportResult
    },
    send: () => Promise.reject(new Error('not asked')),
    close() {},
  }
  const identity = { kind: 'keys', from: 'inputs', temporary: false } as const
  const keys = { accessKeyId: 'ID', accessKeySecret: 'fake', securityToken: undefined, expiresAtMs: undefined }
  const store = createOssStore({
    ...{ bucket: 'bucket', region: 'cn-hangzhou', transport },
    endpoint: { protocol: 'https:', host: 'oss-cn-hangzhou.aliyuncs.com', cname: false },
    credentials: { identity, current: async () => keys, discard() {} },
    policy: { keyPrefix: '', tags: false, acl: false, kms: false, reads: false },
  })
  const signal = new AbortController().signal
  expect(await store.listParts({ key: 'a', uploadId: 'U', signal })).toHaveLength(10)
})
