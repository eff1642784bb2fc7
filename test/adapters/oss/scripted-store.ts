/** A bucket whose answers a test writes. */
import { createOssStore, type OssStore } from '../../../src/adapters/oss/oss.ts'
import type { Answer, CallContext, Transport, TransportResult } from '../../../src/adapters/oss/transport.ts'

export interface ScriptedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** @param answerTo gives the answer to a request, by its URL and the headers that were sent */
export function scriptedStore(
  answerTo: (url: string, headers: Readonly<Record<string, string>>) => ScriptedAnswer,
): OssStore {
  const answerOf = (url: string, headers: Readonly<Record<string, string | number>>, ctx: CallContext): Answer => {
    const { status = 200, headers: own = {}, body } = answerTo(url, headers as Record<string, string>)
    ctx.answer = { status, headers: own, data: Buffer.from(body) }
    return ctx.answer
  }
  const transport: Transport = {
    async request(url, args) {
      const answer = answerOf(url, args.headers, args.ctx())
      const result = { ...answer, statusCode: answer.status }
      return Object.assign(result, { res: result }) as TransportResult
    },
    send: async ({ path, headers, ctx }) => answerOf(path, headers, ctx),
    openAhead() {},
    close() {},
  }
  const identity = { kind: 'keys', from: 'inputs', temporary: false } as const
  const keys = { accessKeyId: 'ID', accessKeySecret: 'fake', securityToken: undefined, expiresAtMs: undefined }
  return createOssStore({
    ...{ bucket: 'bucket', region: 'cn-hangzhou', transport },
    endpoint: { protocol: 'https:', host: 'oss-cn-hangzhou.aliyuncs.com', cname: false },
    credentials: { identity, current: async () => keys, discard() {} },
    policy: { keyPrefix: '', tags: false, acl: false, kms: false, reads: false },
  })
}
