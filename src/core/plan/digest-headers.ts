/** Digests that an object carries as metadata, so that later runs can tell what it is without its bytes. */
import { formatCrc64 } from '../bytes/crc64.ts'

type Headers = Readonly<Record<string, string>>

const SHA256_HEADER = 'x-oss-meta-sha256'
const CRC64_HEADER = 'x-oss-meta-crc64'

/** Digests of a file's bytes, as far as they are known; SHA-256 in lower-case hex. */
interface KnownDigests {
  readonly sha256: string | undefined
  readonly crc64: bigint | undefined
}

/** @returns the headers that tell both digests; none where one is not known. What the user sets stays as it is. */
export function digestHeaders({ sha256, crc64 }: KnownDigests, headers: Headers): Headers {
  if (sha256 === undefined || crc64 === undefined) return {}
  const told = { [SHA256_HEADER]: sha256, [CRC64_HEADER]: formatCrc64(crc64) }
  return Object.fromEntries(Object.entries(told).filter(([name]) => headers[name] === undefined))
}

/**
 * @param told headers of the answer to HEAD
 * @param crc64 the object's own, as OSS tells it
 * @returns the SHA-256 that the object says of its bytes, in lower-case hex; undefined where it says none, or was written over by something that
 *   kept the metadata.
 */
export function toldSha256(told: Headers, crc64: bigint | undefined): string | undefined {
  const sha256 = told[SHA256_HEADER]?.toLowerCase()
  const isOwn = crc64 !== undefined && told[CRC64_HEADER] === formatCrc64(crc64)
  return isOwn && sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined
}
