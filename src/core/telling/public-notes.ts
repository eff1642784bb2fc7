/** Why a public URL may not work for everybody. Pure. */

interface PublicObject {
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * @param base base of the public URLs
 * @returns what is known without a request, one sentence each; at most one of each kind.
 */
export function publicNotes(
  objects: readonly PublicObject[],
  { base, signed }: { readonly base: string; readonly signed: boolean },
): readonly string[] {
  const notes: string[] = []
  const frozen = objects.find(({ headers }) => headers['x-oss-storage-class']?.endsWith('Archive'))
  if (frozen !== undefined)
    notes.push(`${frozen.key} is published in an archive storage class: nobody can read it until it is restored.`)
  const secret = objects.find(({ headers }) => headers['x-oss-object-acl'] === 'private')
  if (secret !== undefined && !signed) {
    notes.push(
      `${secret.key} is published with \`x-oss-object-acl: private\`: its URL works only when it is signed (\`signed-url-expires: 12h\`).`,
    )
  }
  const app = objects.find(({ key }) => /\.(apk|ipa)$/i.test(key))
  if (app !== undefined && isDefaultDomain(base)) {
    notes.push(
      `OSS does not let ${app.key} be downloaded from its own domains (ApkDownloadForbidden): bind a custom domain to the bucket and write it as \`public-url\`, or upload through it with \`cname\`.`,
    )
  }
  return notes
}

function isDefaultDomain(base: string): boolean {
  return new URL(base).hostname.endsWith('.aliyuncs.com')
}

/** What makes a published object readable for everybody. */
export const PUBLIC_ACCESS_REMEDY =
  'the bucket or object needs the ACL `public-read` (`headers: x-oss-object-acl: public-read`), ' +
  "Block Public Access must be off, and new accounts' buckets in mainland regions need a custom domain."

/** @returns what a 403 for an anonymous reader means. */
export function forbiddenNote(url: string): string {
  return (
    `${url} answers 403 to anonymous readers. If it is meant for the public: ${PUBLIC_ACCESS_REMEDY} ` +
    'If it is not: write `signed-url-expires`, or give readers credentials.'
  )
}
