/** The byte ranges in which an asset is fetched, and the possible answers. */
import { singleLine } from '../../text/text.ts'

/** Half-open. */
export interface AssetRange {
  readonly startBytes: number
  readonly endBytes: number
}

/** Small enough for several connections per asset, and for a fault to cost little; large enough that the cost of a request does not matter. */
export const RANGE_BYTES = 8 * 1024 ** 2

/** @returns ranges that cover every byte once, in order; none for an empty asset. */
export function planRanges(sizeBytes: number, rangeBytes: number): readonly AssetRange[] {
  return Array.from({ length: Math.ceil(sizeBytes / rangeBytes) }, (_, index) => ({
    startBytes: index * rangeBytes,
    endBytes: Math.min(sizeBytes, (index + 1) * rangeBytes),
  }))
}

/** @returns the value of a `Range` header. */
export function formatRange({ startBytes, endBytes }: AssetRange): string {
  return `bytes=${startBytes}-${endBytes - 1}`
}

type RangeAnswer =
  /** Exactly the requested bytes. */
  | { readonly kind: 'range' }
  /** The whole asset from its first byte: this server does not support ranges. */
  | { readonly kind: 'whole' }
  /** Other bytes than the requested ones. */
  | { readonly kind: 'wrong'; readonly problem: string }

/**
 * @param sizeBytes of the asset, as the API says
 * @returns what a successful answer contains, by its status, `Content-Encoding`, `Content-Range` and `Content-Length`.
 */
export function rangeAnswer(answer: {
  readonly status: number
  readonly contentEncoding: string | undefined
  readonly contentRange: string | undefined
  readonly contentLength: string | undefined
  readonly asked: AssetRange
  readonly sizeBytes: number
}): RangeAnswer {
  const { status, contentEncoding = 'identity', contentRange, contentLength, asked, sizeBytes } = answer
  // Only `identity` was requested: encoded bytes are not those of the asset.
  if (contentEncoding.trim().toLowerCase() !== 'identity')
    return { kind: 'wrong', problem: `they are encoded as ${singleLine(contentEncoding, 20)}` }
  const lengthBytes = contentLength === undefined ? undefined : Number(contentLength)
  if (status === 200) {
    if (lengthBytes === sizeBytes) return { kind: 'whole' }
    // A proxy's page may have any length; without a digest its first bytes would be used as the asset.
    if (lengthBytes === undefined) return { kind: 'wrong', problem: 'the answer does not say how many bytes it has' }
    return { kind: 'wrong', problem: `it has ${lengthBytes} bytes` }
  }
  const [, first = '', last = '', total = ''] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(contentRange ?? '') ?? []
  if (first === '') return { kind: 'wrong', problem: 'the answer does not say which bytes it has' }
  if (total !== '*' && Number(total) !== sizeBytes) return { kind: 'wrong', problem: `it has ${total} bytes` }
  if (Number(first) !== asked.startBytes || Number(last) + 1 > asked.endBytes)
    return {
      kind: 'wrong',
      problem: `bytes ${first} to ${last} came instead of ${asked.startBytes} to ${asked.endBytes - 1}`,
    }
  return { kind: 'range' }
}
