/**
 * Checksums files among the assets of a release, such as `SHA256SUMS`.
 * Sources: https://www.gnu.org/software/coreutils/manual/html_node/md5sum-invocation.html, https://man.freebsd.org/cgi/man.cgi?sha256
 */

/** SHA-256 in lower-case hex by file name; a name with several must not be trusted. */
export type Sums = ReadonlyMap<string, ReadonlySet<string>>

const NAMES =
  /^(?:.*[-_.])?(?:sha256sums?|checksums?|sha256)(?:[-_.]sha256)?(?:\.(?:txt|asc))?$|\.sha256(?:sums?)?(?:\.txt)?$/i
const DIGEST = '[0-9a-fA-F]{64}'
const COREUTILS = new RegExp(`^(\\\\?)(${DIGEST})(?: [ *]|\\s+)(.+)$`)
const BSD = new RegExp(`^(\\\\?)SHA2?-?256\\s*\\((.+)\\)\\s*=\\s*(${DIGEST})$`, 'i')
const ALONE = new RegExp(`^${DIGEST}$`)

/** A file of checksums is not larger. */
export const MAX_SUMS_BYTES = 4 * 1024 ** 2

/** @returns whether a file of that name probably has checksums; a signature of such a file does not. */
export function isSumsName(name: string): boolean {
  return NAMES.test(name)
}

/**
 * @param text of one checksums file
 * @param fileName its name: `app.exe.sha256` may have only the digest of `app.exe`
 * @returns the digests by file name. Lines of other kinds (comments, other hashes, signatures) are left out; and so are folders before a name, since assets have none.
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

/** @returns the match: the line, an escape if any, name and digest; undefined for a line of another form. */
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
  /** No file has it. */
  | { readonly kind: 'none' }
  /** Checksums files contradict each other, or several of their names would become this one at GitHub. */
  | { readonly kind: 'ambiguous' }

/**
 * @param all checksums files of the release
 * @returns the digest of an asset. Its exact name counts; else the only name that GitHub would have stored as this one.
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

/** @returns a name as GitHub stores it, with dots for characters that it replaces. */
export function storedName(name: string): string {
  return name.replace(/[\s()[\]{}~:.]+/g, '.')
}
