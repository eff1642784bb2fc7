import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { type Connection, openConnection } from './connection.ts'
import { lifetimesBytes } from './lifetimes.ts'
import { createShaper, type Rates, type Shaper } from './shaper.ts'

/** The network between the action and a server. With no field set, bytes pass at once. */
export interface LinkConditions extends Rates {
  readonly roundTripMs?: number
  readonly slowStart?: boolean
  /** Each connection is reset after this many bytes on average (exponentially distributed, so also twice in a row). */
  readonly resetEveryBytes?: number
  readonly seed?: number
}

export interface LinkOptions extends LinkConditions {
  readonly target: { readonly host: string; readonly port: number }
  /** Replaced in tests; else the process's own. */
  readonly clock?: LinkClock
}

export interface LinkClock {
  readonly nowMs: () => number
  /** @returns a function that stops it. */
  readonly every: (intervalMs: number, tick: () => void) => () => void
}

/**
 * `refuse`: nothing listens, open connections are reset. `blackhole`: nothing passes in either direction, without an error; connections that stay open continue afterwards.
 * `reset`: open connections are reset, and new ones as soon as they are made.
 */
export type Outage = 'refuse' | 'blackhole' | 'reset'

export interface LinkStats {
  /** Delivered to the server, over all connections, open or closed. */
  readonly bytesUp: number
  /** Delivered to the client. */
  readonly bytesDown: number
  readonly accepted: number
  /** Connections that were reset by the link itself. */
  readonly resets: number
  /** The most connections that were open at the same time. */
  readonly maxConnections: number
  readonly connections: readonly LinkConnectionStats[]
}

export interface LinkConnectionStats {
  readonly id: number
  readonly bytesUp: number
  readonly bytesDown: number
  /** Read from the client and not yet sent over the link. */
  readonly waitingBytes: number
  readonly stalled: boolean
}

export interface Link {
  readonly port: number
  /** The link's client side as an http URL, without a path. */
  readonly endpoint: string
  readonly stats: () => LinkStats
  readonly setRates: (rates: Rates) => void
  /** Resolves once the outage is in effect; undefined ends it. */
  readonly setOutage: (kind: Outage | undefined) => Promise<void>
  /** From now on nothing passes in either direction on these connections (without `ids`: on all open ones). */
  readonly stallConnections: (ids?: readonly number[]) => void
  readonly resumeConnections: (ids?: readonly number[]) => void
  readonly resetAll: () => void
  readonly close: () => Promise<void>
}

/** @returns a TCP proxy on a free port of 127.0.0.1 that passes bytes to `target` like such a link; the direction to the server is shaped. */
export async function startLink(options: LinkOptions): Promise<Link> {
  const state = newState(options)
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => accept(state, client))
  const port = await listen(server, 0)
  return {
    port,
    endpoint: `http://localhost:${port}`,
    stats: () => statsOf(state),
    setRates: (rates) => {
      state.rates = rates
      state.shaper.setRates(rates)
    },
    setOutage: async (kind) => {
      state.outage = kind
      if (kind === 'refuse' || kind === 'reset') resetAll(state)
      if (kind === 'refuse' && server.listening) await stopListening(server)
      if (kind !== 'refuse' && !server.listening) await listen(server, port)
    },
    stallConnections: (ids) => setStalled(state, ids, true),
    resumeConnections: (ids) => setStalled(state, ids, false),
    resetAll: () => resetAll(state),
    close: async () => {
      resetAll(state)
      if (server.listening) await stopListening(server)
    },
  }
}

interface LinkState {
  readonly options: LinkOptions
  readonly clock: LinkClock
  readonly roundTripMs: number
  readonly tickMs: number
  readonly shaper: Shaper
  readonly nextLifetimeBytes: () => number
  readonly open: Map<number, Connection>
  /** Bytes are of closed connections only. */
  readonly totals: { bytesUp: number; bytesDown: number; accepted: number; resets: number; maxConnections: number }
  rates: Rates
  outage: Outage | undefined
  stopTicking: (() => void) | undefined
}

/** Bytes of a connection that may wait here: more than the fastest link sends in a tick, little compared to kernel buffers. */
const QUEUE_BYTES = 256 * 1024

const processClock: LinkClock = {
  nowMs: () => performance.now(),
  every: (intervalMs, tick) => {
    const timer = setInterval(tick, intervalMs)
    return () => clearInterval(timer)
  },
}

