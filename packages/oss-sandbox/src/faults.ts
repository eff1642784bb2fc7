import { matchesRequest, type RequestMatch, type RequestRecord } from './request-log.ts'
import type { XmlValue } from './wire/xml.ts'

/** The point of an exchange at which a fault happens. `after-body`: the body was received, and not used yet. */
export type FaultPlace = 'before-body' | 'within-body' | 'after-body'

/** What a fault does. Plain data, so that it can be sent to another process. */
export type FaultAction =
  /** Answers with this instead; `before-body` does not wait for the body. `code` makes OSS's error XML, `body` is sent as it is. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly code?: string
      readonly message?: string
      readonly ec?: string
      readonly details?: Readonly<Record<string, XmlValue>>
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly at?: 'before-body' | 'after-body'
    }
  /** The connection is reset (RST). Within the body once `afterBytes` of it have come. */
  | { readonly kind: 'reset'; readonly at: FaultPlace; readonly afterBytes?: number }
  /** Nothing more is read or answered until `faults.release()` or until the client goes. */
  | { readonly kind: 'stall'; readonly at: FaultPlace | 'before-answer'; readonly afterBytes?: number }
  /** The operation is done; then the connection is reset, or silent, instead of the answer. */
  | { readonly kind: 'lose-answer'; readonly by?: 'reset' | 'silence' }
  /** The answer's body and the connection end after this many bytes. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  /** One byte of the body is changed in transit. */
  | { readonly kind: 'damage-body'; readonly atByte?: number }
  /** The answer's CRC64 is not that of what was stored. */
  | { readonly kind: 'wrong-crc64' }
  /** The answer has no CRC64, nor does a list of parts in it, like that of a server or proxy that leaves it out. */
  | { readonly kind: 'leave-out-crc64' }
  /**
   * A page without any mark of OSS in place of the answer, as from a captive portal or a proxy; `done`: the operation is carried out anyway.
   * 200, a small HTML document and a weak ETag unless set.
   */
  | {
      readonly kind: 'page'
      readonly status?: number
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly done?: boolean
    }
  /** `101 Switching Protocols` before the body, then silence. */
  | { readonly kind: 'switch-protocols' }
  /** The answer's body is sent in pieces (of 1 byte), with a pause between them; `head`: its head too, and then the connection ends. */
  | { readonly kind: 'trickle-answer'; readonly everyMs: number; readonly bytes?: number; readonly head?: boolean }
  /** 200 whose body is well-formed XML of that size, 15 MiB unless set, each element within the one before. */
  | { readonly kind: 'nested-xml'; readonly sizeBytes?: number }
  /** ListParts lists this many parts on one page. */
  | { readonly kind: 'many-parts'; readonly count: number }
  /** 200 whose body is an <Error>, as Complete may answer; `done`: the operation was carried out anyway. */
  | { readonly kind: 'error-in-200'; readonly code: string; readonly message?: string; readonly done?: boolean }

export interface Fault {
  /** Which requests; absent: all. */
  readonly when?: RequestMatch & {
    /** The first matching request that fails, counted from 1, from when the fault was added. */
    readonly nth?: number
    /** Conditions that cannot be expressed as data; only within the server's own process. */
    readonly predicate?: (record: RequestRecord) => boolean
  }
  /** How many requests fail; 1 unless set, `Infinity` (as data: 0) for all. */
  readonly times?: number
  readonly action: FaultAction
}

/** A fault that was added. */
export interface AddedFault {
  readonly id: number
  /** How many requests it has made fail. */
  readonly struck: number
}

interface Pending extends Fault {
  readonly id: number
  seen: number
  struck: number
}

/** The faults of a server: the first one that matches a request applies. */
export class Faults {
  #pending: Pending[] = []
  #nextId = 1
  #next = Promise.withResolvers<void>()

  /** Adds a fault and returns its ID. */
  add(fault: Fault): number {
    const id = this.#nextId++
    this.#pending.push({ ...fault, id, seen: 0, struck: 0 })
    return id
  }

  remove(id: number): void {
    this.#pending = this.#pending.filter((fault) => fault.id !== id)
  }

  /** Removes all faults and releases the requests that they hold. */
  clear(): void {
    this.#pending = []
    this.release()
  }

  list(): readonly AddedFault[] {
    return this.#pending.map(({ id, struck }) => ({ id, struck }))
  }

  /** The action of the fault that applies to this request, if any; counts it. */
  take(record: RequestRecord): FaultAction | undefined {
    let chosen: Pending | undefined
    for (const fault of this.#pending) {
      const { nth = 1, predicate = () => true, ...match } = fault.when ?? {}
      if (!matchesRequest(record, match) || !predicate(record)) continue
      fault.seen += 1
      const limit = fault.times === 0 ? Number.POSITIVE_INFINITY : (fault.times ?? 1)
      if (chosen === undefined && fault.seen >= nth && fault.struck < limit) chosen = fault
    }
    if (chosen !== undefined) chosen.struck += 1
    return chosen?.action
  }

  /** Resolves at the next `release()`. A stall waits for the one that was next when the fault was taken, at whatever point of the request it happens. */
  get nextRelease(): Promise<void> {
    return this.#next.promise
  }

  /** Releases every request that a stall holds at this moment. */
  release(): void {
    this.#next.resolve()
    this.#next = Promise.withResolvers()
  }
}
