/**
 * Replacing the headers of an object whose bytes stay: OSS copies it onto itself, and drops whatever is not sent again, including ACL, class, encryption and
 *  tags. Source: https://www.alibabacloud.com/help/en/oss/developer-reference/copyobject
 */

type Headers = Readonly<Record<string, string>>

/** Properties that HEAD does not return; undefined if the credentials may not read them. */
export interface Properties {
  readonly acl: string | undefined
  /** URL-encoded, as in `x-oss-tagging`; empty if there are none. */
  readonly tags: string | undefined
}

type HeaderPlan =
  | { readonly kind: 'replace'; readonly headers: Headers }
  /** `reason` completes "keeps its headers: …". */
  | { readonly kind: 'keep'; readonly reason: string }

/** OSS copies larger objects with one request only if neither class nor encryption changes. */
const MAX_CHANGING_BYTES = 1024 ** 3

/** Properties of an object that HEAD returns. */
const TOLD =
  /^(?:content-(?:type|disposition|encoding|language)|cache-control|expires|x-oss-(?:meta-.+|storage-class|server-side-encryption(?:-key-id)?|server-side-data-encryption))$/

/**
 * @param wanted the headers that this step sets
 * @param told the headers that HEAD returns of the object
 * @returns the headers to send so that nothing is lost, or why the object has to keep its headers
 */
export function planHeaders({
  wanted,
  told,
  properties,
  sizeBytes,
}: {
  readonly wanted: Headers
  readonly told: Headers
  readonly properties: Properties
  readonly sizeBytes: number
}): HeaderPlan {
  const { acl, tags } = properties
  if (/archive/i.test(told['x-oss-storage-class'] ?? ''))
    return { kind: 'keep', reason: 'archived objects have to be restored first' }
  if (wanted['x-oss-object-acl'] === undefined && acl === undefined) return lacking('oss:GetObjectAcl', 'its ACL')
  const hasTags = Number(told['x-oss-tagging-count'] ?? 0) > 0
  if (wanted['x-oss-tagging'] === undefined && hasTags && tags === undefined)
    return lacking('oss:GetObjectTagging', 'its tags')
  const own = Object.fromEntries(Object.entries(told).filter(([name]) => TOLD.test(name)))
  const headers = {
    ...own,
    ...(acl === undefined || acl === 'default' ? {} : { 'x-oss-object-acl': acl }),
    ...(tags === undefined || tags === '' ? {} : { 'x-oss-tagging': tags }),
    ...wanted,
  }
  const changes = ['x-oss-storage-class', 'x-oss-server-side-encryption'].some(
    (name) => wanted[name] !== undefined && wanted[name] !== told[name],
  )
  if (changes && sizeBytes > MAX_CHANGING_BYTES)
    return {
      kind: 'keep',
      reason: 'OSS changes class and encryption of objects above 1 GiB only by copying them in parts',
    }
  return { kind: 'replace', headers }
}

function lacking(action: string, what: string): HeaderPlan {
  return { kind: 'keep', reason: `${what} would be lost, since the credentials may not read it (\`${action}\`)` }
}
