import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAliOss } from '../src/ali-oss-client.ts'
import { type RemoteOss, spawnOss } from '../src/connect.ts'

let oss: RemoteOss

beforeEach(async () => {
  oss = await spawnOss({ buckets: [{ name: 'demo' }], storage: 'disk' })
})

afterEach(() => oss.close())

describe('a server in another process', () => {
  test('accepts faults and returns requests and objects', async () => {
    const client = createAliOss(oss.endpoint)
    await oss.addFault({
      when: { operation: 'PutObject' },
      action: { kind: 'answer', status: 500, code: 'InternalError' },
    })
    await expect(client.put('k', Buffer.from('bytes'))).rejects.toMatchObject({ status: 500, code: 'InternalError' })
    await client.put('k', Buffer.from('bytes'))
    const requests = await oss.waitFor({ match: { finished: true }, count: 2 })
    expect(requests.map(({ status }) => status)).toEqual([500, 200])
    expect(await oss.object({ bucket: 'demo', key: 'k' })).toMatchObject({ sizeBytes: 5 })
    expect(await oss.objectBytes({ bucket: 'demo', key: 'k' })).toBe(Buffer.from('bytes').toString('base64'))
    expect(await oss.counters()).toMatchObject({ requests: 2, bodyBytesOfSuccesses: 5 })
  })

  test('answers a wrong call with an error', async () => {
    await expect(oss.objects('nobody')).rejects.toThrow('The specified bucket does not exist.')
  })
})
