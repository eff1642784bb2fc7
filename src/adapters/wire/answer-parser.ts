/** Reads the answers of HTTP/1 from the bytes of a connection, in pieces of any size. */
import { ConnectionError } from '../http/connection-error.ts'
import {
  type AnswerFields,
  type AnswerHead,
  checkBegunHead,
  checkLines,
  framingOf,
  notHttp,
  readHead,
} from './answer-head.ts'

interface AnswerListener {
  /** The final answer has begun; provisional ones are skipped. */
  onHead(head: AnswerHead): void
  /** @param bytes the next ones of the body; their memory is used again after the call */
  onBody(bytes: Buffer): void
  /** The answer is whole. @param isReusable whether the connection may be used for another request */
  onEnd(isReusable: boolean): void
}

interface AnswerParser {
  /** Expects the answer to a request. @param isHead whether it has no body, as the answer to a HEAD request */
  expect(isHead: boolean): void
  /** Whether an answer is expected and not whole. */
  readonly isExpecting: boolean
  /** Throws a ConnectionError: `HPE_…` if that is not HTTP, `EPROTO` if the server changes the protocol. */
  push(bytes: Buffer): void
  /** The server ended the connection. Throws a ConnectionError if the answer is not whole. */
  finish(): void
  /** Reads no further; may be called by the listener. */
  stop(): void
}

