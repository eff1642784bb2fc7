import type { IncomingMessage } from 'node:http'

/** The connection was lost before the body's end; nothing can be answered and nothing may be stored. */
export class BodyCut extends Error {
  override readonly name = 'BodyCut'
}

/** What a fault does to an incoming body. */
export interface BodyFault {
  /** The body is changed, cut or held at this byte. */
  readonly atByte: number
  /** Returns the bytes to continue with; rejects to end the request. */
  readonly strike: (chunk: Buffer, offsetInChunk: number) => Buffer | Promise<Buffer>
}

export interface IncomingBodyOptions {
  readonly onBytes: (count: number) => void
  readonly onStart?: () => void
  readonly fault?: BodyFault
}

/** A request's body: read once, by `consume` or `drain`. */
export class IncomingBody {
  readonly #incoming: IncomingMessage
  readonly #options: IncomingBodyOptions
  #fault: BodyFault | undefined
  #receivedBytes = 0
  #started = false

  constructor(incoming: IncomingMessage, options: IncomingBodyOptions) {
    this.#incoming = incoming
    this.#options = options
    this.#fault = options.fault
  }

  /** Whether reading it has begun. */
  get started(): boolean {
    return this.#started
  }

  /** Passes every chunk in order to `take`, and waits if that returns a promise; throws BodyCut if the connection is lost. */
  consume(take: (chunk: Buffer) => void | Promise<void>): Promise<void> {
    this.#started = true
    this.#options.onStart?.()
    const incoming = this.#incoming
    const { socket } = incoming
    let isHeld = false
    return new Promise<void>((resolve, reject) => {
      // What arrived behind bytes that are held is lost with the connection. Node does not close a request that was answered before its body arrived, so the socket has to be watched too.
      const onClose = () =>
        incoming.complete && !isHeld ? resolve() : reject(new BodyCut('the connection was lost within the body'))
      incoming.on('data', (chunk: Buffer) => {
        this.#options.onBytes(chunk.length)
        const busy = this.#pass(chunk, take)
        if (busy === undefined) return
        isHeld = true
        incoming.pause()
        busy.then(() => {
          isHeld = false
          incoming.resume()
        }, reject)
      })
      incoming.on('end', () => {
        socket.off('close', onClose)
        resolve()
      })
      incoming.on('error', () => {})
      socket.on('close', onClose)
      if (socket.destroyed) onClose()
    })
  }

  #pass(chunk: Buffer, take: (chunk: Buffer) => void | Promise<void>): Promise<void> | undefined {
    const offset = this.#receivedBytes
    this.#receivedBytes += chunk.length
    const fault = this.#fault
    if (fault === undefined || this.#receivedBytes <= fault.atByte) return take(chunk) ?? undefined
    this.#fault = undefined
    const struck = fault.strike(chunk, fault.atByte - offset)
    if (Buffer.isBuffer(struck)) return take(struck) ?? undefined
    return struck.then(take)
  }

  /** Reads to the end and discards the bytes. */
  drain(): Promise<void> {
    return this.consume(() => {})
  }

  /** The whole body in memory; undefined where it is larger than the limit. */
  async read(limitBytes: number): Promise<Buffer | undefined> {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    await this.consume((chunk) => {
      sizeBytes += chunk.length
      if (sizeBytes <= limitBytes) chunks.push(chunk)
    })
    return sizeBytes <= limitBytes ? Buffer.concat(chunks) : undefined
  }
}
