import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorAnswer, type Sending } from '../exchange/answer.ts'
import type { Answer } from '../exchange/exchange.ts'
import type { FaultAction } from '../faults.ts'
import type { RequestRecord } from '../request-log.ts'
import { OssError } from '../wire/errors.ts'
import type { BodyFault, IncomingBody } from '../wire/incoming-body.ts'
import type { RequestHead } from '../wire/request.ts'
import { formatPage, manyParts, nestedXml, withoutCrc64 } from './fault-answers.ts'

/** The connection was ended on purpose, or by the client: nothing can be answered. */
export class Gone extends Error {
  override readonly name = 'Gone'
}

/** A request and the fault that applies to it. */
export interface FaultScene {
  readonly action: FaultAction | undefined
  /** Resolves when a stalled request is to continue. */
  readonly released: Promise<void>
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly head: RequestHead
  readonly record: RequestRecord
}

function reset({ incoming }: FaultScene): never {
  incoming.socket.resetAndDestroy()
  throw new Gone('reset by a fault')
}

async function stall({ incoming, released }: FaultScene): Promise<void> {
  const socket = incoming.socket
  const closed = new Promise<'closed'>((resolve) =>
    socket.destroyed ? resolve('closed') : socket.once('close', () => resolve('closed')),
  )
  if ((await Promise.race([released, closed])) === 'closed') throw new Gone('the client went away')
}

/** What the fault does to the incoming body. */
export function bodyFault(scene: FaultScene): BodyFault | undefined {
  const { action } = scene
  if (action?.kind === 'damage-body') return { atByte: action.atByte ?? 0, strike: damage }
  if (action?.kind === 'reset' && action.at === 'within-body')
    return { atByte: action.afterBytes ?? 0, strike: async () => reset(scene) }
  if (action?.kind !== 'stall' || action.at !== 'within-body') return undefined
  return {
    atByte: action.afterBytes ?? 0,
    strike: async (chunk) => {
      await stall(scene)
      return chunk
    },
  }
}

function damage(chunk: Buffer, offset: number): Buffer {
  const damaged = Buffer.from(chunk)
  damaged[offset] = (damaged[offset] ?? 0) ^ 0x20
  return damaged
}

/** The fault's answer instead of the operation's; throws Gone if the fault ends the connection. */
export async function strikeBeforeOperation(scene: FaultScene, body: IncomingBody): Promise<Answer | undefined> {
  const { action } = scene
  if (action === undefined) return undefined
  if (action.kind === 'reset' || action.kind === 'stall') {
    if (action.at === 'before-body') await (action.kind === 'reset' ? reset(scene) : stall(scene))
    if (action.at !== 'after-body') return undefined
    await body.drain()
    if (action.kind === 'reset') reset(scene)
    await stall(scene)
    throw new Gone('the body was taken before the stall')
  }
  if (action.kind === 'answer') {
    if (action.at === 'after-body') await body.drain()
    return scriptedAnswer(scene, action)
  }
  if (action.kind === 'switch-protocols') return switchProtocols(scene)
  const replaced = replacement(scene, action)
  if (replaced === undefined || replaced.isDone) return undefined
  await body.drain()
  return replaced.answer
}

function scriptedAnswer({ head, record }: FaultScene, action: Extract<FaultAction, { kind: 'answer' }>): Answer {
  const { status, code, body, headers = {} } = action
  if (code === undefined) return { status, headers, body: body ?? '' }
  record.code = code
  const { message = code, ec, details = {} } = action
  const error = new OssError({ status, code, message, details, headers, ...(ec === undefined ? {} : { ec }) })
  return errorAnswer(error, { head, requestId: record.requestId })
}

/** The answer that replaces the operation's, if any, and whether the operation is carried out anyway. */
function replacement(
  scene: FaultScene,
  action: FaultAction,
): { readonly answer: Answer; readonly isDone: boolean } | undefined {
  if (action.kind === 'error-in-200') return { answer: errorIn200(scene, action), isDone: action.done === true }
  if (action.kind === 'page') return { answer: formatPage(action), isDone: action.done === true }
  if (action.kind === 'nested-xml') return { answer: nestedXml(action.sizeBytes), isDone: false }
  if (action.kind === 'many-parts') return { answer: manyParts(scene.record, action.count), isDone: false }
  return undefined
}

async function switchProtocols(scene: FaultScene): Promise<never> {
  scene.record.status = 101
  scene.incoming.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await stall(scene)
  throw new Gone('the protocol was switched')
}

function errorIn200({ head, record }: FaultScene, action: Extract<FaultAction, { kind: 'error-in-200' }>): Answer {
  const error = new OssError({ status: 200, code: action.code, message: action.message ?? action.code })
  record.code = action.code
  return errorAnswer(error, { head, requestId: record.requestId })
}

/** The operation's answer as the fault changes it; throws Gone if the fault ends the connection. */
export async function strikeAnswer(
  scene: FaultScene,
  answer: Answer,
): Promise<Pick<Sending, 'answer' | 'cutAfterBytes' | 'trickle'>> {
  const { action } = scene
  if (action?.kind === 'stall' && action.at === 'before-answer') await stall(scene)
  if (action?.kind === 'lose-answer') {
    if (action.by !== 'silence') reset(scene)
    await stall(scene)
  }
  if (action?.kind === 'wrong-crc64') {
    const crc64 = BigInt(answer.headers?.['x-oss-hash-crc64ecma'] ?? '0') ^ 1n
    return { answer: { ...answer, headers: { ...answer.headers, 'x-oss-hash-crc64ecma': crc64.toString() } } }
  }
  if (action?.kind === 'leave-out-crc64') return { answer: withoutCrc64(answer) }
  if (action?.kind === 'trickle-answer') return { answer, trickle: { bytes: 1, ...action } }
  const replaced = action === undefined ? undefined : replacement(scene, action)
  if (replaced !== undefined) return { answer: replaced.answer }
  if (action?.kind === 'cut-answer') return { answer, cutAfterBytes: action.afterBytes }
  return { answer }
}