/** As in Node's own client. */
const MAX_HEAD_BYTES = 16 * 1024
/** The size of a chunk, with extensions, which nobody uses. */
const MAX_CHUNK_LINE_BYTES = 1024
const CHUNK_LINE_BEGIN = /^[0-9a-f]{0,12}[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/i
const CHUNK_LINE = /^([0-9a-f]{1,12})(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?$/i
const NEW_LINE = '\r\n'
const HEAD_END = '\r\n\r\n'
const CR = 0x0d
const NOTHING = Buffer.alloc(0)

type State = 'idle' | 'head' | 'sized' | 'until-close' | 'chunk-line' | 'chunk' | 'chunk-end' | 'trailers' | 'whole'

/** @returns a parser for one connection. */
export function createAnswerParser(listener: AnswerListener): AnswerParser {
  let state: State = 'idle'
  let isHead = false
  let isPersistent = false
  /** Of the body, or of the chunk. */
  let leftBytes = 0
  let trailerBytes = 0
  /** The begin of a head or of a line whose end is missing. */
  let rest: Buffer = NOTHING

  /** Every step reads from `at`, and returns where the next one reads; undefined if that takes more bytes. */
  const steps: Readonly<Record<Exclude<State, 'idle' | 'whole'>, (input: Buffer, at: number) => number | undefined>> = {
    head(input, at) {
      const end = input.indexOf(HEAD_END, at)
      if (end < 0 || end - at > MAX_HEAD_BYTES) return checkPart(input, at)
      begin(input.toString('latin1', at, end))
      return end + HEAD_END.length
    },
    sized: (input, at) => body(input, { at, after: 'whole' }),
    'until-close'(input, at) {
      if (at === input.length) return undefined
      listener.onBody(input.subarray(at))
      return input.length
    },
    'chunk-line'(input, at) {
      const line = { at, mark: NEW_LINE, maxBytes: MAX_CHUNK_LINE_BYTES }
      if (!CHUNK_LINE_BEGIN.test(begunText(input, line))) throw malformedSize()
      const end = endOfText(input, line)
      if (end === undefined) return undefined
      const [, size] = CHUNK_LINE.exec(input.toString('latin1', at, end)) ?? []
      if (size === undefined) throw malformedSize()
      leftBytes = Number.parseInt(size, 16)
      state = leftBytes === 0 ? 'trailers' : 'chunk'
      return end + NEW_LINE.length
    },
    chunk: (input, at) => body(input, { at, after: 'chunk-end' }),
    'chunk-end'(input, at) {
      const found = input.toString('latin1', at, at + NEW_LINE.length)
      if (!NEW_LINE.startsWith(found)) throw notHttp('STRICT', 'a chunk is longer than its size')
      if (found.length < NEW_LINE.length) return undefined
      state = 'chunk-line'
      return at + NEW_LINE.length
    },
    trailers(input, at) {
      const line = { at, mark: NEW_LINE, maxBytes: MAX_HEAD_BYTES }
      checkLines(begunText(input, line))
      const end = endOfText(input, line)
      if (end === undefined) return undefined
      trailerBytes += end - at
      if (trailerBytes > MAX_HEAD_BYTES) throw notHttp('HEADER_OVERFLOW', 'its trailers are too large')
      if (end === at) state = 'whole'
      return end + NEW_LINE.length
    },
  }

  function begin(text: string): void {
    const head = readHead(text)
    const { status } = head
    if (status === 101) throw new ConnectionError('EPROTO', 'the answer was 101 Switching Protocols')
    if (status < 200) return
    const framing = framingOf(head, isHead)
    isPersistent = head.isPersistent && framing.kind !== 'until-close'
    leftBytes = framing.kind === 'sized' ? framing.sizeBytes : 0
    trailerBytes = 0
    state = framing.kind === 'chunked' ? 'chunk-line' : framing.kind
    if (framing.kind === 'sized' && leftBytes === 0) state = 'whole'
    listener.onHead(head)
  }

  function body(input: Buffer, { at, after }: { readonly at: number; readonly after: State }): number | undefined {
    const end = Math.min(input.length, at + leftBytes)
    if (end === at) return undefined
    leftBytes -= end - at
    if (leftBytes === 0) state = after
    listener.onBody(input.subarray(at, end))
    return end
  }

  function end(isReusable: boolean): void {
    state = 'idle'
    rest = NOTHING
    listener.onEnd(isReusable)
  }

  return {
    get isExpecting() {
      return state !== 'idle'
    },
    expect(isAnswerToHead) {
      state = 'head'
      isHead = isAnswerToHead
      rest = NOTHING
    },
    push(bytes) {
      const input = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
      rest = NOTHING
      let at = 0
      while (state !== 'idle' && state !== 'whole') {
        const next = steps[state](input, at)
        if (next === undefined) {
          // The memory of the bytes is used again.
          if (at < input.length) rest = Buffer.from(input.subarray(at))
          return
        }
        at = next
      }
      if (state === 'whole') end(isPersistent && at === input.length)
    },
    finish() {
      if (state === 'until-close') return end(false)
      const isBegun = state !== 'head' || rest.length > 0
      throw new ConnectionError(
        'ECONNRESET',
        isBegun ? 'the answer was cut off' : 'the connection ended before the answer',
      )
    },
    stop() {
      state = 'idle'
      rest = NOTHING
    },
  }
}

/** Throws unless this may be the begin of a head that is not too large. */
function checkPart(input: Buffer, at: number): undefined {
  const head = { at, mark: HEAD_END, maxBytes: MAX_HEAD_BYTES }
  checkBegunHead(begunText(input, head))
  endOfText(input, head)
}

function malformedSize(): ConnectionError {
  return notHttp('INVALID_CHUNK_SIZE', 'the size of a chunk is malformed')
}

/** A text that begins at a place of the input, and ends before a mark. */
interface MarkedText {
  readonly at: number
  readonly mark: string
  readonly maxBytes: number
}

/** @returns what is there of a text, up to where it is known to be too long; without a CR at its end, with which the mark may begin. */
function begunText(input: Buffer, { at, mark, maxBytes }: MarkedText): string {
  const end = input.indexOf(mark, at)
  const most = Math.min(end < 0 ? input.length : end, at + maxBytes + mark.length)
  return input.toString('latin1', at, input[most - 1] === CR ? Math.max(at, most - 1) : most)
}

/** @returns where the mark begins that ends a text; undefined if it is not there yet. Throws if the text is longer than allowed. */
function endOfText(input: Buffer, { at, mark, maxBytes }: MarkedText): number | undefined {
  const end = input.indexOf(mark, at)
  // A part of the mark may be there.
  const sizeBytes = end < 0 ? input.length - at - (mark.length - 1) : end - at
  if (sizeBytes > maxBytes) throw notHttp('HEADER_OVERFLOW', 'its head is too large')
  return end < 0 ? undefined : end
}

/** @returns how long the server keeps an idle connection, in milliseconds, less a second for what is on the way; undefined if it does not say. */
export function keptMs(headers: AnswerFields): number | undefined {
  const [, seconds] = /\btimeout=(\d{1,9})/i.exec(headers['keep-alive'] ?? '') ?? []
  return seconds === undefined ? undefined : Number(seconds) * 1000 - 1000
}
