import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorAnswer, sendAnswer } from '../exchange/answer.ts'
import { checkEndpoint, signingRegion } from '../exchange/endpoint-rules.ts'
import type { Answer, Exchange } from '../exchange/exchange.ts'
import { findOperation, hasUnknownSubresource, type Operation } from '../exchange/operation.ts'
import { authorize } from '../exchange/policy.ts'
import { checkNames, readTargets, type Target } from '../identity/addressing.ts'
import { authenticate, type Identity } from '../identity/authenticate.ts'
import type { RequestRecord } from '../request-log.ts'
import { methodNotAllowed, noSuchBucket, notImplemented, OssError } from '../wire/errors.ts'
import { BodyCut, IncomingBody } from '../wire/incoming-body.ts'
import { queryValue, type RequestHead, readHead } from '../wire/request.ts'
import type { ServerCore } from './core.ts'
import { bodyFault, type FaultScene, Gone, strikeAnswer, strikeBeforeOperation } from './fault-effects.ts'
import { HANDLERS } from './handlers.ts'

/** A request, its response, and the number of its connection. */
export interface Wire {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly connection: number
}

/** Answers one request; never rejects. */
export async function serveRequest(core: ServerCore, wire: Wire): Promise<void> {
  const record = core.log.begin(newRecord(wire))
  wire.incoming.on('end', () => {
    record.bodyComplete = true
  })
  try {
    await converse(core, wire, record)
  } catch (error) {
    if (!(error instanceof Gone || error instanceof BodyCut)) {
      process.emitWarning(`sandbox OSS: ${error instanceof Error ? error.stack : String(error)}`)
    }
    wire.incoming.socket.destroy()
  } finally {
    core.log.finish(record)
  }
}

function newRecord({ incoming, connection }: Wire): Omit<RequestRecord, 'id'> {
  return {
    requestId: randomBytes(12).toString('hex').toUpperCase(),
    timeMs: Date.now(),
    connection,
    method: incoming.method ?? '',
    host: incoming.headers.host ?? '',
    url: incoming.url ?? '',
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    operation: 'Unknown',
    bucket: undefined,
    key: undefined,
    partNumber: undefined,
    uploadId: undefined,
    accessKeyId: undefined,
    bytesReceived: 0,
    bodyComplete: false,
    status: undefined,
    code: undefined,
    answered: false,
    finished: false,
    fault: undefined,
  }
}

async function converse(core: ServerCore, wire: Wire, record: RequestRecord): Promise<void> {
  const startedMs = Date.now()
  const head = readHead(wire.incoming)
  const arrival = arrive(core, head)
  describe(record, head, arrival)
  const action = core.faults.take(record)
  record.fault = action?.kind
  core.log.changed()
  const scene: FaultScene = { action, ...wire, released: core.faults.nextRelease, head, record }
  const body = openBody(core, scene)
  const { answer, ...manner } = await strikeAnswer(scene, await answerOf({ core, arrival, scene, body }))
  const isUnread = !body.started && hasBody(head)
  const isAwaited = isUnread && head.headers.expect !== undefined
  const draining = isUnread && !isAwaited ? body.drain() : undefined
  // A client that was answered may close the connection at any time.
  draining?.catch(() => {})
  const serverTimeMs = Date.now() - startedMs
  const ending: Record<string, string> = isAwaited ? { connection: 'close' } : {}
  const sent = { ...answer, headers: { ...answer.headers, ...ending } }
  const place = { serverTimeMs, nowMs: core.nowMs(), draining }
  record.answered = await sendAnswer({ ...wire, ...place, ...manner, record, answer: sent })
}

function hasBody({ headers }: RequestHead): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
}

/** What is known about a request from its head. */
interface Arrival {
  readonly target?: Target
  readonly identity?: Identity
  readonly operation?: Operation | undefined
  /** Why the request is refused, whatever its operation. */
  readonly refusal?: OssError
}

