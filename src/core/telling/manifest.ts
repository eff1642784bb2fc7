/** The result of a run, as outputs and summary show it. */
import type { PublishedEntry } from '../release/published-entry.ts'

/** An object of this run, as outputs show it. */
export interface ManifestEntry extends PublishedEntry {
  readonly status: 'uploaded' | 'resumed' | 'unchanged'
  readonly bytesSent: number
  readonly bytesResumed: number
  /** Copied inside OSS from earlier objects. */
  readonly bytesReused: number
}

/** An object that is left as it is, and so is not part of the release. */
export interface KeptEntry {
  readonly path: string
  readonly key: string
  readonly status: 'kept'
  /** Version of the object in the bucket. */
  readonly version: string
}

/** Limit of `urls` and `manifest` together: a job's other outputs need room too (GitHub: 1 MB a job, as UTF-16). */
const MAX_OUTPUT_CHARACTERS = 256 * 1024

interface OutputOptions {
  readonly entries: readonly ManifestEntry[]
  readonly kept: readonly KeptEntry[]
  /** Key of the first object of the run, published or not. */
  readonly firstKey: string | undefined
  readonly manifestPath: string
  readonly bytesSent: number
  readonly bytesResumed: number
  readonly bytesReused: number
}

/** @returns the step's outputs, and whether the long ones had to be left empty. */
export function formatOutputs({ entries, kept, firstKey, manifestPath, ...bytes }: OutputOptions): {
  readonly outputs: Readonly<Record<string, string>>
  readonly tooLong: boolean
} {
  const long = longOutputs(entries, kept)
  const unchanged = entries.filter((entry) => entry.status === 'unchanged').length
  const outputs = {
    url: entries.find((entry) => entry.key === firstKey)?.url ?? '',
    urls: long?.urls ?? '',
    manifest: long?.manifest ?? '',
    'manifest-path': manifestPath,
    'files-uploaded': String(entries.length - unchanged),
    'files-unchanged': String(unchanged),
    'kept-newer': kept.map(({ key }) => key).join('\n'),
    'bytes-sent': String(bytes.bytesSent),
    'bytes-resumed': String(bytes.bytesResumed),
    'bytes-reused': String(bytes.bytesReused),
  }
  return { outputs, tooLong: long === undefined }
}

/** @returns the long outputs; undefined if they would be too long: of thousands of files only the first ones are formatted to find out. */
function longOutputs(
  entries: readonly ManifestEntry[],
  kept: readonly KeptEntry[],
): { readonly urls: string; readonly manifest: string } | undefined {
  const texts: string[] = []
  const urls: string[] = []
  // Of the manifest with its commas and brackets, and of the URLs with their line feeds.
  let characters = 0
  for (const entry of [...entries, ...kept]) {
    const text = JSON.stringify(entry)
    texts.push(text)
    characters += text.length + 1
    if ('url' in entry) {
      urls.push(entry.url)
      characters += entry.url.length + 1
    }
    if (characters > MAX_OUTPUT_CHARACTERS) return undefined
  }
  return { urls: urls.join('\n'), manifest: `[${texts.join(',')}]` }
}

/** How many entries one piece of the manifest's file has. */
const PIECE_ENTRIES = 1000

/** @returns the content of the manifest's file, in pieces: with thousands of files the whole would need more memory than everything else. */
export function* formatManifest(entries: readonly (ManifestEntry | KeptEntry)[]): Generator<string> {
  for (let at = 0; at < entries.length; at += PIECE_ENTRIES) {
    const piece = JSON.stringify(entries.slice(at, at + PIECE_ENTRIES), null, 2)
    // Without the brackets of the piece, `[\n` and `\n]`.
    yield `${at === 0 ? '[\n' : ',\n'}${piece.slice(2, -2)}`
  }
  yield entries.length === 0 ? '[]\n' : '\n]\n'
}
