import type { LinkConditions } from './link.ts'

const MIB = 1024 * 1024

/** The links that the benches and scenarios run over. Behaviour of the server (503 above 24 requests in flight on `throttled`) is set at the server. */
export const LINKS = {
  longHaul: {
    roundTripMs: 150,
    perConnectionBytesPerSecond: 1.5 * MIB,
    totalBytesPerSecond: 40 * MIB,
    slowStart: true,
  },
  lossyHaul: {
    roundTripMs: 150,
    perConnectionBytesPerSecond: 1.5 * MIB,
    totalBytesPerSecond: 40 * MIB,
    resetEveryBytes: 6 * MIB,
  },
  homeLine: { roundTripMs: 30, totalBytesPerSecond: 2.5 * MIB },
  throttled: { roundTripMs: 150, perConnectionBytesPerSecond: 1.5 * MIB },
  dataCentre: { roundTripMs: 1 },
  loopback: {},
} as const satisfies Record<string, LinkConditions>

export type LinkName = keyof typeof LINKS
