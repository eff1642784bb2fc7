/** A link and a service in virtual time: what the concurrency controller is tried against without a byte being sent. */
import {
  type ConcurrencySetting,
  type Controller,
  type Observation,
  observe,
  startController,
} from '../../../src/core/link/concurrency.ts'

export interface ModelLink {
  readonly roundTripMs: number
  readonly perConnectionBytesPerSecond?: number
  readonly totalBytesPerSecond?: number
  readonly slowStart?: boolean
  /** Mean bytes until a connection is reset. */
  readonly resetEveryBytes?: number
  /** More requests than this at once are refused. */
  readonly mostInFlight?: number
  /** Between these times every request fails at once. */
  readonly outage?: { readonly fromMs: number; readonly toMs: number }
}

export interface ModelOutcome {
  readonly elapsedMs: number
  readonly failures: number
  readonly refusals: number
  readonly mostConnections: number
  /** The limit, second by second. */
  readonly limits: readonly number[]
  /** What kept the limit from rising, in the end. */
  readonly limitedBy: Controller['limitedBy']
}

export interface ModelUpload {
  readonly link: ModelLink
  readonly totalBytes: number
  readonly partBytes: number
  readonly setting?: ConcurrencySetting
  /** Until then this process computes all the time. */
  readonly busyUntilMs?: number
  /** Of what is left to chance. */
  readonly seed?: number
}

interface Connection {
  readonly readyAtMs: number
  windowBytes: number
  leftToReset: number
  requests: number
  request: ModelRequest | undefined
}

interface ModelRequest {
  readonly part: ModelPart
  readonly startedMs: number
  readonly isRefused: boolean
  leftBytes: number
  answerAtMs: number
}

interface ModelPart {
  failures: number
  notBeforeMs: number
}

interface State extends Required<Omit<ModelUpload, 'setting' | 'seed'>> {
  nowMs: number
  controller: Controller
  readonly random: () => number
  readonly connections: Set<Connection>
  /** Parts to be sent, those whose turn it is first. */
  readonly waiting: Set<ModelPart>
  failures: number
  refusals: number
  mostConnections: number
  takenBytes: number
}

const STEP_MS = 10
const INITIAL_WINDOW_BYTES = 14_600
const DEADLINE_MS = 3_600_000

/** @returns how an upload goes with the controller; a request without a body comes first, as that which begins an upload. */
export function simulate({
  setting = { kind: 'auto' },
  seed = 7,
  busyUntilMs = 0,
  ...upload
}: ModelUpload): ModelOutcome {
  const count = Math.ceil(upload.totalBytes / upload.partBytes)
  const state: State = {
    ...upload,
    busyUntilMs,
    nowMs: 0,
    controller: startController(setting),
    random: pseudoRandom(seed),
    connections: new Set(),
    waiting: new Set(Array.from({ length: count }, () => ({ failures: 0, notBeforeMs: 0 }))),
    failures: 0,
    refusals: 0,
    mostConnections: 0,
    takenBytes: 0,
  }
  const limits: number[] = []
  begin(state)
  while ((state.waiting.size > 0 || inFlight(state) > 0) && state.nowMs < DEADLINE_MS) {
    if (state.nowMs % 1000 === 0) limits.push(state.controller.limit)
    startRequests(state)
    shareLink(state)
    state.nowMs += STEP_MS
    finishRequests(state)
  }
  const { nowMs: elapsedMs, failures, refusals, mostConnections } = state
  return { elapsedMs, failures, refusals, mostConnections, limits, limitedBy: state.controller.limitedBy }
}

function begin(state: State): void {
  const connection = connect(state)
  connection.requests = 1
  state.nowMs = Math.ceil((2 * state.link.roundTripMs) / STEP_MS) * STEP_MS
  // What counts begins once the connection stands.
  const times = { startedMs: state.link.roundTripMs, nowMs: state.nowMs, inFlight: 1 }
  state.controller = observe(state.controller, { kind: 'acknowledged', ...times, sizeBytes: 0, isFirst: true })
}

function connect({ link, nowMs, connections, random }: State): Connection {
  const { roundTripMs, slowStart = false, resetEveryBytes = Number.POSITIVE_INFINITY } = link
  const connection: Connection = {
    readyAtMs: nowMs + roundTripMs,
    windowBytes: slowStart ? INITIAL_WINDOW_BYTES : Number.POSITIVE_INFINITY,
    leftToReset: -Math.log(1 - random()) * resetEveryBytes,
    requests: 0,
    request: undefined,
  }
  connections.add(connection)
  return connection
}

function inFlight({ connections }: State): number {
  return [...connections].filter(({ request }) => request !== undefined).length
}

