/** Takes samples of files while their parts are read, in any order and possibly more than once. */
import { type Samples, type SampleWindow, sampleOf, sampleWindows } from '../../core/bytes/sample.ts'
import type { Hashes } from '../../ports.ts'

interface OpenWindow extends SampleWindow {
  sha256: string | undefined
  /** Bytes of ranges that cover the window in part, by where they begin. */
  readonly pieces: Map<number, Uint8Array>
}

type Taker = (bytes: Uint8Array, atBytes: number) => void

/** @returns an empty collection of samples. For each file it keeps at most the bytes of its windows, until those are complete. */
export function createSamples({ sha256 }: Pick<Hashes, 'sha256'>): Samples {
  const files = new Map<string, readonly OpenWindow[]>()
  return {
    expect(path, sizeBytes) {
      if (!files.has(path))
        files.set(
          path,
          sampleWindows(sizeBytes).map((window) => openWindow(window, sha256)),
        )
    },
    tap(path, range) {
      const open = (files.get(path) ?? []).filter((window) => window.sha256 === undefined && meets(window, range))
      if (open.length === 0) return undefined
      const takers = open.map((window) =>
        covers(range, window) ? hasher(window, sha256) : collector(window, range, sha256),
      )
      let atBytes = range.startBytes
      return (bytes) => {
        for (const take of takers) take(bytes, atBytes)
        atBytes += bytes.length
      }
    },
    of: (path) => sampleOf((files.get(path) ?? []).map((window) => window.sha256)),
  }
}

function openWindow(window: SampleWindow, sha256: Hashes['sha256']): OpenWindow {
  const isEmpty = window.startBytes === window.endBytes
  return { ...window, sha256: isEmpty ? sha256().hex().toLowerCase() : undefined, pieces: new Map() }
}

function meets(window: SampleWindow, range: SampleWindow): boolean {
  return range.startBytes < window.endBytes && window.startBytes < range.endBytes
}

function covers(range: SampleWindow, window: SampleWindow): boolean {
  return range.startBytes <= window.startBytes && window.endBytes <= range.endBytes
}

/** Takes a window that is read as a whole and in order: its bytes need not be kept. */
function hasher(window: OpenWindow, sha256: Hashes['sha256']): Taker {
  const hash = sha256()
  let leftBytes = window.endBytes - window.startBytes
  return (bytes, atBytes) => {
    const piece = within(window, bytes, atBytes)
    if (piece.length === 0 || leftBytes === 0) return
    hash.update(piece)
    leftBytes -= piece.length
    if (leftBytes > 0) return
    window.sha256 = hash.hex().toLowerCase()
    window.pieces.clear()
  }
}

/** Takes a part of a window, and keeps its bytes until the rest is read. */
function collector(window: OpenWindow, range: SampleWindow, sha256: Hashes['sha256']): Taker {
  const startBytes = Math.max(window.startBytes, range.startBytes)
  const kept = new Uint8Array(Math.min(window.endBytes, range.endBytes) - startBytes)
  let filledBytes = 0
  return (bytes, atBytes) => {
    const piece = within(window, bytes, atBytes)
    if (piece.length === 0 || window.sha256 !== undefined) return
    kept.set(piece, filledBytes)
    filledBytes += piece.length
    if (filledBytes < kept.length) return
    window.pieces.set(startBytes, kept)
    closeIfWhole(window, sha256)
  }
}

function closeIfWhole(window: OpenWindow, sha256: Hashes['sha256']): void {
  const hash = sha256()
  let atBytes = window.startBytes
  for (const [startBytes, bytes] of [...window.pieces].sort(([left], [right]) => left - right)) {
    if (startBytes > atBytes) return
    const fresh = bytes.subarray(atBytes - startBytes)
    hash.update(fresh)
    atBytes += fresh.length
  }
  if (atBytes < window.endBytes) return
  window.sha256 = hash.hex().toLowerCase()
  window.pieces.clear()
}

function within({ startBytes, endBytes }: SampleWindow, bytes: Uint8Array, atBytes: number): Uint8Array {
  const from = Math.max(0, startBytes - atBytes)
  return from >= bytes.length ? bytes.subarray(0, 0) : bytes.subarray(from, Math.max(from, endBytes - atBytes))
}
