/** Digests in the metadata of an object, so that later runs can identify its bytes without reading them. */
import { formatCrc64 } from '../bytes/crc64.ts'

type Headers = Readonly<Record<string, string>>

const SHA256_HEADER = 'x-oss-meta-sha256'
const CRC64_HEADER = 'x-oss-meta-crc64'
const MARK_HEADER = 'x-oss-meta-github-asset'

/** The known digests of a file's bytes; SHA-256 in lower-case hex. */
interface KnownDigests {
  readonly sha256: string | undefined
  readonly crc64: bigint | undefined
  /** See OriginFacts. */
  readonly mark?: string | undefined
}

/** @returns headers with both digests, and with the mark if there is one; empty if a digest is unknown. Headers that the user sets are kept. */
export function digestHeaders({ sha256, crc64, mark }: KnownDigests, headers: Headers): Headers {
  if (sha256 === undefined || crc64 === undefined) return {}
  const digests = { [SHA256_HEADER]: sha256, [CRC64_HEADER]: formatCrc64(crc64) }
  const told = mark === undefined ? digests : { ...digests, [MARK_HEADER]: mark }
  return Object.fromEntries(Object.entries(told).filter(([name]) => headers[name] === undefined))
}

/**
 * @param told headers of the answer to HEAD
 * @param crc64 of the object, as OSS returns it
 * @returns the SHA-256 in the object's metadata, in lower-case hex; undefined if there is none, or if something replaced the bytes and
 *     kept the metadata.
 */
export function toldSha256(told: Headers, crc64: bigint | undefined): string | undefined {
  const sha256 = told[SHA256_HEADER]?.toLowerCase()
  const isOwn = crc64 !== undefined && told[CRC64_HEADER] === formatCrc64(crc64)
  return isOwn && sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined
}

/**
 * @param told headers of the answer to HEAD, of an object that tells its digests
 * @returns whether its bytes came from exactly the asset that the mark names. Anybody who can change an object's metadata can forge this, as all
 *   of its digests.
 */
export function isMarked(told: Headers, mark: string | undefined): boolean {
  return mark !== undefined && told[MARK_HEADER] === mark
}
