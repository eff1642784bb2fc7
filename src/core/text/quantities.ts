/** Sizes and durations: text to numbers and back. */

/** Each is 1024 times the one before. */
const UNITS = 'bkmgt'

/** @returns bytes, or undefined where `text` is not a size. `100KB`, `8 MiB`, `1g`: KB and KiB are both 1024, as in OSS's documents. */
export function parseSize(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(text.trim())
  if (found === null) return undefined
  const [, number, unit = 'b'] = found
  const bytes = Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase())
  return Number.isSafeInteger(Math.round(bytes)) ? Math.round(bytes) : undefined
}

const DURATIONS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** @returns milliseconds, or undefined where `text` is not a duration. `30s`, `15m`, `1h30m`, `7d`; a bare number is seconds. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1000)
  if (!/^(\d+(\.\d+)?\s*(ms|s|min|m|h|d)\s*)+$/.test(trimmed)) return undefined
  let total = 0
  for (const [unit, unitMs] of Object.entries(DURATIONS)) {
    const numbers = trimmed.matchAll(new RegExp(`(\\d+(?:\\.\\d+)?)\\s*${unit}(?![a-z])`, 'g'))
    for (const [, number] of numbers) total += Number(number) * unitMs
  }
  return Math.round(total)
}

/** @returns a size as people read it: `512 B`, `1.5 MiB`. */
export function formatSize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  if (unit === 0) return `${bytes} B`
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`
}

/** @returns a duration as people read it: `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 59.95) return `${seconds < 9.95 ? seconds.toFixed(1) : seconds.toFixed(0)} s`
  const minutes = Math.round(seconds / 60)
  if (seconds < 600) return withRest(Math.floor(Math.round(seconds) / 60), 'min', Math.round(seconds) % 60, 's')
  if (minutes < 60) return `${minutes} min`
  return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`
}

/** @returns `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  // Without toLocaleString: loading a locale takes longer than everything else in a log line.
  const digits = String(count).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${digits} ${noun}${count === 1 ? '' : 's'}`
}
