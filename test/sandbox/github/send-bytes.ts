/** Sends an asset or a range of it, changed by a fault if there is one. */
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { SWITCHING_PROTOCOLS } from '../net/http-faults.ts'
import type { ByteFault } from './byte-faults.ts'
import type { Asset } from './state.ts'

export interface Delivery {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly asset: Asset
  readonly fault: ByteFault | undefined
  /** Called with the number of bytes that were sent. @returns whether more may follow */
  readonly onBytes: (sentBytes: number) => boolean
}

const SLICE_BYTES = 64 * 1024

/** @returns the status that was sent; undefined if none was. */
export async function sendBytes(delivery: Delivery): Promise<number | undefined> {
  const { request, response, fault } = delivery
  if (fault?.kind === 'reset') {
    request.socket.resetAndDestroy()
    return undefined
  }
  if (fault?.kind === 'switch-protocols') {
    request.socket.write(SWITCHING_PROTOCOLS)
    return undefined
  }
  if (fault?.kind === 'page') {
    response.writeHead(200, { 'content-type': 'text/html' }).write('<html>')
    response.end(' '.repeat(fault.sizeBytes - '<html>'.length))
    return 200
  }
  if (fault?.kind === 'hang' && fault.afterBytes === 0) return undefined
  if (fault?.kind === 'gate') {
    fault.gate.arrive()
    await fault.gate.opened
  }
  if (fault?.kind === 'status') return end(response, fault.status, { body: fault.body, headers: fault.headers })
  if (fault?.kind === 'redirect')
    return end(response, fault.status ?? 302, { body: '', headers: { location: fault.location } })
  return await deliver(delivery)
}

function end(
  response: ServerResponse,
  status: number,
  {
    body = '',
    headers = {},
  }: { readonly body: string | undefined; readonly headers: Record<string, string> | undefined },
): number {
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers }).end(body)
  return status
}

async function deliver({ request, response, asset, fault, onBytes }: Delivery): Promise<number> {
  const { sizeBytes } = asset.content
  const asked = fault?.kind === 'no-ranges' ? undefined : parseRange(request.headers.range, sizeBytes)
  if (asked === 'unsatisfiable')
    return end(response, 416, { body: '', headers: { 'content-range': `bytes */${sizeBytes}` } })
  const range = shifted(asked ?? { start: 0, end: sizeBytes }, { fault, sizeBytes })
  const endBytes = fault?.kind === 'short' ? range.end - fault.byBytes : range.end
  const status = asked === undefined ? 200 : 206
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/octet-stream',
    'content-length': String(endBytes - range.start),
    'accept-ranges': 'bytes',
    etag: `"${asset.id}-${asset.updatedAtMs}"`,
    'last-modified': new Date(asset.updatedAtMs).toUTCString(),
    ...(asked === undefined ? {} : { 'content-range': `bytes ${range.start}-${range.end - 1}/${sizeBytes}` }),
    ...(fault?.kind === 'headers' ? fault.headers : {}),
  }
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value)
  response.writeHead(status)
  if (request.method === 'HEAD') {
    response.end()
    return status
  }
  await writeSlices({ response, fault, onBytes, asset, start: range.start, end: endBytes })
  return status
}

interface Slices extends Pick<Delivery, 'response' | 'fault' | 'onBytes' | 'asset'> {
  readonly start: number
  readonly end: number
}

async function writeSlices({ response, fault, onBytes, asset, start, end: endBytes }: Slices): Promise<void> {
  const stopAt = fault?.kind === 'cut' || fault?.kind === 'hang' ? start + fault.afterBytes : undefined
  const pieceBytes = pieceOf(fault)
  let at = start
  while (at < endBytes) {
    const next = Math.min(endBytes, at + pieceBytes, stopAt !== undefined && at < stopAt ? stopAt : endBytes)
    if (at === stopAt) {
      if (fault?.kind === 'cut') response.destroy()
      return
    }
    const bytes = Buffer.from(asset.content.slice(at, next))
    damage(bytes, { fault, at, start })
    const mayGoOn = onBytes(bytes.length)
    if (!(await write(response, bytes))) return
    if (!mayGoOn) {
      response.destroy()
      return
    }
    if (fault?.kind === 'drip') await setTimeout(fault.everyMs)
    at = next
  }
  response.end()
}

function pieceOf(fault: ByteFault | undefined): number {
  if (fault?.kind === 'drip') return 1
  return fault?.kind === 'trickle' ? fault.pieceBytes : SLICE_BYTES
}

function damage(
  bytes: Buffer,
  { fault, at, start }: { readonly fault: ByteFault | undefined; readonly at: number; readonly start: number },
): void {
  if (fault?.kind !== 'wrong-bytes') return
  const position = start + (fault.atByte ?? 0) - at
  if (position >= 0 && position < bytes.length) bytes[position] = (bytes[position] ?? 0) ^ 0x20
}

/** @returns whether the client is still connected. */
async function write(response: ServerResponse, bytes: Buffer): Promise<boolean> {
  if (response.destroyed) return false
  await new Promise<void>((resolve) => response.write(bytes, () => resolve()))
  if (response.writableNeedDrain && !response.destroyed)
    await Promise.race([once(response, 'drain'), once(response, 'close')])
  return !response.destroyed
}

interface Range {
  readonly start: number
  readonly end: number
}

function shifted(
  range: Range,
  { fault, sizeBytes }: { readonly fault: ByteFault | undefined; readonly sizeBytes: number },
): Range {
  if (fault?.kind !== 'other-range') return range
  const start = Math.min(range.start + fault.shiftBytes, sizeBytes - 1)
  return { start, end: Math.min(sizeBytes, start + range.end - range.start) }
}

/** @returns the half-open range of a single-range header; undefined if there is no valid one. */
function parseRange(header: string | undefined, sizeBytes: number): Range | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  const [, first = '', last = ''] = found ?? []
  if (found === null || (first === '' && last === '')) return undefined
  if (first === '') return { start: Math.max(0, sizeBytes - Number(last)), end: sizeBytes }
  if (Number(first) >= sizeBytes) return 'unsatisfiable'
  return { start: Number(first), end: last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1) }
}
