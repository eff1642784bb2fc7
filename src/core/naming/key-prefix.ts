/** The `key-prefix` input as people type it: what is meant as a folder is put before every key letter by letter. */

/** @returns what is wrong with a prefix, and the line to write instead; undefined where nothing is. */
export function prefixProblem(prefix: string): { readonly problem: string; readonly write: string } | undefined {
  const problem = problemOf(prefix)
  return problem === undefined ? undefined : { problem, write: `key-prefix: ${cleaned(prefix) || 'downloads/'}` }
}

function problemOf(prefix: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(prefix))
    return 'is an address: what stands before every object key has neither scheme nor bucket'
  if (prefix.includes('\\')) return 'has a backslash, and object keys have folders by `/`'
  if (prefix.startsWith('/')) return 'starts with a slash, and object keys do not'
  if (prefix.includes('//')) return 'has an empty folder in it (`//`)'
  if (prefix.split('/').some((segment) => segment === '.' || segment === '..'))
    return 'has a `.` or `..` segment, which no URL can carry'
  return undefined
}

/** @returns the folders that the address, path or name means, with a slash at the end. */
function cleaned(prefix: string): string {
  const path = prefix.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\]*/i, '').replaceAll('\\', '/')
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
  return segments.map((segment) => `${segment}/`).join('')
}

/** Whoever ends a prefix so means to go on with the name. */
const JOINED = /[-_.=+~@]$/

/**
 * @param key one of the keys, prefix included
 * @returns a warning where the prefix, without a slash at its end, runs into the names of files; undefined where it does not
 */
export function prefixWarning(prefix: string, key: string | undefined): string | undefined {
  if (prefix === '' || prefix.endsWith('/') || JOINED.test(prefix) || key === undefined) return undefined
  return `\`key-prefix: ${prefix}\` does not end with a slash, so that a key is \`${key}\`. For a folder write \`key-prefix: ${prefix}/\`; a prefix that names go on from ends with \`-\` or \`_\`.`
}
