/** The result of a run, as outputs and summary show it. */
import { formatCrc64 } from '../bytes/crc64.ts'

/** An object of this run, as outputs show it. */
export interface ManifestEntry {
  readonly path: string
  readonly key: string
  readonly url: string
  readonly size: number
  readonly crc64: string
  readonly sha256?: string
  readonly etag: string
  readonly versionId?: string
  readonly contentType: string
  /** Only if `feed-urls` changed URLs in it. */
  readonly rewritten?: true
  readonly status: 'uploaded' | 'resumed' | 'unchanged'
  readonly bytesSent: number
  readonly bytesResumed: number
  readonly bytesReused: number
}

interface PublishedFacts {
  readonly displayPath: string
  readonly key: string
  readonly url: string
  readonly sizeBytes: number
  readonly crc64: bigint
  readonly sha256: string | undefined
  readonly etag: string
  readonly versionId: string | undefined
  readonly contentType: string
  /** Whether `feed-urls` changed URLs in it. */
  readonly isRewritten?: boolean | undefined
  readonly status: ManifestEntry['status']
  readonly bytesSent: number
  readonly bytesResumed: number
  readonly bytesReused: number
}

/** @returns one entry of the `manifest` output. */
export function manifestEntry(facts: PublishedFacts): ManifestEntry {
  return {
    path: facts.displayPath,
    key: facts.key,
    url: facts.url,
    size: facts.sizeBytes,
    crc64: formatCrc64(facts.crc64),
    ...(facts.sha256 === undefined ? {} : { sha256: facts.sha256 }),
    etag: facts.etag,
    ...(facts.versionId === undefined ? {} : { versionId: facts.versionId }),
    contentType: facts.contentType,
    ...(facts.isRewritten === true ? { rewritten: true } : {}),
    status: facts.status,
    bytesSent: facts.bytesSent,
    bytesResumed: facts.bytesResumed,
    bytesReused: facts.bytesReused,
  }
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
  const urls = entries.map((entry) => entry.url).join('\n')
  const manifest = JSON.stringify([...entries, ...kept])
  const tooLong = urls.length + manifest.length > MAX_OUTPUT_CHARACTERS
  const unchanged = entries.filter((entry) => entry.status === 'unchanged').length
  const outputs = {
    url: entries.find((entry) => entry.key === firstKey)?.url ?? '',
    urls: tooLong ? '' : urls,
    manifest: tooLong ? '' : manifest,
    'manifest-path': manifestPath,
    'files-uploaded': String(entries.length - unchanged),
    'files-unchanged': String(unchanged),
    'kept-newer': kept.map(({ key }) => key).join('\n'),
    'bytes-sent': String(bytes.bytesSent),
    'bytes-resumed': String(bytes.bytesResumed),
    'bytes-reused': String(bytes.bytesReused),
  }
  return { outputs, tooLong }
}
