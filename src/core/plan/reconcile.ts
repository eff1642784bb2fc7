/** Which parts of an upload OSS already holds: planned parts × what the server or the record says × digests of the local bytes. */

import type { Part } from '../bytes/parts.ts'
import type { RecordedPart } from '../records/checkpoint.ts'

/** A part as ListParts lists it. */
export interface ListedPart {
  readonly number: number
  readonly sizeBytes: number
  /** As in the answer, quotes removed. */
  readonly etag: string
  /** Absent where the service does not list it. */
  readonly crc64: bigint | undefined
}

/** Digests of the local bytes of one part; MD5 (upper-case hex) only if the claim has to be judged by its ETag. */
export interface LocalDigest {
  readonly crc64: bigint
  readonly md5: string | undefined
}

/** A part that OSS holds with exactly the local bytes, checked in this attempt. */
export interface DonePart {
  readonly number: number
  readonly sizeBytes: number
  readonly crc64: bigint
  readonly etag: string
}

/** What a list or record claims about a part; it is not trusted until `reconcile` has compared it with the local bytes. */
export interface Claim {
  readonly number: number
  readonly sizeBytes: number
  readonly etag: string
  readonly crc64: bigint | undefined
  /** Whether the ETag has to be the MD5 of the bytes. */
  readonly byEtag: boolean
}

/** OSS gives a part, and an object that was sent in one request, the MD5 of its bytes as ETag; an ETag of another form says nothing about them. */
const MD5 = /^[0-9A-F]{32}$/i

/** @returns whether an ETag has the form of an MD5. */
export function isMd5(etag: string): boolean {
  return MD5.test(etag)
}

/**
 * CRC64 can be forged with eight bytes, so a part that another attempt sent counts only if its MD5 agrees as well.
 * @param mayTrust whether the CRC64 alone may decide if ETags are not MD5s: the part is encrypted by KMS, and an attempt of this run sent it
 * @returns the claims that ListParts makes
 */
export function claimsOfListing(
  listed: readonly ListedPart[],
  mayTrust: (part: ListedPart) => boolean,
): readonly Claim[] {
  return listed.map((part) => ({ ...part, byEtag: part.crc64 === undefined || !mayTrust(part) }))
}

/** @returns the claims of a record, for when parts may not be listed: each is judged by its ETag, since a record proves nothing. */
export function claimsOfRecord(parts: ReadonlyMap<number, RecordedPart>): readonly Claim[] {
  return [...parts.values()].map((part) => ({ ...part, byEtag: true }))
}

/** A claim, and which bytes of the file it is about: one planned part, or several that were sent as one part, which has the number of the first. */
type PlausibleClaim = Claim & Pick<Part, 'startBytes' | 'endBytes'>

/** @returns the claims worth reading local bytes for: of whole planned parts. Claims beyond the plan are left out. */
export function plausibleClaims(planned: readonly Part[], claims: readonly Claim[]): readonly PlausibleClaim[] {
  const starts = new Map(planned.map(({ number, startBytes }) => [number, startBytes]))
  const ends = new Map(planned.map(({ number, endBytes }) => [endBytes, number]))
  return claims.flatMap((claim) => {
    const startBytes = starts.get(claim.number)
    if (startBytes === undefined) return []
    const endBytes = startBytes + claim.sizeBytes
    return (ends.get(endBytes) ?? 0) < claim.number ? [] : [{ ...claim, startBytes, endBytes }]
  })
}

/**
 * @param joined whole planned parts, or several that were sent as one; the last one with a number counts
 * @returns the parts that cover every byte of the file once, in order: each joined part, unless it begins inside an earlier one, in place of the planned
 *     parts that it covers, and the other planned parts
 */
export function withJoined(planned: readonly Part[], joined: readonly Part[]): readonly Part[] {
  const byNumber = new Map(joined.map((part) => [part.number, part]))
  const parts: Part[] = []
  for (const part of planned) {
    if (part.startBytes < (parts.at(-1)?.endBytes ?? 0)) continue
    parts.push(byNumber.get(part.number) ?? part)
  }
  return parts
}

/**
 * @param planned all parts of the file
 * @param claims what the server or the record says
 * @param digests digests of the local bytes, by part number; a claim without one is not believed
 * @returns the parts that need not be sent, none of which overlap, and those that must be, both in order of part number
 */
export function reconcile({
  planned,
  claims,
  digests,
}: {
  readonly planned: readonly Part[]
  readonly claims: readonly Claim[]
  readonly digests: ReadonlyMap<number, LocalDigest>
}): { readonly done: readonly DonePart[]; readonly missing: readonly Part[] } {
  const held = new Map<number, DonePart>()
  const equal: Part[] = []
  for (const claim of plausibleClaims(planned, claims)) {
    const digest = digests.get(claim.number)
    if (digest === undefined || !isSame(claim, digest)) continue
    const { number, sizeBytes, etag } = claim
    held.set(number, { number, sizeBytes, crc64: digest.crc64, etag })
    equal.push(claim)
  }
  const parts = withJoined(planned, equal)
  return {
    done: parts.flatMap(({ number }) => held.get(number) ?? []),
    missing: parts.filter(({ number }) => !held.has(number)),
  }
}

function isSame(claim: Claim, digest: LocalDigest): boolean {
  if (claim.crc64 !== undefined && claim.crc64 !== digest.crc64) return false
  return !claim.byEtag || claim.etag.toUpperCase() === digest.md5
}
