/** A request as the server saw it; it is filled in as the request goes on. */
export interface RequestRecord {
  /** 1, 2, 3 … in the order in which the heads came in. */
  readonly id: number
  readonly requestId: string
  readonly timeMs: number
  /** 1, 2, 3 … in the order in which connections were opened. */
  readonly connection: number
  readonly method: string
  readonly host: string
  /** As sent, with the query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** OSS's name of the operation, `PutObject`; `Unknown` if there is none. */
  operation: string
  bucket: string | undefined
  key: string | undefined
  partNumber: number | undefined
  uploadId: string | undefined
  accessKeyId: string | undefined
  /** Bytes of the body that were read, also of one that was cut off or refused. */
  bytesReceived: number
  /** The whole body was received. */
  bodyComplete: boolean
  /** Status of the answer; undefined until there is one, and if the connection ended first. */
  status: number | undefined
  /** OSS's error code. */
  code: string | undefined
  /** The whole answer was sent. */
  answered: boolean
  /** Nothing more will happen to this request. */
  finished: boolean
  /** The kind of the fault that was applied. */
  fault: string | undefined
}

/** Conditions on requests, all of which must hold. Plain data, so that it can be sent to another process. */
export interface RequestMatch {
  readonly operation?: string | readonly string[]
  readonly method?: string
  readonly bucket?: string
  readonly key?: string
  /** The key starts with this. */
  readonly keyPrefix?: string
  readonly partNumber?: number
  readonly uploadId?: string
  readonly accessKeyId?: string
  readonly status?: number
  readonly code?: string
  readonly answered?: boolean
  readonly finished?: boolean
  /** At least this many bytes of its body were received. */
  readonly minBytesReceived?: number
}

/** Whether the request meets the conditions. */
export function matchesRequest(record: RequestRecord, match: RequestMatch): boolean {
  const { operation, keyPrefix, minBytesReceived, ...exact } = match
  if (operation !== undefined && ![operation].flat().includes(record.operation)) return false
  if (keyPrefix !== undefined && !(record.key ?? '').startsWith(keyPrefix)) return false
  if (minBytesReceived !== undefined && record.bytesReceived < minBytesReceived) return false
  return Object.entries(exact).every(
    ([name, value]) => value === undefined || record[name as keyof typeof exact] === value,
  )
}

/** Sums over all requests so far. */
export interface Counters {
  readonly requests: number
  readonly inFlight: number
  readonly maxInFlight: number
  readonly connections: number
  /** Bytes of all request bodies. */
  readonly bodyBytesReceived: number
  /** … of those requests that were answered with success. */
  readonly bodyBytesOfSuccesses: number
  /** … of those that were refused or cut off, or whose answer was not sent. */
  readonly bodyBytesOfOthers: number
}

interface Waiter {
  readonly isMet: () => boolean
  readonly met: () => void
}

/** All requests of a server; tests can wait for their states. */
export class RequestLog {
  #records: RequestRecord[] = []
  #waiters: readonly Waiter[] = []
  #inFlight = 0
  #maxInFlight = 0
  #connections = 0

  get records(): readonly RequestRecord[] {
    return this.#records
  }

  get inFlight(): number {
    return this.#inFlight
  }

  nextConnection(): number {
    return ++this.#connections
  }

  begin(record: Omit<RequestRecord, 'id'>): RequestRecord {
    const begun = { id: this.#records.length + 1, ...record }
    this.#records.push(begun)
    this.#maxInFlight = Math.max(this.#maxInFlight, ++this.#inFlight)
    this.changed()
    return begun
  }

  finish(record: RequestRecord): void {
    if (record.finished) return
    record.finished = true
    this.#inFlight -= 1
    this.changed()
  }

  /** To be called after every change of a record. */
  changed(): void {
    for (const waiter of this.#waiters) if (waiter.isMet()) waiter.met()
  }

  /** Resolves as soon as `count` requests meet the condition, at once if they do. */
  waitFor(
    condition: RequestMatch | ((record: RequestRecord) => boolean),
    count = 1,
  ): Promise<readonly RequestRecord[]> {
    const meets =
      typeof condition === 'function' ? condition : (record: RequestRecord) => matchesRequest(record, condition)
    return new Promise((resolve) => {
      const waiter: Waiter = {
        isMet: () => this.#records.filter(meets).length >= count,
        met: () => {
          this.#waiters = this.#waiters.filter((other) => other !== waiter)
          resolve(this.#records.filter(meets))
        },
      }
      this.#waiters = [...this.#waiters, waiter]
      this.changed()
    })
  }

  counters(): Counters {
    const sum = (records: readonly RequestRecord[]) =>
      records.reduce((bytes, record) => bytes + record.bytesReceived, 0)
    const succeeded = (record: RequestRecord) =>
      record.answered && record.status !== undefined && record.status < 300 && record.code === undefined
    return {
      requests: this.#records.length,
      inFlight: this.#inFlight,
      maxInFlight: this.#maxInFlight,
      connections: this.#connections,
      bodyBytesReceived: sum(this.#records),
      bodyBytesOfSuccesses: sum(this.#records.filter(succeeded)),
      bodyBytesOfOthers: sum(this.#records.filter((record) => !succeeded(record))),
    }
  }

  /** Forgets all finished requests and resets the sums. */
  clear(): void {
    this.#records = this.#records.filter((record) => !record.finished)
    this.#maxInFlight = this.#inFlight
  }
}