function arrive(core: ServerCore, head: RequestHead): Arrival {
  let target: Target | undefined
  try {
    const targets = readTargets(head, { cnames: core.cnames, buckets: core.state.buckets.keys() })
    target = targets[0]
    const { credentials } = core.state
    const regionOf = (candidate: Target) => signingRegion(core.state, candidate)
    const identity = authenticate({ head, targets, credentials, regionOf, nowMs: core.nowMs() })
    return { target: identity.target, identity, operation: findOperation(head, identity.target) }
  } catch (error) {
    if (!(error instanceof OssError)) throw error
    if (target === undefined) return { refusal: error }
    const operation = findOperation(head, target)
    return { target, operation, refusal: missingBucket(core, target, operation) ?? error }
  }
}

/** NoSuchBucket, which OSS answers before it checks the signature, except for operations that make a bucket. */
function missingBucket(core: ServerCore, { bucket }: Target, operation: Operation | undefined): OssError | undefined {
  const isMissing = bucket !== undefined && !core.state.buckets.has(bucket)
  return isMissing && operation !== 'PutBucket' && operation !== 'PutBucketAcl' ? noSuchBucket(bucket) : undefined
}

function describe(record: RequestRecord, head: RequestHead, { target, identity, operation }: Arrival): void {
  const partNumber = queryValue(head, 'partNumber')
  record.operation = operation ?? 'Unknown'
  record.bucket = target?.bucket
  record.key = target?.key
  record.partNumber = partNumber === undefined ? undefined : Number(partNumber)
  record.uploadId = queryValue(head, 'uploadId')
  record.accessKeyId = identity?.credential?.accessKeyId
}

function openBody(core: ServerCore, scene: FaultScene): IncomingBody {
  const { incoming, response, record, head } = scene
  const fault = bodyFault(scene)
  return new IncomingBody(incoming, {
    onBytes: (count) => {
      record.bytesReceived += count
      core.log.changed()
    },
    onStart: () => {
      if (head.headers.expect !== undefined) response.writeContinue()
    },
    ...(fault === undefined ? {} : { fault }),
  })
}

interface Asking {
  readonly core: ServerCore
  readonly arrival: Arrival
  readonly scene: FaultScene
  readonly body: IncomingBody
}

async function answerOf({ core, arrival, scene, body }: Asking): Promise<Answer> {
  const { head, record } = scene
  try {
    const struck = await strikeBeforeOperation(scene, body)
    if (struck !== undefined) return struck
    checkLoad(core)
    const { identity, operation, refusal } = arrival
    if (identity === undefined || refusal !== undefined) throw refusal ?? methodNotAllowed(head.method, 'Service')
    return await operate(core, { head, identity, operation, body })
  } catch (error) {
    if (!(error instanceof OssError)) throw error
    record.code = error.code
    return errorAnswer(error, { head, requestId: record.requestId })
  }
}

function checkLoad({ settings, log }: ServerCore): void {
  if (settings.maxInFlight === undefined || log.inFlight <= settings.maxInFlight) return
  throw new OssError({
    status: 503,
    code: 'ServiceUnavailable',
    message: 'Please reduce your request rate.',
    ec: '0010-00000101',
  })
}

interface Order {
  readonly head: RequestHead
  readonly identity: Identity
  readonly operation: Operation | undefined
  readonly body: IncomingBody
}

function operate(core: ServerCore, { head, identity, operation, body }: Order): Promise<Answer> {
  const { target } = identity
  checkNames(target)
  const resource = target.key !== undefined ? 'Object' : target.bucket !== undefined ? 'Bucket' : 'Service'
  if (operation === undefined)
    throw hasUnknownSubresource(head, target) ? notImplemented() : methodNotAllowed(head.method, resource)
  const exchange: Exchange = { head, operation, identity, body, state: core.state, nowMs: core.nowMs() }
  if (head.headers['x-oss-callback'] !== undefined) throw notImplemented({ Header: 'x-oss-callback' })
  checkEndpoint(exchange, core.options)
  authorize(exchange)
  return HANDLERS[operation](exchange)
}
