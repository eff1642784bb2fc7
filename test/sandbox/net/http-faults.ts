import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './loopback-server.ts'

/** The answer of a service, before faults are applied. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
}

/**
 * What may go wrong with one request.
 * `hang`, `reset`, `switch-protocols`, `status`, `garbage` and `json`: the service never gets the request. `gate`: it gets it once the gate is open.
 * `lost-answer` and `cut-answer`: it carries out the request, the client does not get the (whole) answer.
 */
export type HttpFault =
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  /** `101 Switching Protocols`, then silence. */
  | { readonly kind: 'switch-protocols' }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Record<string, string>
      readonly body?: string
    }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'gate'; readonly gate: Gate }
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }

/** Holds requests until a test lets them continue; imitates latency without a clock. */
export interface Gate {
  /** Resolves when the first request waits at the gate. */
  readonly reached: Promise<void>
  readonly opened: Promise<void>
  arrive(): void
  open(): void
}

export function createGate(): Gate {
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  return { reached: reached.promise, opened: opened.promise, arrive: reached.resolve, open: opened.resolve }
}

export const SWITCHING_PROTOCOLS = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n'

export interface FaultRule<Operation extends string> {
  readonly on: Operation | readonly Operation[] | 'any'
  readonly fault: HttpFault
  /** How many requests it applies to; unlimited unless given. */
  readonly times?: number
  /** How many matching requests it skips first; 0 unless given. */
  readonly after?: number
}

/** A rule at work. */
export interface ActiveFault {
  /** Requests that it has been applied to so far. */
  readonly hits: number
  remove(): void
}

export interface FaultScript<Operation extends string> {
  add(rule: FaultRule<Operation>): ActiveFault
  clear(): void
  /** The fault for this request, counted; the rule added first wins. */
  next(operation: Operation): HttpFault | undefined
}

export function createFaultScript<Operation extends string>(): FaultScript<Operation> {
  const active: { rule: FaultRule<Operation>; hits: number; passed: number }[] = []
  return {
    add(rule) {
      const state = { rule, hits: 0, passed: 0 }
      active.push(state)
      return {
        get hits() {
          return state.hits
        },
        remove() {
          const index = active.indexOf(state)
          if (index >= 0) active.splice(index, 1)
        },
      }
    },
    clear() {
      active.length = 0
    },
    next(operation) {
      for (const state of active) {
        if (!concerns(state.rule, operation) || state.hits >= (state.rule.times ?? Number.POSITIVE_INFINITY)) continue
        if (state.passed < (state.rule.after ?? 0)) {
          state.passed += 1
          continue
        }
        state.hits += 1
        return state.rule.fault
      }
      return undefined
    },
  }
}

/**
 * Answers one request as the fault says, else as the service does.
 * Returns the status that was sent, undefined if none was. `received` gets the whole body, also where a fault answers it,
 * unless the fault is a `hang`, `reset` or `switch-protocols`; `respond` gets it where the service sees the request.
 */
export async function answerThroughFault(exchange: {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly fault: HttpFault | undefined
  readonly received?: (body: Buffer) => void
  readonly respond: (body: Buffer) => Answer | Promise<Answer>
}): Promise<number | undefined> {
  const { request, response, fault, respond } = exchange
  if (fault?.kind === 'hang') return undefined
  if (fault?.kind === 'reset') {
    request.socket.resetAndDestroy()
    return undefined
  }
  if (fault?.kind === 'switch-protocols') {
    request.socket.write(SWITCHING_PROTOCOLS)
    return undefined
  }
  const body = await readBody(request)
  exchange.received?.(body)
  if (fault?.kind === 'gate') {
    fault.gate.arrive()
    await fault.gate.opened
  }
  const answer = (fault && scriptedAnswer(fault)) ?? (await respond(body))
  if (fault?.kind === 'lost-answer') {
    request.socket.resetAndDestroy()
    return undefined
  }
  send(response, { answer, headOnly: request.method === 'HEAD', cutAfterBytes: cutOf(fault) })
  return answer.status
}

function concerns<Operation extends string>(rule: FaultRule<Operation>, operation: Operation): boolean {
  if (rule.on === 'any') return true
  return typeof rule.on === 'string' ? rule.on === operation : rule.on.includes(operation)
}

function scriptedAnswer(fault: HttpFault): Answer | undefined {
  switch (fault.kind) {
    case 'status':
      return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' }
    case 'garbage':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>\u0000not what you asked for' }
    case 'json':
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault.body) }
    case 'hang':
    case 'reset':
    case 'switch-protocols':
    case 'gate':
    case 'lost-answer':
    case 'cut-answer':
      return undefined
  }
}

function cutOf(fault: HttpFault | undefined): number | undefined {
  return fault?.kind === 'cut-answer' ? fault.afterBytes : undefined
}

function send(
  response: ServerResponse,
  what: { readonly answer: Answer; readonly headOnly: boolean; readonly cutAfterBytes: number | undefined },
): void {
  const body = Buffer.from(what.answer.body ?? '')
  response.writeHead(what.answer.status, { 'content-length': String(body.length), ...what.answer.headers })
  if (what.headOnly) {
    response.end()
    return
  }
  if (what.cutAfterBytes === undefined) {
    response.end(body)
    return
  }
  response.write(body.subarray(0, what.cutAfterBytes), () => response.destroy())
}
