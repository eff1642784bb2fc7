/** A header from which later runs know how the object of a feed was made, without fetching the feed. */
import { toldSha256 } from '../../plan/digest-headers.ts'
import type { FeedForm } from './feed-form.ts'

type Headers = Readonly<Record<string, string>>

const REWRITE_HEADER = 'x-oss-meta-feed-urls'
/** Part of the digest. Raise it when the same feed and URLs would result in other bytes. */
const RULES = 1

/** @returns a digest of everything that determines the bytes. @param source identifies the bytes of the feed */
export function recipeOf(
  { sha256Of }: { sha256Of(text: string): string },
  {
    form,
    source,
    publicUrls,
  }: { readonly form: FeedForm; readonly source: string; readonly publicUrls: ReadonlyMap<string, string> },
): string {
  const urls = [...publicUrls].sort(([left], [right]) => (left < right ? -1 : 1))
  return sha256Of(JSON.stringify([RULES, form, source, urls]))
}

/** @returns the header of an object that was made this way. @param count how many URLs were changed */
export function rewriteHeader(recipe: string, count: number): Headers {
  return { [REWRITE_HEADER]: `${recipe} ${count}` }
}

/** @returns the headers without it: it would be wrong for an object that is merged from several feeds. */
export function withoutRewriteHeader(headers: Headers): Headers {
  const { [REWRITE_HEADER]: _, ...others } = headers
  return others
}

/**
 * @param facts of the answer to HEAD
 * @returns size, digest and count of changes of the object; undefined if it was made from another feed or with other URLs, or was overwritten
 */
export function toldRewriting(
  facts: {
    readonly headers: Headers
    readonly sizeBytes: number | undefined
    readonly crc64: bigint | undefined
  },
  recipe: string,
): { readonly sha256: string; readonly sizeBytes: number; readonly count: number } | undefined {
  const { headers, sizeBytes, crc64 } = facts
  const sha256 = toldSha256(headers, crc64)
  const [, told, count] = /^([0-9a-f]{64}) (\d{1,9})$/.exec(headers[REWRITE_HEADER] ?? '') ?? []
  if (told !== recipe || count === undefined || sha256 === undefined || sizeBytes === undefined) return undefined
  return { sha256, sizeBytes, count: Number(count) }
}
