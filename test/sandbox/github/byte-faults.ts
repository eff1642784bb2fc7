/** What may go wrong while the bytes of an asset are sent. */
import type { Gate } from '../net/http-faults.ts'

export type ByteFault =
  /** The connection breaks after this many bytes of the body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Nothing more is sent after this many bytes; with 0 not even the headers. */
  | { readonly kind: 'hang'; readonly afterBytes: number }
  /** Pieces of this size, each in its own packet. */
  | { readonly kind: 'trickle'; readonly pieceBytes: number }
  /** One byte each so many milliseconds. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** Other headers than the right ones; undefined: none of that name. */
  | { readonly kind: 'headers'; readonly headers: Record<string, string | undefined> }
  /** The body is shorter than the asset, and the length header says so. */
  | { readonly kind: 'short'; readonly byBytes: number }
  /** One byte differs. */
  | { readonly kind: 'wrong-bytes'; readonly atByte?: number }
  /** The whole asset with 200, whatever range was requested. */
  | { readonly kind: 'no-ranges' }
  /** Another range than the requested one, and the header says so. */
  | { readonly kind: 'other-range'; readonly shiftBytes: number }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Record<string, string>
      readonly body?: string
    }
  /** Redirects to another address. */
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number }
  | { readonly kind: 'reset' }
  /** `101 Switching Protocols`, then silence. */
  | { readonly kind: 'switch-protocols' }
  /** A page of this size in place of the asset, with 200 and without a length. */
  | { readonly kind: 'page'; readonly sizeBytes: number }
  /** Waits before it answers. */
  | { readonly kind: 'gate'; readonly gate: Gate }

export interface ByteFaultRule {
  readonly fault: ByteFault
  /** Name of the asset that it applies to; any unless given. */
  readonly asset?: string
  /** How many requests it applies to; unlimited unless given. */
  readonly times?: number
  /** How many matching requests it skips first. */
  readonly after?: number
}

export interface ByteFaults {
  add(rule: ByteFaultRule): void
  clear(): void
  next(asset: string): ByteFault | undefined
}

export function createByteFaults(): ByteFaults {
  const active: { readonly rule: ByteFaultRule; hits: number; passed: number }[] = []
  return {
    add(rule) {
      active.push({ rule, hits: 0, passed: 0 })
    },
    clear() {
      active.length = 0
    },
    next(asset) {
      for (const state of active) {
        const { rule } = state
        if (rule.asset !== undefined && rule.asset !== asset) continue
        if (state.hits >= (rule.times ?? Number.POSITIVE_INFINITY)) continue
        if (state.passed < (rule.after ?? 0)) {
          state.passed += 1
          continue
        }
        state.hits += 1
        return rule.fault
      }
      return undefined
    },
  }
}
