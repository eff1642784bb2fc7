/** Titles of annotations and of the summary: a cause's code in words. Pure. */

const WORDS: Readonly<Record<string, string>> = {
  acl: 'ACL',
  cdn: 'CDN',
  ecs: 'ECS',
  github: 'GitHub',
  id: 'ID',
  kms: 'KMS',
  oidc: 'OIDC',
  oss: 'OSS',
  sha256: 'SHA-256',
  sts: 'STS',
  tls: 'TLS',
  xml: 'XML',
}

/** Codes that are not clear enough as plain words. */
const TITLES: Readonly<Record<string, string>> = {
  'bad-headers': 'Headers conflict',
  'bad-input': 'Inputs are wrong',
  'bad-proxy': 'Proxy variable is wrong',
  'bad-match': 'Files cannot be published',
  cancelled: 'The step was cancelled',
  'cdn-busy': 'The CDN is busy',
  'cdn-denied': 'The CDN may not be refreshed',
  'cdn-domain': 'The domain is not one of the CDN',
  'cdn-quota': 'Quota of the CDN is used up',
  certificate: 'Certificate not accepted',
  'gave-up': 'No progress for too long',
  'held-changed': 'Held files have changed',
  'held-gone': 'Held files are gone',
  'held-incomplete': 'The legs do not make a release',
  'if-changed-needs-read': 'if-changed needs oss:GetObject',
  'no-files': 'Files are missing',
  'no-tls': 'No TLS at this port',
  'not-readable': 'Published, but readers do not get it',
  'object-damaged': 'Published object is damaged',
  'part-size': 'Part size does not fit',
  'tls-unchecked': 'Certificates are not checked',
  'unexpected-error': 'Unexpected error',
  'version-needs-read': 'version needs oss:GetObject',
  'version-unclear': 'Versions cannot be compared',
  unreachable: 'Host cannot be reached',
}

/** @returns the title for the code of an error: `access-denied` → `Access denied`. */
export function errorTitle(code: string): string {
  if (Object.hasOwn(TITLES, code)) return `${TITLES[code]}`
  const text = code
    .split('-')
    .map((word) => (Object.hasOwn(WORDS, word) ? `${WORDS[word]}` : word))
    .join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