function startRequests(state: State): void {
  const { link, waiting, connections, partBytes, nowMs } = state
  let count = inFlight(state)
  for (const part of waiting) {
    if (count >= state.controller.limit) break
    if (part.notBeforeMs > nowMs) continue
    waiting.delete(part)
    const connection = [...connections].find(({ request }) => request === undefined) ?? connect(state)
    const isRefused = count >= (link.mostInFlight ?? Number.POSITIVE_INFINITY)
    const refusedAtMs = Math.max(nowMs, connection.readyAtMs) + link.roundTripMs
    const answerAtMs = isRefused ? refusedAtMs : Number.POSITIVE_INFINITY
    connection.request = { part, startedMs: nowMs, isRefused, leftBytes: partBytes, answerAtMs }
    count += 1
  }
  state.mostConnections = Math.max(state.mostConnections, connections.size)
}

/** Gives each connection its share of what the link takes in a step: the smallest demands are met first, the others share the rest. */
function shareLink(state: State): void {
  const { link, connections, nowMs } = state
  const { roundTripMs, perConnectionBytesPerSecond: ownRate = Number.POSITIVE_INFINITY, totalBytesPerSecond } = link
  const fullWindowBytes = (ownRate * roundTripMs) / 1000
  const demand = ({ windowBytes }: Connection) =>
    (STEP_MS * Math.min(ownRate, (windowBytes * 1000) / roundTripMs)) / 1000
  const sending = [...connections].filter(({ readyAtMs }) => readyAtMs <= nowMs).sort((a, b) => demand(a) - demand(b))
  let leftBytes = ((totalBytesPerSecond ?? Number.POSITIVE_INFINITY) * STEP_MS) / 1000
  let sharers = sending.filter(({ request }) => request !== undefined && request.leftBytes > 0).length
  for (const connection of sending) {
    const { request } = connection
    if (request === undefined || request.leftBytes <= 0) continue
    const bytes = Math.min(request.leftBytes, demand(connection), leftBytes / sharers)
    sharers -= 1
    leftBytes -= bytes
    request.leftBytes -= bytes
    state.takenBytes += bytes
    connection.leftToReset -= bytes
    // Doubles in a round trip in which all of it was used, until it holds nothing back.
    connection.windowBytes =
      connection.windowBytes >= fullWindowBytes ? Number.POSITIVE_INFINITY : connection.windowBytes + bytes * Math.LN2
    if (request.leftBytes <= 0 && !request.isRefused) request.answerAtMs = nowMs + STEP_MS + roundTripMs
  }
  if (state.takenBytes === 0) return
  const bodies = [...connections].flatMap(({ request }) => request ?? [])
  const feeding = bodies.filter(({ leftBytes }) => leftBytes > 0 && leftBytes < state.partBytes).length
  const left = (state.waiting.size + bodies.length) * state.partBytes
  const moving = { nowMs, takenBytes: state.takenBytes, feeding, leftBytes: left }
  state.controller = observe(state.controller, { kind: 'moving', ...moving })
}

function finishRequests(state: State): void {
  const { link, connections, nowMs } = state
  const isOut = link.outage !== undefined && nowMs >= link.outage.fromMs && nowMs < link.outage.toMs
  for (const connection of [...connections]) {
    const { request } = connection
    if (request === undefined) continue
    const isBroken = isOut || connection.leftToReset <= 0
    if (!isBroken && request.answerAtMs > nowMs) continue
    const times = { nowMs, startedMs: request.startedMs, inFlight: inFlight(state) }
    connection.request = undefined
    connection.requests += 1
    if (isBroken) connections.delete(connection)
    state.controller = observe(state.controller, outcomeOf(state, { connection, request, isBroken, times }))
    startRequests(state)
  }
}

interface Ending {
  readonly connection: Connection
  readonly request: ModelRequest
  readonly isBroken: boolean
  readonly times: { readonly nowMs: number; readonly startedMs: number; readonly inFlight: number }
}

function outcomeOf(state: State, { connection, request, isBroken, times }: Ending): Observation {
  if (isBroken) {
    state.failures += 1
    sendAgain(state, request.part)
    return { kind: 'failed', ...times }
  }
  if (request.isRefused) {
    state.refusals += 1
    sendAgain(state, request.part)
    return { kind: 'throttled', ...times, retryAfterMs: undefined }
  }
  const isBusy = times.nowMs < state.busyUntilMs
  const leftBytes = (state.waiting.size + inFlight(state)) * state.partBytes
  const isFirst = connection.requests === 1
  return { kind: 'acknowledged', ...times, sizeBytes: state.partBytes, isFirst, isBusy, leftBytes }
}

function sendAgain({ waiting, nowMs, random }: State, part: ModelPart): void {
  part.failures += 1
  part.notBeforeMs = nowMs + random() * Math.min(20_000, 200 * 2 ** part.failures)
  waiting.add(part)
}

/** @returns numbers in [0, 1) that are the same in every run (Park and Miller's generator). */
function pseudoRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
