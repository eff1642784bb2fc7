import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Faults } from './faults.ts'
import { Inspection } from './inspection.ts'
import { type Credential, type OssOptions, SANDBOX_CREDENTIAL } from './options.ts'
import type { Counters, RequestMatch, RequestRecord } from './request-log.ts'
import { createCore, type ServerCore } from './serving/core.ts'
import { serveRequest } from './serving/dispatch.ts'
import { refuseMalformed } from './wire/refuse-malformed.ts'

export { SANDBOX_CREDENTIAL }

/** A running server: its endpoints, and what tests can inspect and change. */
export interface OssServer extends Inspection {
  readonly port: number
  /** `http://localhost:PORT`: the only bucket's custom domain (`cname`), or path style. */
  readonly endpoint: string
  /** `http://127.0.0.1:PORT`: path style. */
  readonly ipEndpoint: string
  readonly faults: Faults
  readonly requests: readonly RequestRecord[]
  counters(): Counters
  /** Resolves as soon as `count` (1) requests meet the condition, also if they did already. */
  waitFor(
    condition: RequestMatch | ((record: RequestRecord) => boolean),
    count?: number,
  ): Promise<readonly RequestRecord[]>
  /** How much the server's clock is ahead of the machine's. */
  clockOffsetMs: number
  /** More requests than this at once are answered 503; undefined: no limit. */
  maxInFlight: number | undefined
  /** Adds a credential, or replaces the one with its ID. */
  setCredential(credential: Credential): void
  removeCredential(accessKeyId: string): void
  /** Forgets finished requests, faults and settings; buckets and objects stay. */
  reset(): void
  /** Ends all connections at once and removes what was stored. */
  close(): Promise<void>
}

/** Starts an OSS server on 127.0.0.1; see addressing.ts for how requests find their bucket. */
export async function startOss(options: OssOptions = {}): Promise<OssServer> {
  const core = await createCore(options)
  const connections = new Map<Socket, number>()
  const server = createHttpServer(options, (incoming, response) => {
    void serveRequest(core, { incoming, response, connection: connections.get(incoming.socket) ?? 0 })
  })
  server.on('connection', (socket: Socket) => {
    connections.set(socket, core.log.nextConnection())
    socket.on('close', () => connections.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const close = async () => {
    core.faults.clear()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of connections.keys()) socket.destroy()
    await closed
    await core.state.bodies.close()
  }
  return new RunningServer(core, { port, scheme: options.tls === undefined ? 'http' : 'https', close })
}

function createHttpServer(
  options: OssOptions,
  listener: (incoming: IncomingMessage, response: ServerResponse) => void,
) {
  const common = {
    highWaterMark: 262_144,
    keepAliveTimeout: 0,
    requestTimeout: 0,
    headersTimeout: 0,
    maxHeaderSize: 65_536,
  }
  const server =
    options.tls === undefined
      ? createServer(common, listener)
      : createTlsServer({ ...common, ...options.tls }, listener)
  server.on('checkContinue', listener)
  server.on('clientError', refuseMalformed)
  return server
}

class RunningServer extends Inspection implements OssServer {
  readonly port: number
  readonly endpoint: string
  readonly ipEndpoint: string
  readonly faults: Faults
  readonly close: () => Promise<void>
  readonly #core: ServerCore

  constructor(
    core: ServerCore,
    place: { readonly port: number; readonly scheme: string; readonly close: () => Promise<void> },
  ) {
    super(core.state, core.nowMs)
    this.#core = core
    this.port = place.port
    this.endpoint = `${place.scheme}://localhost:${place.port}`
    this.ipEndpoint = `${place.scheme}://127.0.0.1:${place.port}`
    this.faults = core.faults
    this.close = place.close
  }

  get requests(): readonly RequestRecord[] {
    return this.#core.log.records
  }

  get clockOffsetMs(): number {
    return this.#core.settings.clockOffsetMs
  }

  set clockOffsetMs(offsetMs: number) {
    this.#core.settings.clockOffsetMs = offsetMs
  }

  get maxInFlight(): number | undefined {
    return this.#core.settings.maxInFlight
  }

  set maxInFlight(limit: number | undefined) {
    this.#core.settings.maxInFlight = limit
  }

  counters(): Counters {
    return this.#core.log.counters()
  }

  waitFor(
    condition: RequestMatch | ((record: RequestRecord) => boolean),
    count = 1,
  ): Promise<readonly RequestRecord[]> {
    return this.#core.log.waitFor(condition, count)
  }

  setCredential(credential: Credential): void {
    this.#core.state.credentials.set(credential.accessKeyId, credential)
  }

  removeCredential(accessKeyId: string): void {
    this.#core.state.credentials.delete(accessKeyId)
  }

  reset(): void {
    this.faults.clear()
    this.#core.log.clear()
    this.clockOffsetMs = 0
    this.maxInFlight = undefined
  }
}
