/** Finds mistakes in keys and prefixes as people type them, in `key-prefix`, in `checksums` and after `=>`, that would make an unwanted object. */

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\/[^/\\]*|^(?:oss|https?|s3):\/?[^/\\]*/i
const HOST = /^[^/\\]*\.aliyuncs\.com(?=[/\\]|$)/i
const QUOTED = /^(["'`])(.*)\1$/
/** Variables of a shell, of PowerShell, of Windows, or of GitHub in a text that it does not evaluate; `%E4%` is an encoded byte. */
const VARIABLE = /\$\{|\$env:\w|\$[A-Z_][A-Z0-9_]+|%(?![0-9A-Fa-f]{2})[A-Za-z_]\w+%/
const DOTS = /(?:^|[/\\])\.{1,2}(?=[/\\]|$)/

/** @returns what is wrong with a typed key or prefix, as the end of a sentence; undefined if nothing is. */
export function typedKeyProblem(text: string): string | undefined {
  if (SCHEME.test(text) || HOST.test(text)) return 'is an address, and object keys have neither scheme nor bucket'
  if (QUOTED.test(text)) return 'is in quotes, and they would become part of the key'
  if (VARIABLE.test(text)) return 'has a variable that is not replaced: GitHub replaces only `${{ env.NAME }}`'
  return folderProblem(text)
}

/** @returns what is wrong with a whole key that is written out for one file, which may have characters that folders may not; undefined if nothing is. */
export function literalKeyProblem(text: string): string | undefined {
  const problem = typedKeyProblem(text)
  return problem === folderProblem(text) && !text.startsWith('/') ? undefined : problem
}

function folderProblem(text: string): string | undefined {
  if (text.includes('\\')) return 'has a backslash, and object keys separate folders with `/`'
  if (text.startsWith('/')) return 'starts with a slash, and object keys do not'
  if (text.includes('//')) return 'has an empty folder in it (`//`)'
  if (DOTS.test(text)) return 'has a `.` or `..` segment, which is not possible in a URL'
  return undefined
}

/** @returns the key or prefix that was probably meant, without a slash at its start. */
export function meantKey(text: string): string {
  const bare = text.replace(QUOTED, '$2')
  const path = bare.replace(SCHEME, '').replace(HOST, '').replaceAll('\\', '/')
  const withValues = path.replace(
    /\$\{?(?:env:)?([A-Z_]\w*)\}?|%([A-Z_]\w+)%/gi,
    (_, ours?: string, theirs?: string) => `\${{ env.${ours ?? theirs ?? ''} }}`,
  )
  return withValues
    .split('/')
    .filter(
      (segment, index, all) => !/^\.{0,2}$/.test(segment) || (segment === '' && index > 0 && index === all.length - 1),
    )
    .join('/')
}

/** @returns what is wrong with a prefix, and the line to write instead; undefined where nothing is. */
export function prefixProblem(prefix: string): { readonly problem: string; readonly write: string } | undefined {
  const problem = typedKeyProblem(prefix)
  if (problem === undefined) return undefined
  const meant = meantKey(prefix)
  return { problem, write: `key-prefix: ${meant === '' || meant.endsWith('/') ? meant || 'downloads/' : `${meant}/`}` }
}

/** A prefix that ends with one of these is meant to be followed by the name. */
const JOINED = /[-_.=+~@]$/

/**
 * @param key one of the keys, prefix included
 * @returns a warning if the prefix has no slash at its end and joins the names of files; undefined if it does not
 */
export function prefixWarning(prefix: string, key: string | undefined): string | undefined {
  if (prefix === '' || prefix.endsWith('/') || JOINED.test(prefix) || key === undefined) return undefined
  return `\`key-prefix: ${prefix}\` does not end with a slash, so that a key is \`${key}\`. For a folder write \`key-prefix: ${prefix}/\`; end a prefix that is part of the names with \`-\` or \`_\`.`
}
