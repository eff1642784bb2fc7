/** How fast a link sends bytes to the server. Absent: no limit. */
export interface Rates {
  readonly perConnectionBytesPerSecond?: number
  readonly totalBytesPerSecond?: number
}

export interface ShaperOptions extends Rates {
  readonly roundTripMs: number
  /** A connection begins with ten segments per round trip and doubles that with each, as TCP does, until its rate is reached. */
  readonly slowStart: boolean
  /** How often `share` is called. A late tick is made up for completely, an early one waits. */
  readonly tickMs: number
}

/** The shaper's state of one connection. Its owner sets how much waits, the shaper how much may be sent. */
export interface Flow {
  waitingBytes: number
  /** Set by `share`: what may be sent now. */
  grantedBytes: number
  creditBytes: number
  /** Congestion window; Infinity once it no longer limits. */
  windowBytes: number
  inFlightBytes: number
  readonly sent: { acknowledgedAtMs: number; sizeBytes: number }[]
}

export interface Shaper {
  readonly open: () => Flow
  /** Sets `grantedBytes` of each of these flows: max-min fair, none above its own rate or window. Flows that are left out gain nothing. */
  readonly share: (flows: readonly Flow[], nowMs: number) => void
  readonly setRates: (rates: Rates) => void
}

const INITIAL_WINDOW_BYTES = 10 * 1460
/** After a longer pause the process itself was paused; a link would not make up for it with a burst. */
const LONGEST_TICK_MS = 250

/** @returns the part of the link that decides how many bytes are sent when. It has no clock and no timer. */
export function createShaper(options: ShaperOptions, startMs: number): Shaper {
  let rates: Rates = options
  let lastMs = startMs
  let totalCreditBytes = 0

  const gain = (creditBytes: number, bytesPerSecond: number | undefined, elapsedMs: number): number => {
    if (bytesPerSecond === undefined) return Number.POSITIVE_INFINITY
    const held = Number.isFinite(creditBytes) ? creditBytes : 0
    const mostMs = Math.max(elapsedMs, options.tickMs) + options.tickMs
    return Math.min(held + (bytesPerSecond * elapsedMs) / 1000, (bytesPerSecond * mostMs) / 1000)
  }

  return {
    open: () => ({
      waitingBytes: 0,
      grantedBytes: 0,
      creditBytes: 0,
      windowBytes: options.slowStart ? INITIAL_WINDOW_BYTES : Number.POSITIVE_INFINITY,
      inFlightBytes: 0,
      sent: [],
    }),
    share: (flows, nowMs) => {
      const elapsedMs = Math.min(Math.max(nowMs - lastMs, 0), LONGEST_TICK_MS)
      lastMs = nowMs
      totalCreditBytes = gain(totalCreditBytes, rates.totalBytesPerSecond, elapsedMs)
      for (const flow of flows) {
        flow.creditBytes = gain(flow.creditBytes, rates.perConnectionBytesPerSecond, elapsedMs)
        acknowledge(flow, nowMs + options.tickMs / 2, fullWindowBytes(rates, options.roundTripMs))
      }
      totalCreditBytes -= divide(flows, totalCreditBytes)
      for (const flow of flows) spend(flow, nowMs + options.roundTripMs)
    },
    setRates: (next) => {
      rates = next
    },
  }
}

/** The window at which a connection reaches its own rate, or that of the whole link. */
function fullWindowBytes(rates: Rates, roundTripMs: number): number {
  const bytesPerSecond = rates.perConnectionBytesPerSecond ?? rates.totalBytesPerSecond
  return bytesPerSecond === undefined ? Number.POSITIVE_INFINITY : (bytesPerSecond * roundTripMs) / 1000
}

/** Grows the window by what was acknowledged: it doubles in a round trip in which all of it was used. */
function acknowledge(flow: Flow, untilMs: number, fullBytes: number): void {
  if (flow.windowBytes === Number.POSITIVE_INFINITY) return
  for (let first = flow.sent[0]; first !== undefined && first.acknowledgedAtMs <= untilMs; first = flow.sent[0]) {
    flow.inFlightBytes -= first.sizeBytes
    flow.windowBytes += first.sizeBytes
    flow.sent.shift()
  }
  if (flow.windowBytes < fullBytes) return
  flow.windowBytes = Number.POSITIVE_INFINITY
  flow.inFlightBytes = 0
  flow.sent.length = 0
}

/** Sets each grant; the smallest demands are met first, and the others share the rest. @returns the sum. */
function divide(flows: readonly Flow[], budgetBytes: number): number {
  const demand = (flow: Flow) =>
    Math.max(0, Math.floor(Math.min(flow.waitingBytes, flow.creditBytes, flow.windowBytes - flow.inFlightBytes)))
  const demands = flows.map((flow) => ({ flow, wantedBytes: demand(flow) }))
  demands.sort((a, b) => a.wantedBytes - b.wantedBytes)
  let leftBytes = budgetBytes
  demands.forEach(({ flow, wantedBytes }, index) => {
    flow.grantedBytes = Math.min(wantedBytes, Math.max(0, Math.floor(leftBytes / (demands.length - index))))
    leftBytes -= flow.grantedBytes
  })
  return demands.reduce((sum, { flow }) => sum + flow.grantedBytes, 0)
}

function spend(flow: Flow, acknowledgedAtMs: number): void {
  flow.creditBytes -= flow.grantedBytes
  flow.waitingBytes -= flow.grantedBytes
  if (flow.windowBytes === Number.POSITIVE_INFINITY || flow.grantedBytes === 0) return
  flow.inFlightBytes += flow.grantedBytes
  flow.sent.push({ acknowledgedAtMs, sizeBytes: flow.grantedBytes })
}
