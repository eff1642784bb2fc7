/**
 * Files of checksums among the assets of a release: `SHA256SUMS` and what else they are called.
 * Sources: https://www.gnu.org/software/coreutils/manual/html_node/md5sum-invocation.html, https://man.freebsd.org/cgi/man.cgi?sha256
 */

/** SHA-256 in lower-case hex by file name; a name with several is not to be trusted. */
export type Sums = ReadonlyMap<string, ReadonlySet<string>>

const NAMES =
  /^(?:.*[-_.])?(?:sha256sums?|checksums?|sha256)(?:[-_.]sha256)?(?:\.(?:txt|asc))?$|\.sha256(?:sums?)?(?:\.txt)?$/i
const DIGEST = '[0-9a-fA-F]{64}'
const COREUTILS = new RegExp(`^(\\\\?)(${DIGEST})(?: [ *]|\\s+)(.+)$`)
const BSD = new RegExp(`^(\\\\?)SHA2?-?256\\s*\\((.+)\\)\\s*=\\s*(${DIGEST})$`, 'i')
const ALONE = new RegExp(`^${DIGEST}$`)

/** @returns whether a file of that name is likely to have checksums; one with a signature of it is not. */
export function isSumsName(name: string): boolean {
  return NAMES.test(name)
}

/**
 * @param text of one file of checksums
 * @param fileName its name: `app.exe.sha256` may hold the digest of `app.exe` alone
 * @returns what it says of which file. Lines of other kinds (comments, other hashes, signatures) are left out; folders before a name too, since assets have none.
 */
export function parseSums(text: string, fileName: string): Sums {
  const sums = new Map<string, Set<string>>()
  const add = (name: string, digest: string) => {
    const known = sums.get(name) ?? new Set<string>()
    sums.set(name, known.add(digest.toLowerCase()))
  }
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [, escaped, name, digest] = namedDigest(line) ?? []
    if (name !== undefined && digest !== undefined) add(baseName(escaped === '' ? name : unescaped(name)), digest)
    else if (ALONE.test(line.trim())) add(subjectOf(fileName), line.trim())
  }
  return sums
}

/** @returns the line, whether it is escaped, name and digest. */
function namedDigest(line: string): readonly string[] | undefined {
  const bsd = BSD.exec(line.trim())
  if (bsd !== null) return bsd
  const [whole, escaped, digest, name] = COREUTILS.exec(line) ?? []
  return whole === undefined || escaped === undefined || digest === undefined || name === undefined
    ? undefined
    : [whole, escaped, name, digest]
}

/** coreutils puts a backslash before lines whose name has a line end or a backslash. */
function unescaped(name: string): string {
  return name.replace(/\\([\\nr])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\'))
}

function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).trim()
}

function subjectOf(fileName: string): string {
  return fileName.replace(/\.sha256(?:sums?)?(?:\.txt)?$/i, '')
}

type SumOfAsset =
  | { readonly kind: 'digest'; readonly sha256: string }
  /** Nothing is said of it. */
  | { readonly kind: 'none' }
  /** Files of checksums contradict each other, or several of their names would be this one at GitHub. */
  | { readonly kind: 'ambiguous' }

/**
 * @param all the release's files of checksums
 * @returns what they say of an asset. Its exact name counts; else the one name that GitHub would have stored so.
 */
export function sumOfAsset(assetName: string, all: readonly Sums[]): SumOfAsset {
  const exact = all.flatMap((sums) => [...(sums.get(assetName) ?? [])])
  if (exact.length > 0) return only(exact)
  const stored = storedName(assetName)
  const similar = all.flatMap((sums) =>
    [...sums].filter(([name]) => storedName(name) === stored).flatMap(([, digests]) => [...digests]),
  )
  return similar.length === 0 ? { kind: 'none' } : only(similar)
}

function only(digests: readonly string[]): SumOfAsset {
  const [sha256, ...others] = new Set(digests)
  return sha256 === undefined || others.length > 0 ? { kind: 'ambiguous' } : { kind: 'digest', sha256 }
}

/** @returns a name with a dot for what GitHub replaces in names of assets. */
export function storedName(name: string): string {
  return name.replace(/[\s()[\]{}~:.]+/g, '.')
}
