/** The part of an ECS instance's metadata service that is about its RAM role, in token mode only. */
import { startLoopbackServer } from '../net/loopback-server.ts'

export interface EcsOptions {
  /** Undefined: the instance has no role. */
  readonly role: string | undefined
  /** Credentials of the nth session, from 0. */
  session(index: number): EcsSession
}

export interface EcsSession {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  readonly expiresAtMs: number
}

export interface EcsMetadata {
  /** For ALIBABA_CLOUD_ECS_METADATA_ENDPOINT. */
  readonly url: string
  /** `PUT /latest/api/token` …, in order. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

const ROLES = '/latest/meta-data/ram/security-credentials/'
const TOKEN = 'ecs-metadata-token'

/** https://help.aliyun.com/en/ecs/user-guide/view-instance-metadata */
export async function startEcsMetadata({ role, session }: EcsOptions): Promise<EcsMetadata> {
  const requests: string[] = []
  let sessions = 0
  const server = await startLoopbackServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    requests.push(`${method} ${url}`)
    const answer = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
    if (method === 'PUT' && url === '/latest/api/token') {
      const seconds = Number(headers['x-aliyun-ecs-metadata-token-ttl-seconds'])
      if (seconds >= 1 && seconds <= 21_600) answer(200, TOKEN)
      else answer(400, 'bad ttl')
    } else if (headers['x-aliyun-ecs-metadata-token'] !== TOKEN) answer(403, 'token mode')
    else if (method === 'GET' && url === ROLES && role !== undefined) answer(200, role)
    else if (method === 'GET' && url === ROLES + role) {
      const { accessKeyId, accessKeySecret, securityToken, expiresAtMs } = session(sessions)
      sessions += 1
      const Expiration = new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, 'Z')
      const keys = { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken: securityToken }
      answer(200, JSON.stringify({ ...keys, Expiration, LastUpdated: new Date().toISOString(), Code: 'Success' }))
    } else answer(404, 'not found')
  })
  return { url: server.url, requests, close: server.close }
}