function newState(options: LinkOptions): LinkState {
  const clock = options.clock ?? processClock
  const roundTripMs = options.roundTripMs ?? 0
  const tickMs = tickFor(roundTripMs)
  return {
    options,
    clock,
    roundTripMs,
    tickMs,
    shaper: createShaper({ ...options, roundTripMs, tickMs, slowStart: options.slowStart ?? false }, clock.nowMs()),
    nextLifetimeBytes: lifetimesBytes(options.resetEveryBytes, options.seed ?? 1),
    open: new Map(),
    totals: { bytesUp: 0, bytesDown: 0, accepted: 0, resets: 0, maxConnections: 0 },
    rates: options,
    outage: undefined,
    stopTicking: undefined,
  }
}

/** Coarse enough to cost little with many connections, fine compared to the round trip. */
function tickFor(roundTripMs: number): number {
  if (roundTripMs >= 100) return 10
  return roundTripMs === 0 || roundTripMs >= 10 ? 5 : 1
}

function accept(state: LinkState, client: Socket): void {
  const { options, clock, roundTripMs, totals } = state
  totals.accepted += 1
  if (state.outage === 'reset') {
    totals.resets += 1
    client.on('error', () => undefined).resetAndDestroy()
    return
  }
  // Below two ticks a delay cannot be halved: all of it is then on the way back.
  const upMs = roundTripMs < 4 ? 0 : roundTripMs / 2
  const connection = openConnection({
    id: totals.accepted,
    client,
    target: options.target,
    flow: state.shaper.open(),
    nowMs: clock.nowMs,
    delaysMs: { up: upMs, down: roundTripMs - upMs },
    establishedAtMs: clock.nowMs() + roundTripMs,
    resetAfterBytes: state.nextLifetimeBytes(),
    queueBytes: QUEUE_BYTES,
    onWork: (it) => {
      if (isUnlimited(state)) pass(state, [it])
    },
    onReset: () => {
      totals.resets += 1
    },
    onClose: (it) => forget(state, it),
  })
  state.open.set(connection.id, connection)
  totals.maxConnections = Math.max(totals.maxConnections, state.open.size)
  state.stopTicking ??= clock.every(state.tickMs, () => pass(state, [...state.open.values()]))
}

function forget(state: LinkState, connection: Connection): void {
  state.open.delete(connection.id)
  state.totals.bytesUp += connection.bytesUp()
  state.totals.bytesDown += connection.bytesDown()
  if (state.open.size > 0) return
  state.stopTicking?.()
  state.stopTicking = undefined
}

/** Whether bytes are passed on at once, without waiting for a tick. */
function isUnlimited({ rates, options }: LinkState): boolean {
  const { perConnectionBytesPerSecond, totalBytesPerSecond } = rates
  return perConnectionBytesPerSecond === undefined && totalBytesPerSecond === undefined && options.slowStart !== true
}

function pass(state: LinkState, connections: readonly Connection[]): void {
  if (state.outage === 'blackhole') return
  const nowMs = state.clock.nowMs()
  const passing = connections.filter((connection) => !connection.stalled)
  const sending = passing.filter((connection) => connection.isReady(nowMs))
  state.shaper.share(
    sending.map((connection) => connection.flow),
    nowMs,
  )
  for (const connection of sending) connection.send(nowMs)
  // Rounds to the nearest tick: half a tick early as often as half a tick late.
  for (const connection of passing) connection.deliver(nowMs + state.tickMs / 2)
}

function setStalled(state: LinkState, ids: readonly number[] | undefined, stalled: boolean): void {
  for (const connection of state.open.values()) {
    if (ids === undefined || ids.includes(connection.id)) connection.stalled = stalled
  }
}

function resetAll(state: LinkState): void {
  for (const connection of [...state.open.values()]) connection.reset()
}

function statsOf({ open, totals }: LinkState): LinkStats {
  const connections = [...open.values()].map((connection) => ({
    id: connection.id,
    bytesUp: connection.bytesUp(),
    bytesDown: connection.bytesDown(),
    waitingBytes: connection.waitingBytes(),
    stalled: connection.stalled,
  }))
  return {
    ...totals,
    bytesUp: connections.reduce((sum, { bytesUp }) => sum + bytesUp, totals.bytesUp),
    bytesDown: connections.reduce((sum, { bytesDown }) => sum + bytesDown, totals.bytesDown),
    connections,
  }
}

async function listen(server: Server, port: number): Promise<number> {
  const listening = once(server, 'listening')
  server.listen(port, '127.0.0.1')
  await listening
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The link does not listen on a port')
  return address.port
}

async function stopListening(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  await closed
}
